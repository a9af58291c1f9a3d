"""What may be said, and which entries lie near to a text: what is asked of a store of collections, entries and vectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from faqbot.staff.rights import Reach
from faqbot.types import Collection, Delta, Entry, Snapshot

DIMENSIONS = 256
"""The length of a stored vector. A shorter one is filled up with zeros: the distances stay."""


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour of a vector. `distance` is the cosine distance, 0 (same direction) to 2."""

    key: str
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What `save_entries` did, by entry id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


class EntryStore(Protocol):
    """What may be said: collections, and entries with all their versions."""

    def revision(self) -> int:
        """The revision of what is published: one integer, raised by each change to it."""
        ...

    def snapshot(self, on: date | None = None) -> Snapshot:
        """All published entries with the revision they stand at, read in one transaction; those valid on a day, if given."""
        ...

    def since(self, revision: int, before: date, on: date) -> Delta:
        """What has become live, other or gone since a revision as of the day `before`, as of the day `on`; in one transaction."""
        ...

    def entries(self, collection: str) -> tuple[Entry, ...]:
        """Every entry of a collection, whatever its status, in the order it was added."""
        ...

    def save_entries(
        self, entries: Sequence[Entry], *, now: datetime, by: str, within: Reach = None
    ) -> Changes:
        """Write entries in one transaction, keeping every earlier version.

        An entry equal to the stored one but for `version` is left alone. A changed one gets the
        stored version + 1, a new one 1. The revision is raised once if anything written was or is
        published: a draft changes nothing that is searched.

        Raises:
            NotFound: no such collection. It is saved first, since it says who may read its entries.
            NotAllowed: an entry belongs, or would belong, to a department beyond `within`.
            InvalidInput: the same entry twice.
        """
        ...

    def publish(
        self, entry: Entry, *, now: datetime, by: str, resolves: str | None = None, within: Reach = None
    ) -> Entry:
        """Write one entry as `save_entries` does, and return it as stored; in one transaction with
        the ticket it resolves (or several, their ids with commas between) and the judged pairs (each ticket's question → the
        entry) that follow; `reopen` undoes it.

        `entry.version` must be that of the stored one; 0 or 1 if there is none. Who means a new
        entry passes 0, so that two people who chose the same id cannot overwrite each other.

        Raises:
            StaleEntry: somebody else has written it meanwhile.
            NotAllowed: it belongs, or would belong, to a department beyond `within`, or a second person has to look first.
            NotFound: no such collection, or no such ticket in it.
        """
        ...

    def authors(self, collection: str) -> Mapping[str, str]:
        """Who wrote the stored version of each entry of a collection, by entry id."""
        ...

    def history(self, collection: str, entry_id: str) -> tuple[Entry, ...]:
        """Every version of an entry, oldest first; empty if there is no such entry."""
        ...

    def collections(self) -> tuple[Collection, ...]:
        """All collections, in the order they were added."""
        ...

    def save_collection(self, collection: Collection, *, replaces: Collection | None = None) -> None:
        """Add or replace a collection's description; raises the revision if it differs.

        Raises:
            StaleCollection: what is stored is not `replaces`, where that is given.
        """
        ...


class VectorStore(Protocol):
    """Which entries lie near to a text."""

    def put_vectors(self, collection: str, vectors: Iterable[tuple[str, Sequence[float]]]) -> None:
        """Add or replace the vectors of these entries only; one of zeros is taken away.

        Raises:
            NotFound: no such entry in the collection.
            InvalidInput: a vector cannot be used, or an entry has two.
        """
        ...

    def nearest_entries(self, collection: str, vector: Sequence[float], k: int) -> tuple[Near, ...]:
        """The k entries nearest to a vector, nearest first; none for a vector of zeros.

        Raises:
            InvalidInput: the vector cannot be used.
        """
        ...
