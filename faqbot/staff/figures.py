"""How much was asked, of what, and how it ended: what a report counts (requirement C6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from faqbot.errors import InvalidInput
from faqbot.schedule.hours import JST


class By(StrEnum):
    """What inquiries are grouped by; hours and days are those of Japan."""

    NOTHING = "nothing"
    SYSTEM = "system"
    CHANNEL = "channel"
    DEPARTMENT = "department"
    AGENT = "agent"
    HOUR = "hour"
    DAY = "day"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days from `first` to `last`, both of them in it."""

    first: date
    last: date

    @classmethod
    def month(cls, text: str) -> Period:
        """The month that `YYYY-MM` says.

        Raises:
            InvalidInput: it says none.
        """
        try:
            first = datetime.strptime(text, "%Y-%m").date()
        except ValueError:
            raise InvalidInput(f"月は 2026-10 のように書いてください（いまは「{text}」）。") from None
        following = (first + timedelta(days=31)).replace(day=1)
        return cls(first=first, last=following - timedelta(days=1))

    @classmethod
    def between(cls, first: date, last: date) -> Period:
        """From one day to another.

        Raises:
            InvalidInput: the last day is before the first.
        """
        if last < first:
            raise InvalidInput("終わりの日が、初めの日より前です。日付を確かめてください。")
        return cls(first=first, last=last)

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time(), JST)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), JST)

    @property
    def days(self) -> tuple[date, ...]:
        """Its days in order."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The inquiries of one group, counted. Drafts do not count."""

    key: str = ""
    received: int = 0
    resolved: int = 0
    first_contact: int = 0
    """Resolved by whoever took it, without being reopened, handed over or escalated."""
    escalated: int = 0
    still_open: int = 0
    after_hours: int = 0
    faults: int = 0
    mean_seconds: float | None = None
    """From receipt to the end of those that have ended; None if none has."""

    @property
    def first_contact_rate(self) -> float | None:
        """The share of all received, 0 to 1; None if nothing was received."""
        return self.first_contact / self.received if self.received else None
