"""Collection days: each week, every so many weeks, on nth weekdays of the month, on given dates; and when not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from faqbot.schedule.holidays import is_holiday
from faqbot.schedule.hours import YearDay, within
from faqbot.schedule.words import WEEKDAYS, date_words, full_date_words

HORIZON = 3 * 366
"""Days that are looked through for the next collection."""
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A weekday (0 is Monday), each time; or the `nth` of a month (1 to 5), in some `months` only; or each `weeks` weeks,
    counted from the week of `since`, when it begins.
    """

    weekday: int
    nth: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    weeks: int = 1
    since: date | None = None

    def falls_on(self, day: date) -> bool:
        """Whether it is due on that day."""
        return (
            day.weekday() == self.weekday
            and (not self.nth or (day.day + 6) // 7 in self.nth)
            and (not self.months or day.month in self.months)
            and (self.since is None or self._in_step(self.since, day))
        )

    def _in_step(self, since: date, day: date) -> bool:
        return day >= since and (_monday(day) - _monday(since)).days // 7 % self.weeks == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """No collection from `first` to `last`, both included: dates, or days of every year as (month, day)."""

    first: date | YearDay
    last: date | YearDay

    def covers(self, day: date) -> bool:
        """Whether the day is in it."""
        if isinstance(self.first, date) and isinstance(self.last, date):
            return self.first <= day <= self.last
        return within((_year_day(self.first), _year_day(self.last)), day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When something is collected. Single `dates` and days moved to hold whatever pauses and holidays say."""

    text: str
    repeats: tuple[Repeat, ...] = ()
    dates: frozenset[date] = frozenset()
    pauses: tuple[Pause, ...] = ()
    moved: tuple[tuple[date, date], ...] = ()
    holidays: bool = True
    """Whether it is collected on national holidays."""

    def falls_on(self, day: date) -> bool:
        """Whether it is collected on that day."""
        if day in self.dates or any(day == to for _, to in self.moved):
            return True
        paused = any(pause.covers(day) for pause in self.pauses) or any(day == was for was, _ in self.moved)
        resting = not self.holidays and is_holiday(day)
        return not paused and not resting and any(repeat.falls_on(day) for repeat in self.repeats)

    def describe(self) -> str:
        """「毎週 月曜・木曜（12月29日〜1月3日は休み）」."""
        parts = [_repeats_in_words(group) for group in _groups(self.repeats)]
        parts += [_dates_in_words(sorted(self.dates))] if self.dates else []
        notes = [f"{_pause_in_words(pause)}は休み" for pause in self.pauses]
        notes += [] if self.holidays else ["祝日は休み"]
        notes += [f"{date_words(was)}は{date_words(to)}に変更" for was, to in self.moved]
        return "、".join(parts) + (f"（{'、'.join(notes)}）" if notes else "")


def parse(notation: str) -> Rule:
    """Read 「毎週月・木」「第2・4水」「4週に1回 金（2026-11-20から）」, or a cell of the 5374 family (「月 木」「水1 水3」).

    Raises:
        InvalidInput: it cannot be read for certain; the message gives examples.
    """
    from faqbot.schedule.days_notation import read_rule

    return read_rule(notation)


def upcoming(rule: Rule, from_: date, n: int) -> tuple[date, ...]:
    """The next `n` collections from a day on, that day included; fewer where there are none within `HORIZON`."""
    return tuple(islice(filter(rule.falls_on, _days(from_)), n))


def _days(first: date) -> Iterator[date]:
    last = min(first.toordinal() + HORIZON, date.max.toordinal())
    return map(date.fromordinal, range(first.toordinal(), last + 1))


def _monday(day: date) -> date:
    return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))


def _year_day(day: date | YearDay) -> YearDay:
    return (day.month, day.day) if isinstance(day, date) else day


def _groups(repeats: tuple[Repeat, ...]) -> list[list[Repeat]]:
    """Weekdays with the same rhythm are said together."""
    groups: dict[tuple[object, ...], list[Repeat]] = {}
    for repeat in repeats:
        groups.setdefault((repeat.nth, repeat.months, repeat.weeks, repeat.since), []).append(repeat)
    return list(groups.values())


def _repeats_in_words(group: list[Repeat]) -> str:
    first, days = group[0], "・".join(f"{WEEKDAYS[repeat.weekday]}曜" for repeat in group)
    months = f"{'・'.join(map(str, first.months))}月の" if first.months else ""
    if first.nth:
        return f"{months}{'・'.join(f'第{n}' for n in first.nth)} {days}"
    rhythm = "毎週" if first.weeks == 1 else f"{first.weeks}週間に1回の"
    return f"{months}{rhythm} {days}"


def _dates_in_words(dates: list[date]) -> str:
    shown = "、".join(full_date_words(day) for day in dates[:_SHOWN])
    return shown + (f" など {len(dates)} 回" if len(dates) > _SHOWN else "")


def _pause_in_words(pause: Pause) -> str:
    ends = [date_words(d) if isinstance(d, date) else f"{d[0]}月{d[1]}日" for d in (pause.first, pause.last)]
    return ends[0] if pause.first == pause.last else "〜".join(ends)
