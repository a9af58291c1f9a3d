"""Do unanswered questions of one need come together? Clusters of the labelled questions in `eval/sets/groups*`.

    python -m eval.groups              # adjusted Rand index (Hubert & Arabie 1985) by half and collection
    python -m eval.groups_fit          # how well what is fitted does for families it has not seen

The needs are split by family (bicycle.throw and bicycle.removed are together), so that lookalikes meet in either half. `fresh`
and `unseen` were each written by somebody who had seen neither the code nor the other questions; nothing is fitted to them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import groupby

from rich.console import Console
from rich.table import Table
from sklearn.metrics import adjusted_rand_score

from eval.own import ROOT, searcher
from faqbot.app import make_analyzer
from faqbot.curation.groups import central, sure
from faqbot.search.clusters import DEFAULT, Judge, clusters
from faqbot.search.likeness import Question, read
from faqbot.settings import Settings
from faqbot.text.analyzer import Analyzer

SET, FRESH, UNSEEN, MORE = "groups", "groups_fresh", "groups_unseen", "groups_fit"
"""Split into halves; asked only; asked only; to fit and to compare with (`groups_fit`), not in the figures."""
COLLECTIONS = ("garbage", "chat", "counter", "kiosk", "terminal")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A question of the set. `kind` is `repeat`, `other words` or `single`."""

    collection: str
    group: str
    kind: str
    text: str

    @property
    def held_out(self) -> bool:
        """Which half its family is in."""
        return sha256(self.group.split(".")[0].encode()).digest()[0] % 2 == 1


@cache
def labelled(name: str = SET) -> tuple[Labelled, ...]:
    """The whole of a set."""
    with (ROOT / "eval" / "sets" / name / "questions.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(Labelled(**row) for row in csv.DictReader(lines, delimiter="\t"))


@cache
def question(collection: str, text: str) -> Question:
    """A question as its inbox would hold it."""
    near = {hit.entry.id: hit.score for hit in searcher(collection).search(text)}
    return read(_analyzer(), text, near)


@cache
def _analyzer() -> Analyzer:
    return make_analyzer(Settings())


def by_collection(chosen: Iterable[Labelled]) -> list[tuple[str, list[Labelled]]]:
    """Questions of one collection are grouped among themselves."""
    ordered = sorted(chosen, key=lambda each: COLLECTIONS.index(each.collection))
    return [(name, list(each)) for name, each in groupby(ordered, key=lambda each: each.collection)]


def found(chosen: Sequence[Labelled], judge: Judge = DEFAULT) -> list[int]:
    """The number of the cluster of each question."""
    numbers = [0] * len(chosen)
    for number, rows in enumerate(clusters([question(q.collection, q.text) for q in chosen], judge)):
        for row in rows:
            numbers[row] = number
    return numbers


def index(chosen: Sequence[Labelled], judge: Judge = DEFAULT) -> float:
    """The adjusted Rand index of questions, each collection grouped by itself: 1 is right, 0 is chance."""
    right: list[str] = []
    said: list[str] = []
    for name, questions in by_collection(chosen):
        right += [f"{name} {question.group}" for question in questions]
        said += [f"{name} {number}" for number in found(questions, judge)]
    return float(adjusted_rand_score(right, said))


@dataclass(frozen=True, slots=True)
class Taken:
    """What a curator would settle together with the label of a group, beside it: `right` belongs there, of `taken`."""

    taken: int
    right: int
    belonging: int
    """What belongs to it and is in its group."""
    mixed: int
    """Groups of which something else is taken along."""


def taken_along(chosen: Iterable[Labelled], *, only_sure: bool) -> Taken:
    """Everything in each group, or only what surely means what the label does (`curation.groups.sure`)."""
    taken = right = belonging = mixed = 0
    for _, questions in by_collection(chosen):
        read_ones = [question(each.collection, each.text) for each in questions]
        for rows in clusters(read_ones):
            said = [replace(read_ones[row], near={}) for row in rows]
            first = central(said, [1] * len(rows))
            along = sure(said, first) if only_sure else range(len(rows))
            own = [questions[row].group == questions[rows[first]].group for row in rows]
            hits = sum(own[row] for row in along) - 1
            taken += len(along) - 1
            right += hits
            belonging += sum(own) - 1
            mixed += hits < len(along) - 1
    return Taken(taken, right, belonging, mixed)


def _hard(chosen: Iterable[Labelled]) -> list[Labelled]:
    """Without what says nearly the same as another, as most who ask do."""
    return [each for each in chosen if each.kind != "repeat"]


def main() -> None:
    """Print the figures."""
    halves = {
        "tuning": [each for each in labelled() if not each.held_out],
        "held out": [each for each in labelled() if each.held_out],
        "fresh": list(labelled(FRESH)),
        "unseen": list(labelled(UNSEEN)),
    }
    table = Table("half", "questions", "needs", "all", *COLLECTIONS)
    for name, half in (
        halves | {f"{name}, no repeats": _hard(each) for name, each in halves.items()}
    ).items():
        parts = [index(questions) for _, questions in by_collection(half)]
        needs = len({(each.collection, each.group) for each in half})
        row = (index(half), *parts)
        table.add_row(name, str(len(half)), str(needs), *(f"{value:.3f}" for value in row))
    Console(width=120).print(table)
    along = Table("taken along with a label", "all of its group", "what is sure")
    for name, half in halves.items():
        found = (taken_along(half, only_sure=only_sure) for only_sure in (False, True))
        along.add_row(name, *(f"{t.right} of {t.taken} right, {t.mixed} groups mixed" for t in found))
    Console(width=120).print(along)


if __name__ == "__main__":
    main()
