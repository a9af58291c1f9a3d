"""What the history asks of a store: the versions of all entries as they were written, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from faqbot.staff.versions import Mark, Recent, Version
from faqbot.types import Entry


@dataclass(frozen=True, slots=True)
class Written:
    """A version, and what the entry was before it; None of a first one."""

    version: Version
    before: Entry | None


class HistoryStore(Protocol):
    """The versions of all entries."""

    def written(self, wanted: Recent, *, before: Mark | None = None, limit: int) -> tuple[Written, ...]:
        """The versions wanted that were written before a mark, newest first; of one moment, the last `Mark` first."""
        ...

    def writers(self) -> tuple[str, ...]:
        """Who has written a version, by name."""
        ...
