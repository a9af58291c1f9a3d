"""Who wrote an entry when, and what led to it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from faqbot.staff.figures import Period
from faqbot.types import Entry


class Cause(StrEnum):
    """What led to a version, beyond somebody's editing."""

    TICKET = "ticket"
    PROPOSAL = "proposal"
    VERSION = "version"
    """Rolled back to an earlier version."""
    FILE = "file"
    UNDO = "undo"
    """Tickets that were closed together are open again, by agreement of two."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A cause, and which one: the id of the ticket or proposal, the number of the version, the name of the file,
    the settlement."""

    cause: Cause
    id: str = ""

    def __str__(self) -> str:
        """As it is kept: `ticket:12`."""
        return f"{self.cause}:{self.id}"

    @classmethod
    def read(cls, kept: str) -> Origin | None:
        """The origin that was kept; None where there is none."""
        cause, _, name = kept.partition(":")
        return cls(Cause(cause), name) if cause in set(Cause) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An entry as it was written. `saved_by` is the name of an account, or of what wrote it (`import`, `scrape:…`)."""

    entry: Entry
    saved_at: datetime
    saved_by: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """Which versions: those that meet everything given."""

    by: str = ""
    """Written by this account, or what else writes (`import`, `scrape:…`)."""
    department: str = ""
    """Owned by this department as of the version."""
    collection: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the history: at the version before which the next page begins."""

    saved_at: datetime
    collection: str
    id: str
    version: int

    @classmethod
    def of(cls, version: Version) -> Mark:
        """Where a version is."""
        return cls(version.saved_at, version.entry.collection, version.entry.id, version.entry.version)
