"""When did what must be done again and again last end well? An empty file each, whose time says it.

Not in the database: a backup must not change what it copies, and who watches must see it where the database does not open.
"""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from pathlib import Path


class Chore(StrEnum):
    """What timers start (deploy/systemd)."""

    BACKUP = "backup"
    RETENTION = "retention"
    REHEARSAL = "rehearsal"


def done(data: Path, chore: Chore) -> None:
    """Remember that it has ended well just now."""
    file = _file(data, chore)
    # Where this cannot be written, the chore is done all the same; whoever watches will hear that it seems late.
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        file.unlink(missing_ok=True)  # another user's file has a time that we could not set
        file.touch()


def last_done(data: Path, chore: Chore) -> float:
    """When it ended well, in seconds since 1970; 0 for never."""
    try:
        return _file(data, chore).stat().st_mtime
    except OSError:
        return 0.0


def _file(data: Path, chore: Chore) -> Path:
    return data / "chores" / chore.value
