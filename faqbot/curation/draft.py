"""What a curator has written and not yet published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from faqbot.types import Entry, Status


@dataclass(frozen=True, slots=True)
class Draft:
    """Entries of a collection to be added or replaced, and others to be withdrawn (by id). It may hold several curators' work."""

    collection: str
    entries: tuple[Entry, ...] = ()
    withdrawn: frozenset[str] = frozenset()

    @property
    def published(self) -> tuple[Entry, ...]:
        """The entries that would be searched."""
        return tuple(entry for entry in self.entries if entry.status is Status.PUBLISHED)

    @property
    def gone(self) -> frozenset[str]:
        """The entries that would be searched no longer, by id."""
        return self.withdrawn | {e.id for e in self.entries if e.status is not Status.PUBLISHED}

    @property
    def touched(self) -> frozenset[str]:
        """All entries that it says anything about, by id."""
        return self.withdrawn | {entry.id for entry in self.entries}

    def names(self) -> Iterator[str]:
        """What its entries are asked by."""
        for entry in self.entries:
            yield from (entry.question, *entry.phrasings)
