"""What was read of entries, kept in the store from one start to the next."""

from __future__ import annotations

import logging
from collections.abc import Container, Sequence
from contextlib import suppress
from dataclasses import dataclass

from faqbot.errors import StoreError
from faqbot.search.document import Document
from faqbot.search.readings import NOTHING_READ, Readings, digest, edition, readings, written
from faqbot.store.base import ReadingStore

log = logging.getLogger(__name__)

_WORTH = 0.05
"""From what share of entries on that had to be read, what was read is kept anew."""


@dataclass(frozen=True, slots=True)
class StoredReadings:
    """Nobody waits for what is kept, and nobody misses it: where the store cannot, the entries are read."""

    store: ReadingStore

    def of(self, collection: str, fingerprint: str) -> Readings:
        """What is kept of a collection; see `faqbot.search.readings.Kept`."""
        with suppress(StoreError):
            if kept := self.store.readings(collection, _name(fingerprint)):
                try:
                    return readings(kept)
                except ValueError as error:
                    log.warning("what was read of %s is damaged, and is read again: %s", collection, error)
        return NOTHING_READ

    def keep(
        self, collection: str, fingerprint: str, documents: Sequence[Document], known: Container[str]
    ) -> None:
        """Keep what was read of a collection; see `faqbot.search.readings.Kept`."""
        fresh = sum(digest(document.entry) not in known for document in documents)
        if fresh > _WORTH * len(documents):
            with suppress(StoreError):
                self.store.keep_readings(collection, _name(fingerprint), written(documents))


def _name(fingerprint: str) -> str:
    return f"{fingerprint} {edition()}"
