"""How is the store? Numbers for whoever watches the machine; nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Vitals:
    """As of one moment. `bytes` are those of the database file with its write-ahead log."""

    revision: int
    entries: int
    saved_at: datetime | None
    tickets_open: int
    oldest_ticket: datetime | None
    inbox_waiting: int
    undecided: int
    bytes: int


class VitalsStore(Protocol):
    """What the store says of itself."""

    def vitals(self) -> Vitals:
        """The numbers as of now; cheap whatever has been kept.

        Raises:
            StoreError: the database does not answer.
        """
        ...
