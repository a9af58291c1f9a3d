"""Do unanswered questions of one need come together? Clusters of the labelled questions in `eval/sets/groups`.

    python -m eval.groups              # adjusted Rand index (Hubert & Arabie 1985) of both halves, by collection
    python -m eval.groups --fit        # fit the weights and the threshold of search/clusters.py to the tuning half

The needs are split by family (bicycle.throw and bicycle.removed are together), so that lookalikes meet in either half.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import groupby

import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score

from eval.own import ROOT, searcher
from faqbot.app import make_analyzer
from faqbot.search.clusters import DEFAULT, Judge, clusters
from faqbot.search.likeness import Question, pairs, read
from faqbot.settings import Settings

SET = ROOT / "eval" / "sets" / "groups" / "questions.tsv"
COLLECTIONS = ("garbage", "chat", "counter", "kiosk", "terminal")
THRESHOLDS = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45)
FOLDS = 4


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
def labelled() -> tuple[Labelled, ...]:
    """The whole set."""
    with SET.open(encoding="utf-8", newline="") as lines:
        return tuple(Labelled(**row) for row in csv.DictReader(lines, delimiter="\t"))


@cache
def _question(collection: str, text: str) -> Question:
    analyzer = make_analyzer(Settings())
    near = {hit.entry.id: hit.score for hit in searcher(collection).search(text)}
    return read(analyzer, text, near)


def by_collection(chosen: Iterable[Labelled]) -> list[tuple[str, list[Labelled]]]:
    """Questions of one collection are grouped among themselves."""
    ordered = sorted(chosen, key=lambda each: COLLECTIONS.index(each.collection))
    return [(name, list(each)) for name, each in groupby(ordered, key=lambda each: each.collection)]


def found(chosen: Sequence[Labelled], judge: Judge = DEFAULT) -> list[int]:
    """The number of the cluster of each question."""
    numbers = [0] * len(chosen)
    for number, rows in enumerate(clusters([_question(q.collection, q.text) for q in chosen], judge)):
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


def fit(chosen: Sequence[Labelled]) -> Judge:
    """Weights by logistic regression on the pairs of all; the threshold by cross-validation, as the best for unseen families."""
    folds = [[q for q in chosen if _fold(q) == number] for number in range(FOLDS)]
    seen = [_weights([q for q in chosen if _fold(q) != number]) for number in range(FOLDS)]
    best = max(THRESHOLDS, key=lambda enough: _mean_index(folds, [replace(j, enough=enough) for j in seen]))
    return replace(_weights(chosen), enough=best)


def _fold(question: Labelled) -> int:
    return sha256(question.group.split(".")[0].encode()).digest()[1] % FOLDS


def _mean_index(folds: Sequence[Sequence[Labelled]], judges: Sequence[Judge]) -> float:
    return sum(index(fold, judge) for fold, judge in zip(folds, judges, strict=True)) / len(folds)


def _weights(chosen: Sequence[Labelled]) -> Judge:
    """Each collection weighs the root of the number of its pairs."""
    signals, same, weight = [], [], []
    for _, questions in by_collection(chosen):
        (first, second), values = pairs([_question(q.collection, q.text) for q in questions])
        groups = np.array([q.group for q in questions])
        signals.append(values)
        same.append(groups[first] == groups[second])
        weight.append(np.full(len(first), len(first) ** -0.5))
    weights = np.concatenate(weight)
    model = LogisticRegression(C=3.0, max_iter=9000)
    model.fit(np.concatenate(signals), np.concatenate(same), sample_weight=weights / weights.mean())
    return Judge(float(model.intercept_[0]), tuple(map(float, model.coef_[0])), 0.0)


def _hard(chosen: Iterable[Labelled]) -> list[Labelled]:
    """Without what says nearly the same as another, as most who ask do."""
    return [each for each in chosen if each.kind != "repeat"]


def main() -> None:
    """Print the figures; with `--fit`, what to write into `search/clusters.py` first."""
    tuning = [each for each in labelled() if not each.held_out]
    held_out = [each for each in labelled() if each.held_out]
    judge = DEFAULT
    if "--fit" in sys.argv[1:]:
        judge = fit(tuning)
        rounded = ", ".join(f"{weight:.2f}" for weight in judge.weights)
        print(f"bias={judge.bias:.2f}, weights=({rounded}), enough={judge.enough}")
    table = Table("half", "questions", "needs", "all", *COLLECTIONS)
    halves = {"tuning": tuning, "held out": held_out}
    for name, half in (
        halves | {f"{name}, no repeats": _hard(each) for name, each in halves.items()}
    ).items():
        parts = [index(questions, judge) for _, questions in by_collection(half)]
        needs = len({(each.collection, each.group) for each in half})
        row = (index(half, judge), *parts)
        table.add_row(name, str(len(half)), str(needs), *(f"{value:.3f}" for value in row))
    Console().print(table)


if __name__ == "__main__":
    main()
