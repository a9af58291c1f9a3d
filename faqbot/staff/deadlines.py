"""By when must it be begun, and by when restored? Counted against the system's reception hours (C3, C4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from faqbot.schedule.hours import JST
from faqbot.staff.triage import Target


class Hours(Protocol):
    """When a reception is open. Moments are aware."""

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at a moment."""
        ...

    def next_opening(self, at: datetime) -> datetime | None:
        """When it opens next after a moment at which it is closed; None if it never does."""
        ...


@dataclass(frozen=True, slots=True)
class Due:
    """By when work must have begun, and by when things must run again; None where nothing is promised."""

    begin: datetime | None = None
    restore: datetime | None = None


def due(target: Target, received: datetime, hours: Hours) -> Due:
    """The deadlines of a fault.

    The clock starts when it is received, or when the reception next opens; a start within hours does not stop at closing time,
    since the requirements do not say that it may. A fault of the day is restored by the next day's opening at the latest.
    """
    counted = received if hours.is_open(received) else hours.next_opening(received)
    if counted is None:
        return Due()
    within = target.start_within_hours
    return Due(
        begin=None if within is None else counted + timedelta(hours=within),
        restore=hours.next_opening(_end_of_day(counted)) if target.restore_same_day else None,
    )


def business_day(first: date, number: int, hours: Hours) -> date | None:
    """The `number`-th day (from 1) on which the reception opens, counted from `first` inclusive; None if it never does."""
    at = datetime.combine(first, time(), JST)
    opening: datetime | None = None
    for _ in range(number):
        opening = at if hours.is_open(at) else hours.next_opening(at)
        if opening is None:
            return None
        at = _end_of_day(opening)
    return opening.astimezone(JST).date() if opening else None


def _end_of_day(moment: datetime) -> datetime:
    """Midnight after a moment, in Japan."""
    day = moment.astimezone(JST).date() + timedelta(days=1)
    return datetime.combine(day, time(), JST)
