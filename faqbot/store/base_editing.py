"""What the curators' use cases ask of a store: the entries to edit, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Collection as Group
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from faqbot.staff.approvals import Approval, State
from faqbot.staff.rights import Reach
from faqbot.staff.versions import Origin, Version
from faqbot.types import Entry, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries of a collection: those that meet everything given."""

    collection: str
    department: str = ""
    category: str = ""
    status: Status | None = None
    ids: Group[str] | None = None
    questions: Group[str] | None = None
    contains: str = ""
    """In the question, a wording or the answer, as written."""
    checked_before: date | None = None
    """Also those never checked."""
    live_on: date | None = None
    """Within their days then, whatever their status."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the entries, and how many there are in all."""

    versions: tuple[Version, ...]
    total: int


class EditingStore(Protocol):
    """Entries as who edits them needs them: with who wrote what when."""

    def listed(self, wanted: Wanted, *, limit: int | None = None, offset: int = 0) -> Listing:
        """The stored version of each entry wanted, in the order they were added."""
        ...

    def checked(self, wanted: Wanted) -> Mapping[str, date | None]:
        """When each entry wanted was checked last, by its id."""
        ...

    def versions(self, collection: str, entry_id: str) -> tuple[Version, ...]:
        """Every version of an entry, oldest first; empty if there is no such entry."""
        ...

    def revise(
        self,
        entries: Sequence[Entry],
        *,
        requests: Sequence[Approval] = (),
        now: datetime,
        by: str,
        within: Reach,
        origin: Origin | None = None,
    ) -> tuple[Entry, ...]:
        """Write entries as `publish` does and keep requests to publish others, all in one transaction.

        A request bears the stored version of its entry too, and takes the place of an open one of its author about the
        same entry. Returns the entries as stored.

        Raises:
            as `publish`; InvalidInput also where the same entry is given twice.
        """
        ...

    def owners(self) -> tuple[str, ...]:
        """The departments that own an entry, by name."""
        ...


class ApprovalStore(Protocol):
    """Departments where a second person looks before anything is published, and what waits for one."""

    def four_eyes(self) -> frozenset[str]:
        """The departments."""
        ...

    def set_four_eyes(self, department: str, *, on: bool, now: datetime, by: str) -> None:
        """Let a second person look from now on, or no longer. What waits stays waiting."""
        ...

    def approval(self, approval_id: str) -> Approval | None:
        """The request with this id, or None if there is none."""
        ...

    def approvals(
        self, state: State | None = "open", *, about: tuple[str, str] | None = None
    ) -> tuple[Approval, ...]:
        """Requests, oldest first; None: whatever became of them. `about` is one entry: its collection and id."""
        ...

    def approve(
        self,
        approval_id: str,
        *,
        note: str,
        now: datetime,
        by: str,
        within: Reach,
        vectors: Mapping[str, Sequence[float]] = MappingProxyType({}),
    ) -> Entry:
        """Write the entry of an open request as its author's, and settle the ticket or proposal it came from.

        Where it would undo what closed tickets, they are open again; `vectors` are then theirs, by id.

        Raises:
            StaleEntry: the entry has been written since, or the request has been decided.
            NotAllowed: it is one's own request, or the entry is beyond `within`.
            NotFound: no such request, or no such ticket or proposal any more.
        """
        ...

    def decline(self, approval_id: str, *, note: str, now: datetime, by: str, within: Reach) -> None:
        """Close an open request and change nothing: `withdrawn` by its author, `declined` by anybody else.

        Raises:
            StaleEntry: the request has been decided.
            NotAllowed: somebody else's request, beyond `within`.
            NotFound: no such request.
        """
        ...
