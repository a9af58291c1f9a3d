"""Collection dates out of an iCalendar file (RFC 5545): one calendar an area, the SUMMARY of an event its category.

Whoever writes the file may be a stranger, so what it can ask for is bounded before anything is expanded: its size, its
events, and the recurrence rules, of which only those are taken that cannot count without ever finding a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from faqbot.errors import InvalidInput
from faqbot.schedule.hours import JST

if TYPE_CHECKING:
    from icalendar import Calendar, Component

MOST_BYTES = 1_000_000
MOST_EVENTS = 2_000
MOST_RULES = 60
MOST_COMMAS = 5_000
"""They part the dates of RDATE and EXDATE."""
LONGEST = timedelta(days=800)
"""From the first to the last day that may be asked for, and how long before the first day a recurring event may begin."""

_BY_DAY = re.compile(r"(?:[+-]?[1-4]|-5|\+?5)?(?:MO|TU|WE|TH|FR|SA|SU)\Z")
_PARTS = {
    "DAILY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"},
    "WEEKLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"},
    "MONTHLY": {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"},
}
_COMPLEX = "カレンダー（.ics）のくり返しが複雑すぎます。毎週・隔週・毎月の曜日だけが使えます。"
_ONE_EACH = ("FREQ", "INTERVAL", "COUNT", "UNTIL")


def read_ics(data: bytes, first: date, last: date) -> Mapping[str, tuple[date, ...]]:
    """Dates by category from `first` to `last`, both included. An event of several days counts on its first.

    Raises:
        InvalidInput: it is no calendar, asks for too much, or the days asked for are too many.
    """
    if len(data) > MOST_BYTES or not timedelta(0) <= last - first <= LONGEST:
        raise InvalidInput("カレンダー（.ics）が大きすぎます。1 MB まで、期間は 2 年までにしてください。")
    calendar = _calendar(data)
    _check(calendar.walk("VEVENT"), first)
    found: dict[str, set[date]] = {}
    for summary, day in _occurrences(calendar, first, last):
        if first <= day <= last and summary:
            found.setdefault(summary, set()).add(day)
    return {summary: tuple(sorted(days)) for summary, days in sorted(found.items())}


def as_notation(days: tuple[date, ...]) -> str:
    """The dates as `days.parse` reads them, for a cell of areas.csv."""
    return "、".join(day.isoformat() for day in days)


def _calendar(data: bytes) -> Calendar:
    from icalendar import Calendar

    if data.count(b",") > MOST_COMMAS or _zone_has_rule(data):
        raise InvalidInput(_COMPLEX)
    try:
        return Calendar.from_ical(data)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise InvalidInput("カレンダー（.ics）として読めません。配信元から取り直してください。") from error


def _zone_has_rule(data: bytes) -> bool:
    """Rules of a time zone are expanded while the file is being parsed, before anything can be checked."""
    unfolded = re.sub(rb"\r?\n[ \t]", b"", data).upper()
    parts = re.split(rb"BEGIN:", unfolded)
    return any(
        part.startswith((b"VTIMEZONE", b"STANDARD", b"DAYLIGHT")) and b"RRULE" in part for part in parts
    )


def _occurrences(calendar: Calendar, first: date, last: date) -> Iterator[tuple[str, date]]:
    import recurring_ical_events

    try:
        events = recurring_ical_events.of(calendar).between(first, last + timedelta(days=1))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise InvalidInput("カレンダー（.ics）の予定を読めません。配信元から取り直してください。") from error
    for event in events:
        yield str(event.get("SUMMARY", "")).strip(), _day(event.start)


def _day(start: date | datetime) -> date:
    if not isinstance(start, datetime):
        return start
    return start.astimezone(JST).date() if start.tzinfo else start.date()


def _check(events: list[Component], first: date) -> None:
    recurring = [event for event in events if "RRULE" in event or "RDATE" in event]
    if len(events) > MOST_EVENTS or len(recurring) > MOST_RULES:
        raise InvalidInput(f"カレンダー（.ics）の予定が多すぎます。{MOST_EVENTS} 件までにしてください。")
    for event in events:
        start = _start(event)
        if event in recurring and not first - LONGEST <= start:
            raise InvalidInput("くり返しの予定が古すぎます。今年度のカレンダーを取り直してください。")
        rules = event.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            _check_rule(rule)


def _start(event: Component) -> date:
    start = getattr(event.get("DTSTART"), "dt", None)
    if not isinstance(start, date):
        raise InvalidInput("カレンダー（.ics）に、日付のない予定があります。")
    return _day(start)


def _check_rule(rule: Mapping[str, Any]) -> None:
    """Every rule that passes finds a date at least each few intervals, so that counting up to a day ends soon."""
    freq = str(rule.get("FREQ", [""])[0])
    single = all(len(rule.get(part, [""])) == 1 for part in _ONE_EACH)
    days = [str(day) for day in rule.get("BYDAY", [])]
    interval = int(rule.get("INTERVAL", [1])[0])
    if not (
        single
        and set(rule) <= _PARTS.get(freq, set())
        and 1 <= interval <= 60
        and all(map(_BY_DAY.match, days))
        and (freq != "WEEKLY" or not any(day[0] in "+-12345" for day in days))
    ):
        raise InvalidInput(_COMPLEX)
