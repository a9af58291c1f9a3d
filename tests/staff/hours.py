"""Reception hours for the tests: weekdays but for the holidays that are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from faqbot.schedule.hours import JST


@dataclass(frozen=True, slots=True)
class Weekdays:
    """Open from `opens` to `closes` on weekdays."""

    opens: time = time(8, 45)
    closes: time = time(17, 15)
    holidays: frozenset[date] = frozenset()

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(JST)
        works = local.weekday() < 5 and local.date() not in self.holidays
        return works and self.opens <= local.time() < self.closes

    def next_opening(self, at: datetime) -> datetime | None:
        local = at.astimezone(JST)
        days = (local.date() + timedelta(days=n) for n in range(400))
        openings = (datetime.combine(day, self.opens, JST) for day in days)
        return next((moment for moment in openings if moment > at and self.is_open(moment)), None)


class Never:
    """A reception that never opens."""

    def is_open(self, at: datetime) -> bool:
        return False

    def next_opening(self, at: datetime) -> datetime | None:
        return None
