"""What a curator has written and not yet published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from faqbot.errors import InvalidInput
from faqbot.types import Entry, Status, Synonym


@dataclass(frozen=True, slots=True)
class Draft:
    """Entries of a collection to be added or replaced, and others to be withdrawn (by id). It may hold several curators' work.

    `synonyms` would be the collection's own list; None leaves it as it is.
    """

    collection: str
    entries: tuple[Entry, ...] = ()
    withdrawn: frozenset[str] = frozenset()
    synonyms: tuple[Synonym, ...] | None = None

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


def joined(drafts: Sequence[Draft]) -> Draft:
    """Several drafts as one; of an entry, or a list, that two of them change, the last one's.

    Raises:
        InvalidInput: they are of several collections, or there is none.
    """
    if len({draft.collection for draft in drafts}) != 1:
        raise InvalidInput("試してみる下書きは、同じまとまりのものを 1 つ以上えらんでください。")
    entries = {entry.id: entry for draft in drafts for entry in draft.entries}
    withdrawn = frozenset(entry_id for draft in drafts for entry_id in draft.withdrawn)
    lists = [draft.synonyms for draft in drafts if draft.synonyms is not None]
    return Draft(drafts[0].collection, tuple(entries.values()), withdrawn, lists[-1] if lists else None)
