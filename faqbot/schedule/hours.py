"""When is a desk open? Windows of a week, holidays, days of the year, and what opens next.

`notation` makes `Hours` of the text that a clerk writes. Inside, times are minutes after midnight in Japan, which
has one zone and, since 1952, no summer time: a fixed offset needs no zone data on the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from faqbot.schedule.holidays import is_holiday

JST = timezone(timedelta(hours=9), "JST")
DAY = 24 * 60
YEAR_END = ((12, 29), (1, 3))
"""行政機関の休日に関する法律 第1条第1項第3号, and the like in cities' by-laws."""
_LOOK_AHEAD = 400

Window = tuple[int, int]
"""Open from the first minute until before the second, both after midnight: 9:00〜17:00 is (540, 1020)."""
YearDay = tuple[int, int]
"""Month and day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Opening hours: `text` as it was written, `week` with a row for each day from Monday.

    On national holidays `holidays` hold, or the day's own row where that is None. `closed` are spans of the year,
    both ends included.
    """

    text: str
    week: tuple[tuple[Window, ...], ...]
    holidays: tuple[Window, ...] | None = None
    closed: tuple[tuple[YearDay, YearDay], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Read 「平日 9:00〜17:00（12/29〜1/3は休み）」 and the like.

        Raises:
            InvalidInput: it cannot be read for certain; the message gives examples.
        """
        from faqbot.schedule.notation import read_hours

        return read_hours(text)

    def windows(self, day: date) -> tuple[Window, ...]:
        """The windows of a day, in order; none if it is closed."""
        if any(within(span, day) for span in self.closed):
            return ()
        if self.holidays is not None and is_holiday(day):
            return self.holidays
        return self.week[day.weekday()]

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at that moment (an aware time)."""
        return self._until(at) is not None

    def next_opening(self, at: datetime) -> datetime | None:
        """When it opens next after that moment; None if it never does, or never closes."""
        today = at.astimezone(JST).date()
        for day in _days(today, _LOOK_AHEAD):
            for begin, _ in self.windows(day):
                start = _moment(day, begin)
                if start > at and not self.is_open(start - timedelta(minutes=1)):
                    return start
        return None

    def closes_at(self, at: datetime) -> datetime | None:
        """When it closes, if it is open at that moment; None if it is closed, or never closes."""
        end = self._until(at)
        for _ in range(_LOOK_AHEAD):
            following = self._until(end) if end else None
            if following is None:
                return end
            end = following
        return None

    def _until(self, at: datetime) -> datetime | None:
        """The end of the window that the moment is in."""
        local = at.astimezone(JST)
        minute = local.hour * 60 + local.minute
        for begin, end in self.windows(local.date()):
            if begin <= minute < end:
                return _moment(local.date(), end)
        return None


def within(span: tuple[YearDay, YearDay], day: date) -> bool:
    """Whether a day is in a span of the year, both ends included; 12/29〜1/3 goes over the turn of the year."""
    (first, last), here = span, (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(count) if first.toordinal() + n <= date.max.toordinal())


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), JST) + timedelta(minutes=minute)
