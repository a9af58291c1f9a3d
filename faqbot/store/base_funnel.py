"""What is asked of a store about how questions fared: counts, never the questions of single people.

Whoever reads is told what stands in the log at that moment. The counts are kept, not made anew from every question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from faqbot.staff.funnel import (
    Along,
    Chosen,
    Effect,
    Funnel,
    Judged,
    Missed,
    Slot,
    Term,
    Unmet,
    Viewed,
    Waiting,
)


class FunnelStore(Protocol):
    """How questions fared."""

    def funnel(self, chosen: Chosen, along: Along = Along.NOTHING) -> tuple[Funnel, ...]:
        """The funnel of each group that has questions, by its key; of everything, always one."""
        ...

    def slots(self, chosen: Chosen) -> tuple[Slot, ...]:
        """Questions by the day of the week and the hour, in that order; those without any are left out."""
        ...

    def viewed(self, chosen: Chosen, limit: int) -> tuple[Viewed, ...]:
        """The entries whose answers were shown most, most first."""
        ...

    def judged(self, chosen: Chosen) -> tuple[Judged, ...]:
        """The entries whose answers were shown, with what was said of them, by collection and id."""
        ...

    def missed(self, chosen: Chosen, limit: int) -> tuple[Missed, ...]:
        """The questions that most often reached no answer, of each week at most so many, by week and then most first."""
        ...

    def unmet(self, chosen: Chosen, limit: int) -> tuple[Unmet, ...]:
        """The questions that most often reached no answer, most first, whether or not they have one now."""
        ...

    def unread_tickets(self, limit: int) -> Mapping[str, str]:
        """Tickets whose words nobody has noted, oldest first: their questions by id."""
        ...

    def note_terms(self, terms: Mapping[str, Sequence[str]]) -> None:
        """Keep the words of tickets, by their ids. They are erased with a ticket's question."""
        ...

    def missing_terms(self, chosen: Chosen, *, askers: int, limit: int) -> tuple[Term, ...]:
        """The words of questions that reached no answer, of at least so many askers, most asked first."""
        ...

    def waiting(self, chosen: Chosen) -> Waiting:
        """How long questions without an answer waited."""
        ...

    def effects(self, chosen: Chosen, limit: int) -> tuple[Effect, ...]:
        """The last publication of each entry in the period, most gained (questions after less those before) first."""
        ...

    def recount(self) -> int:
        """Count every day again of which questions are kept. Returns how many days."""
        ...
