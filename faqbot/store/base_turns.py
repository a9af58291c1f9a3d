"""What was asked, what people judged, and what is kept of a visitor."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from faqbot.types import JudgedPair, Turn


class TurnStore(Protocol):
    """What was asked, and what people judged right or wrong."""

    def receive(self, turn: Turn) -> None:
        """Keep a turn before it is answered. Durable when this returns. Its id must be new."""
        ...

    def decide(self, turn: Turn) -> None:
        """Keep what became of a turn: everything but what was received, its judgement and its ticket.

        This, and a ticket, outlive the process; a power cut may take them back with those after them, and the turn is as
        if never decided.

        Raises:
            NotFound: no such turn.
        """
        ...

    def turn(self, turn_id: str) -> Turn | None:
        """The turn with this id, or None if there is none."""
        ...

    def recent(self, session: str, since: datetime, limit: int) -> tuple[Turn, ...]:
        """The last turns of a session received since then, newest first; none for the empty session."""
        ...

    def solve(self, turn_id: str, *, solved: bool) -> None:
        """The asker said whether the answer helped; the last word counts.

        Raises:
            NotFound: no such turn.
        """
        ...

    def unfinished(self, before: datetime | None = None) -> tuple[Turn, ...]:
        """Turns received (before then) and not decided, oldest first: they are being answered, or their process died."""
        ...

    def count_turns(self) -> int:
        """How many turns have been received."""
        ...

    def judge(self, pair: JudgedPair) -> None:
        """Keep a judged pair; each judgement is kept, also a repeated one."""
        ...

    def judged_pairs(self, collection: str) -> tuple[JudgedPair, ...]:
        """The judged pairs of a collection, oldest first."""
        ...


class VisitorStore(Protocol):
    """What is kept of a visitor, with consent."""

    def remember(self, session: str, *, area: str, now: datetime) -> None:
        """Keep the area of a session."""
        ...

    def remembered(self, session: str) -> str:
        """The area kept for a session; empty if there is none."""
        ...

    def forget(self, session: str) -> None:
        """Erase what is kept of a session: its area, the texts of its turns, and that they were its."""
        ...
