"""What is asked of a store about the synonyms that curators keep for a collection."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from faqbot.types import Synonym, SynonymList


class WordStore(Protocol):
    """Lists of synonyms. The newest version of a collection's is its `own_synonyms`."""

    def save_synonyms(
        self, collection: str, synonyms: tuple[Synonym, ...], *, version: int, now: datetime, by: str
    ) -> SynonymList:
        """Write the next version, raise the revision, and return it as stored. The stored list again changes nothing.

        `version` is that of the list it was made from; 0 if there is none.

        Raises:
            StaleEntry: somebody else has written the list meanwhile.
            NotFound: no such collection.
        """
        ...

    def synonym_lists(self, collection: str) -> tuple[SynonymList, ...]:
        """All versions, the newest first."""
        ...
