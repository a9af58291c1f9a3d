"""Past questions, asked again of what is searched now and of what would be: which come to another answer, better or worse?

Every question is asked of both. A change of one entry shifts how rare the pieces of its names are, and with them, slightly, the
scores of every entry for every question that has a piece of one or two characters in common with it; and with trained parts an
entry is near to questions that share nothing with it. So no question can be left out beforehand. What is searched now is asked
once each, and remembered until something is published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from faqbot.curation.past import Asked, Past, Wording
from faqbot.curation.reach import Reach, Verdict, verdict
from faqbot.search.searcher import Searcher
from faqbot.text.smalltalk import question_in
from faqbot.types import Entry

Told = Callable[[int, int], None]
"""Is told how many questions are done, of how many."""

NEAREST = 20
"""Entries nearest to each name of a change, whose wordings might now lead to it."""


def silent(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A question that comes to something else."""

    asked: Asked
    before: Reach
    after: Reach
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Lost:
    """A wording that led to its entry and would lead elsewhere."""

    wording: Wording
    after: Reach


@dataclass(frozen=True, slots=True)
class Replayed:
    """`questions` were asked, of `known` ones; `still` wordings of entries near the change lead to their entry."""

    questions: int
    known: int
    moved: tuple[Moved, ...]
    still: int
    lost: tuple[Lost, ...]

    @property
    def sampled(self) -> bool:
        """Whether more questions are known than were asked."""
        return self.questions < self.known

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many questions have become what."""
        found = Counter(moved.verdict for moved in self.moved)
        found[Verdict.SAME] = self.questions - len(self.moved)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def wordings(self) -> int:
        """How many wordings led, or lead, to their entry."""
        return self.still + len(self.lost)


class Reaches:
    """Where questions lead in one index; each is asked once."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher
        self._known: dict[str, Reach] = {}

    def of(self, text: str) -> Reach:
        """Where a question leads."""
        if text not in self._known:
            self._known[text] = Reach.of(self.searcher.decide(question_in(text)))
        return self._known[text]


def replay(
    before: Reaches, after: Reaches, past: Past, wordings: Sequence[Wording], told: Told = silent
) -> Replayed:
    """Ask everything of both."""
    of = len(past.questions) + len(wordings)
    moved: list[Moved] = []
    for done, asked in enumerate(past.questions):
        told(done, of)
        moved += _moved(asked, before.of(asked.text), after.of(asked.text))
    still = 0
    lost: list[Lost] = []
    for done, wording in enumerate(wordings, len(past.questions)):
        told(done, of)
        reach = after.of(wording.text)
        if _leads_to(reach, wording.entry):
            still += 1
        elif _leads_to(before.of(wording.text), wording.entry):
            lost.append(Lost(wording, reach))
    told(of, of)
    worst_first = sorted(moved, key=lambda one: (_ORDER.index(one.verdict), -one.after.confidence))
    return Replayed(len(past.questions), past.known, tuple(worst_first), still, tuple(lost))


def near(searcher: Searcher, names: Iterable[str]) -> tuple[Entry, ...]:
    """The entries that stand near any of these names, the nearest first."""
    found = [searcher.search(name, NEAREST) for name in dict.fromkeys(names)]
    ranks = zip_longest(*found)
    return tuple({hit.entry.id: hit.entry for rank in ranks for hit in rank if hit}.values())


_ORDER = (Verdict.WORSE, Verdict.DIFFERS, Verdict.BETTER, Verdict.SAME)


def _moved(asked: Asked, before: Reach, after: Reach) -> list[Moved]:
    said = verdict(before, after, asked.right, asked.wrong)
    return [] if said is Verdict.SAME else [Moved(asked, before, after, said)]


def _leads_to(reach: Reach, entry: Entry) -> bool:
    """Whether the first that it comes to is the entry, or another variant of the same thing."""
    first = reach.entry
    return first is not None and (
        first.id == entry.id or (bool(entry.subject) and first.subject == entry.subject)
    )
