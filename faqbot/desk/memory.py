"""What a conversation asks of a store; and a memory of its own for a talk that nobody is to remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from faqbot.types import JudgedPair, Ticket, Turn


class Memory(Protocol):
    """A part of `faqbot.store.base.Store`, where each method is described."""

    def receive(self, turn: Turn) -> None:
        """Keep a turn before it is answered."""
        ...

    def decide(self, turn: Turn) -> None:
        """Keep what became of a turn."""
        ...

    def turn(self, turn_id: str) -> Turn | None:
        """The turn with this id."""
        ...

    def recent(self, session: str, since: datetime, limit: int) -> tuple[Turn, ...]:
        """The last turns of a session, newest first."""
        ...

    def solve(self, turn_id: str, *, solved: bool) -> None:
        """The asker said whether the answer helped."""
        ...

    def judge(self, pair: JudgedPair) -> None:
        """Keep a judged pair."""
        ...

    def open_ticket(
        self, turn: Turn, *, key: str, vector: Sequence[float], near: float, now: datetime
    ) -> Ticket:
        """Put a turn that reached no answer on a ticket."""
        ...

    def remember(self, session: str, *, area: str, now: datetime) -> None:
        """Keep the area of a session."""
        ...

    def remembered(self, session: str) -> str:
        """The area kept for a session."""
        ...

    def forget(self, session: str) -> None:
        """Erase what is kept of a session."""
        ...


class Passing:
    """Holds the turns of one talk as long as it lives itself. Nothing is counted, judged or put on a ticket."""

    def __init__(self) -> None:
        self._turns: dict[str, Turn] = {}

    def receive(self, turn: Turn) -> None:
        self._turns[turn.id] = turn

    def decide(self, turn: Turn) -> None:
        self._turns[turn.id] = turn

    def turn(self, turn_id: str) -> Turn | None:
        return self._turns.get(turn_id)

    def recent(self, session: str, since: datetime, limit: int) -> tuple[Turn, ...]:
        said = [
            turn for turn in self._turns.values() if turn.session == session and turn.received_at >= since
        ]
        return tuple(said[::-1][:limit])

    def solve(self, turn_id: str, *, solved: bool) -> None:
        self._turns[turn_id] = replace(self._turns[turn_id], solved=solved)

    def judge(self, pair: JudgedPair) -> None:
        """Nobody asked in earnest."""

    def open_ticket(
        self, turn: Turn, *, key: str, vector: Sequence[float], near: float, now: datetime
    ) -> Ticket:
        """A ticket that nobody will see."""
        return Ticket(id="", collection=turn.collection, text=turn.text, count=1, first_at=now, last_at=now)

    def remember(self, session: str, *, area: str, now: datetime) -> None:
        """Nobody has agreed to anything."""

    def remembered(self, session: str) -> str:
        return ""

    def forget(self, session: str) -> None:
        self._turns.clear()
