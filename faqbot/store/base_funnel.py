"""What is asked of a store about how questions fared: counts, never the questions of single people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from faqbot.staff.figures import Period


class Along(StrEnum):
    """What questions are grouped by. A week is that of its Monday, in Japan."""

    NOTHING = "nothing"
    WEEK = "week"
    CHANNEL = "channel"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which questions are counted. Empty: of every collection, by every channel."""

    period: Period
    collection: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """How far questions got. Small talk, menus, a wish for a person and the whole of several parts are no questions."""

    key: str = ""
    received: int = 0
    understood: int = 0
    """Answered, or with something that it may mean."""
    offered: int = 0
    """Candidates, or the variants of one thing, were shown."""
    chosen: int = 0
    shown: int = 0
    """An answer was shown."""
    solved: int = 0
    not_solved: int = 0
    silent: int = 0
    """An answer was shown, and nobody said whether it helped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewed:
    """How often the answer of an entry was shown."""

    collection: str
    entry_id: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """How often the question of a ticket was asked in a week (named by its Monday)."""

    week: date
    collection: str
    text: str
    count: int


class FunnelStore(Protocol):
    """How questions fared."""

    def funnel(self, chosen: Chosen, along: Along = Along.NOTHING) -> tuple[Funnel, ...]:
        """The funnel of each group that has questions, by its key; of everything, always one."""
        ...

    def viewed(self, chosen: Chosen, limit: int) -> tuple[Viewed, ...]:
        """The entries whose answers were shown most, most first."""
        ...

    def missed(self, chosen: Chosen, limit: int) -> tuple[Missed, ...]:
        """The questions that most often reached no answer, of each week at most so many, by week and then most first."""
        ...
