"""The dates that a question speaks of: 「あした」「来週の月曜」「12月3日」「年末年始」「次の」.

A date without a year is the next one from today on.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from faqbot.schedule.words import WEEKDAYS
from faqbot.text.normalize import normalize


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included; `last` is None of 「次の」: the first that comes. `text` is what said so."""

    first: date
    last: date | None
    text: str


_Read = Callable[[re.Match[str], date], tuple[date, date | None]]

_FAR = (
    (r"しあさって|明々後日|明明後日", 3),
    (r"あさって|明後日|みょうごにち", 2),
    (r"あした|あす|明日|みょうにち", 1),
)
_NEAR = ((r"きょう|今日|本日|今朝|今夜|今晩", 0), (r"一昨日|おととい", -2), (r"きのう|昨日", -1))
_AHEAD = {"今": 0, "こん": 0, "来": 1, "らい": 1, "再来": 2, "さらい": 2}
_DAY = r"(?P<day>[月火水木金土日]|げつ|か|すい|もく|きん|ど|にち)(?:曜|よう)(?:日|び)?"
_SOUND = {"げつ": 0, "か": 1, "すい": 2, "もく": 3, "きん": 4, "ど": 5, "にち": 6}


def span(text: str, today: date) -> Span | None:
    """The dates that a text names, seen from `today`; None if it names none (or one that does not exist)."""
    plain = normalize(text)
    for pattern, read in _READERS:
        if found := pattern.search(plain):
            try:
                first, last = read(found, today)
            except (ValueError, OverflowError):
                return None
            return Span(first, last, found[0])
    return None


def _full(found: re.Match[str], today: date) -> tuple[date, date]:
    year = found["reiwa"]
    since = 2018 + (1 if year == "元" else int(year)) if year else int(found["year"])
    day = date(since, int(found["month"]), int(found["day"]))
    return day, day


def _month_day(found: re.Match[str], today: date) -> tuple[date, date]:
    month, number = int(found["month"]), int(found["day"])
    year = today.year + ((month, number) < (today.month, today.day))
    if (month, number) == (2, 29):
        year = next(y for y in range(year, year + 9) if monthrange(y, 2)[1] == 29)
    return date(year, month, number), date(year, month, number)


def _year_end(found: re.Match[str], today: date) -> tuple[date, date]:
    year = today.year - ((today.month, today.day) <= (1, 3))
    return date(year, 12, 29), date(year + 1, 1, 3)


def _month(found: re.Match[str], today: date) -> tuple[date, date]:
    if found["month"]:
        month, year = int(found["month"]), today.year + (int(found["month"]) < today.month)
    else:
        later = today.month - 1 + _AHEAD[found["rel"]]
        year, month = today.year + later // 12, later % 12 + 1
    first = date(year, month, 1)
    return max(first, today), first.replace(day=monthrange(year, month)[1])


def _week_day(found: re.Match[str], today: date) -> tuple[date, date]:
    number = _SOUND[found["day"]] if found["day"] in _SOUND else WEEKDAYS.index(found["day"])
    if found["rel"]:
        monday = today - timedelta(today.weekday()) + timedelta(weeks=_AHEAD[found["rel"]])
        day = monday + timedelta(number)
    else:
        day = today + timedelta((number - today.weekday()) % 7)
    return day, day


def _week(found: re.Match[str], today: date) -> tuple[date, date]:
    monday = today - timedelta(today.weekday()) + timedelta(weeks=_AHEAD[found["rel"]])
    return max(monday, today), monday + timedelta(6)


def _weekend(found: re.Match[str], today: date) -> tuple[date, date]:
    saturday = today + timedelta((5 - today.weekday()) % 7 if today.weekday() != 6 else -1)
    return max(saturday, today), saturday + timedelta(1)


def _later(found: re.Match[str], today: date) -> tuple[date, date]:
    day = today + timedelta(int(found["count"]) * (7 if found["unit"] == "週間" else 1))
    return day, day


def _from_today(days: int) -> _Read:
    def read(found: re.Match[str], today: date) -> tuple[date, date]:
        return today + timedelta(days), today + timedelta(days)

    return read


def _next(found: re.Match[str], today: date) -> tuple[date, None]:
    return today, None


_RELATIVE_WEEK = r"(?P<rel>再来|さらい|今|こん|来|らい)(?:週|しゅう)"
_READERS: tuple[tuple[re.Pattern[str], _Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (
            r"(?:(?P<year>(?:19|20)\d\d)[年/.-]|令和(?P<reiwa>\d{1,2}|元)年)\s?(?P<month>\d{1,2})[月/.-](?P<day>\d{1,2})日?",
            _full,
        ),
        (r"(?<!\d)(?P<month>\d{1,2})(?:月|がつ|/)(?P<day>\d{1,2})(?!\d)(?:日|にち)?", _month_day),
        (r"年末年始|ねんまつねんし|年末|年始|お正月|正月", _year_end),
        *((pattern, _from_today(days)) for pattern, days in (*_FAR, *_NEAR)),
        (r"(?<!\d)(?P<count>\d{1,2})(?P<unit>日|週間)後", _later),
        (rf"{_RELATIVE_WEEK}の?{_DAY}", _week_day),
        (_RELATIVE_WEEK, _week),
        (r"(?:(?P<rel>再来|さらい|今|こん|来|らい)(?:月|げつ)|(?<!\d)(?P<month>\d{1,2})月)(?!曜)", _month),
        (r"週末|土日", _weekend),
        (rf"(?P<rel>)(?<![第毎週\d]){_DAY}", _week_day),
        (r"次の|つぎの|次は|つぎは|今度|こんど|次回|いつ(?!も)", _next),
    )
)
