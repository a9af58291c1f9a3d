"""What crawls and people have proposed, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from faqbot.staff.rights import Reach
from faqbot.types import Entry, Proposal


class ProposalStore(Protocol):
    """What crawls have proposed, and what became of it."""

    def propose(self, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
        """Keep open proposals in one transaction, and return them with their ids.

        An open one of the same source about the same entry (or the same page, where it names no entry) becomes `superseded`:
        what changes twice is asked once.

        Raises:
            NotFound: no such collection.
        """
        ...

    def proposal(self, proposal_id: str) -> Proposal | None:
        """The proposal with this id, or None if there is none."""
        ...

    def proposals(
        self,
        collection: str | None = None,
        source: str | None = None,
        state: str = "open",
        entry_id: str | None = None,
    ) -> tuple[Proposal, ...]:
        """Oldest first."""
        ...

    def accept(
        self, decided: Mapping[str, Entry | None], *, now: datetime, by: str, within: Reach = None
    ) -> tuple[Entry, ...]:
        """Close open proposals (by id) and write the entry that each has led to, all in one transaction.

        Versions are held as by `publish`. None writes nothing: the proposal was about a page.

        Raises:
            StaleEntry: somebody else has written an entry, or decided a proposal, meanwhile.
            NotAllowed: as by `publish`; a proposal about a page belongs to the department it was put before.
            NotFound: no such proposal, or no such collection.
        """
        ...

    def reject(self, proposal_id: str, *, now: datetime, by: str, within: Reach = None) -> None:
        """Close an open proposal; nothing else changes.

        Raises:
            StaleEntry: somebody else has decided it meanwhile.
            NotAllowed: as by `accept`.
            NotFound: no such proposal.
        """
        ...
