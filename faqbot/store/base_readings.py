"""What was read of entries, kept so that a start need not read them again; made anew from the entries whenever it is missing."""

from __future__ import annotations

from typing import Protocol


class ReadingStore(Protocol):
    """One piece a collection, whatever is in it."""

    def readings(self, collection: str, edition: str) -> bytes | None:
        """What is kept of a collection, if whoever read it was of this edition."""
        ...

    def keep_readings(self, collection: str, edition: str, kept: bytes) -> None:
        """Keep this of a collection instead of what is kept."""
        ...
