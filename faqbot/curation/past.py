"""Which questions were asked before, and what did people say of their answers? What a change is held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from faqbot.desk.judgements import votes
from faqbot.store.base import Store
from faqbot.types import Entry

LOOKED_BACK = 20_000
"""Answers given last, among which those without a judgement are looked for."""

WORDINGS = 500
"""Wordings asked again at most: a quarter of the questions, so that they do not make anybody wait."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the entries, by id, that people said do and do not answer it; unjudged where both are empty."""

    text: str
    right: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wording:
    """One way in which an entry is asked for, as its curators wrote it."""

    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Past:
    """Questions to be asked again, of `known` ones."""

    questions: tuple[Asked, ...]
    known: int

    @property
    def sampled(self) -> bool:
        """Whether these are a sample of what is known."""
        return len(self.questions) < self.known


def past(store: Store, collection: str, limit: int, seed: int) -> Past:
    """The questions asked of a collection, each once: the judged ones first, then others that were answered.

    What goes beyond `limit` is left to chance (seeded), among the judged only where there are too many of those.
    """
    judged = [
        Asked(
            text,
            frozenset(entry_id for entry_id, net in counted.items() if net > 0),
            frozenset(entry_id for entry_id, net in counted.items() if net < 0),
        )
        for text, counted in votes(store.judged_pairs(collection)).items()
        if text
    ]
    known = {asked.text for asked in judged}
    given = dict.fromkeys(text for text, _ in store.answers_given(collection, LOOKED_BACK))
    others = [Asked(text) for text in given if text not in known]
    chance = Random(seed)
    first = _some(judged, limit, chance)
    rest = _some(others, limit - len(first), chance)
    return Past((*first, *rest), len(judged) + len(others))


def wordings(entries: Iterable[Entry], leaving_out: frozenset[str]) -> tuple[Wording, ...]:
    """The wordings of the entries, but for those left out (by id); of many, those of the first entries."""
    every = (
        Wording(text, entry)
        for entry in entries
        if entry.id not in leaving_out
        for text in dict.fromkeys((entry.question, *entry.phrasings))
    )
    return tuple(islice(every, WORDINGS))


def _some(asked: Sequence[Asked], limit: int, chance: Random) -> list[Asked]:
    """As many as there is room for, in their order."""
    if len(asked) <= limit:
        return list(asked)
    return [asked[place] for place in sorted(chance.sample(range(len(asked)), limit))]
