"""What a search finds, and what is decided of it."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.types.entries import Entry


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found for a query. `score` is the fused score (no unit; comparable within one query)."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Answered:
    """One entry answers the question. `confidence` is the probability that the first hit is right, 0 to 1.

    `undecided` are the variants of its thing between which the question leaves the choice (the first hit among them),
    where that makes a difference.
    """

    hits: tuple[Hit, ...]
    confidence: float
    undecided: tuple[Entry, ...] = ()

    @property
    def entry(self) -> Entry:
        """The entry that answers."""
        return self.hits[0].entry


@dataclass(frozen=True, slots=True)
class Suggested:
    """It may be one of these; the asker chooses."""

    hits: tuple[Hit, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing answers it, or the entry found says that the answer is not known (`known_unknown`)."""

    hits: tuple[Hit, ...]
    confidence: float
    known_unknown: Entry | None = None


Decision = Answered | Suggested | Unanswered
