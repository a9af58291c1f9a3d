"""What the desk and the curators ask of a store about questions that reached no answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from faqbot.staff.rights import Reach
from faqbot.types import Entry, ScoredId, Ticket, Turn


@dataclass(frozen=True, slots=True)
class Background:
    """What the log knows of a ticket: how often it was asked by each channel, and what its last turn came near to."""

    channels: Mapping[str, int]
    near: tuple[ScoredId, ...]


class TicketStore(Protocol):
    """What reached no answer."""

    def open_ticket(
        self, turn: Turn, *, key: str, vector: Sequence[float], near: float, now: datetime
    ) -> Ticket:
        """Put a turn that reached no answer on a ticket of its collection.

        That is the open one with the same `key` (the normalised question), else the nearest open
        one within cosine distance `near` of `vector`, else a new one. A vector of zeros (no known
        word) is near to nothing. The turn's `ticket_id` is set in the same transaction, and a turn
        that is on a ticket stays on it: the same turn twice counts once.

        Raises:
            NotFound: the turn was never received.
            InvalidInput: the vector cannot be used.
        """
        ...

    def tickets(self, collection: str | None = None, state: str = "open") -> tuple[Ticket, ...]:
        """Most asked first, then most recent."""
        ...

    def ticket(self, ticket_id: str) -> Ticket | None:
        """The ticket with this id, or None if there is none."""
        ...

    def backgrounds(self, collection: str) -> Mapping[str, Background]:
        """What the log knows of each open ticket of a collection, by its id."""
        ...

    def needs(self, collection: str) -> tuple[tuple[str, ...], ...]:
        """The tickets of a collection by need, as they were kept last: their ids. Some may be closed by now."""
        ...

    def keep_needs(self, collection: str, groups: Sequence[Sequence[str]]) -> None:
        """Keep which tickets of a collection are one need, instead of what was kept before."""
        ...

    def closed(self, collection: str | None, limit: int) -> tuple[Ticket, ...]:
        """Tickets that people have closed, last decided first."""
        ...

    def dismiss(self, ticket_ids: Sequence[str], *, reason: str, now: datetime, by: str) -> str:
        """Close open tickets without an answer, all or none; returns the settlement, by which they can be reopened.

        Raises:
            NotFound: no such ticket.
            StaleEntry: somebody has closed one meanwhile.
        """
        ...

    def undone(self, settlement: str) -> Entry | None:
        """The entry as `reopen` would write it, with its stored version; None where no entry was written for the tickets.

        Raises:
            NotFound: nothing was closed together by that name, or it has been undone.
            StaleEntry: the entry has been written since.
        """
        ...

    def reopen(
        self,
        settlement: str,
        *,
        vectors: Mapping[str, Sequence[float]],
        now: datetime,
        by: str,
        within: Reach,
    ) -> tuple[Ticket, ...]:
        """Undo what closed tickets together: they are open again, their judged pairs withdrawn, and the entry that was
        written for them is as it was before, as a new version (one that was new is archived). All in one transaction.

        `vectors` are those of the tickets, by id. What was asked meanwhile in the same words is put on the reopened ticket.

        Raises:
            NotFound: nothing was closed together by that name, or it has been undone.
            StaleEntry: the entry has been written since.
            NotAllowed: the entry is beyond `within`, or undoing this waits for a second person.
        """
        ...
