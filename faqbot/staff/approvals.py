"""What waits for a second person before it is published, and why (four eyes)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from faqbot.staff.versions import Origin
from faqbot.types import Entry, Status

State = Literal["open", "approved", "declined", "withdrawn", "stale"]
"""`stale`: somebody has written the entry since it was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A request to publish. `entry.version` is the version that it was written on; 0 of a new entry."""

    id: str = ""
    """Given by the store."""
    entry: Entry
    origin: Origin | None = None
    asked_by: str
    asked_at: datetime
    state: State = "open"
    decided_by: str = ""
    decided_at: datetime | None = None
    note: str = ""
    """What whoever decided wrote to whoever asked."""


def needs_second(before: Entry | None, after: Entry, four_eyes: frozenset[str]) -> bool:
    """Whether a change waits for a second person, given the departments that have asked for it.

    It does where people would be told something new. Taking an answer back never waits, nor does a fresh 確認日 alone.
    """
    if after.status is not Status.PUBLISHED:
        return False
    owners = {after.department} | ({before.department} if before else set())
    return not owners.isdisjoint(four_eyes) and (before is None or _told(before) != _told(after))


def undoing_needs_second(now: Entry, before: Entry, four_eyes: frozenset[str]) -> bool:
    """Whether it waits for a second person to undo what closed tickets, which would write `before` over `now`.

    What two have decided, one does not undo, even where that only takes an answer back. Whoever has to stop a wrong answer
    at once takes the entry back, which waits for nobody and leaves the tickets closed.
    """
    return not four_eyes.isdisjoint({now.department, before.department})


def _told(entry: Entry) -> Entry:
    return replace(entry, version=0, checked_on=None)
