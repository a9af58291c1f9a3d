"""Calendars of areas, and calendars that mean no good."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.errors import InvalidInput
from faqbot.schedule.days import parse, upcoming
from faqbot.schedule.ics import MOST_EVENTS, as_notation, read_ics

FIRST, LAST = date(2026, 11, 20), date(2027, 3, 31)


def calendar(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//", *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def event(summary: str, start: str, *more: str) -> str:
    uid = f"UID:{summary}{start}"
    return "\r\n".join(
        ["BEGIN:VEVENT", uid, f"SUMMARY:{summary}", f"DTSTART;VALUE=DATE:{start}", *more, "END:VEVENT"]
    )


def test_events_and_rules_become_dates() -> None:
    found = read_ics(
        calendar(
            event("可燃ごみ", "20261102", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH", "EXDATE;VALUE=DATE:20261231"),
            event("ビン", "20261111", "RRULE:FREQ=MONTHLY;BYDAY=2WE,4WE;COUNT=4"),
            event("不燃ごみ", "20261124"),
            event("不燃ごみ", "20261222"),
            event("古い", "20200101"),
        ),
        FIRST,
        LAST,
    )
    assert set(found) == {"可燃ごみ", "ビン", "不燃ごみ"}
    weekly = parse("毎週月・木（2026-12-31は休み）")
    assert found["可燃ごみ"] == tuple(day for day in upcoming(weekly, FIRST, 60) if day <= LAST)
    assert found["ビン"] == (date(2026, 11, 25), date(2026, 12, 9), date(2026, 12, 23))
    assert upcoming(parse(as_notation(found["不燃ごみ"])), FIRST, 5) == (
        date(2026, 11, 24),
        date(2026, 12, 22),
    )


def test_a_time_is_a_day_in_japan() -> None:
    late = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:ビン\r\nDTSTART:20261123T230000Z\r\nEND:VEVENT"
    assert read_ics(calendar(late), FIRST, LAST) == {"ビン": (date(2026, 11, 24),)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"BEGIN:VCALENDAR",
        b"hello",
        b"x" * 1_000_001,
        calendar(event("a", "20261120", "RRULE:FREQ=SECONDLY")),
        calendar(event("a", "20261120", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
        calendar(event("a", "20261120", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
        calendar(event("a", "20261120", "RRULE:FREQ=MONTHLY;BYDAY=6WE")),
        calendar(event("a", "20261120", "RRULE:FREQ=WEEKLY;INTERVAL=0")),
        calendar(event("a", "00010101", "RRULE:FREQ=DAILY")),
        calendar(*[event("a", "20261120")] * (MOST_EVENTS + 1)),
        calendar(event("a", "20261120", "RDATE;VALUE=DATE:" + ",".join(["20261121"] * 6_000))),
        calendar(
            "BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nRR\r\n ULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE"
        ),
        calendar("BEGIN:VEVENT\r\nSUMMARY:a\r\nEND:VEVENT"),
    ],
    ids=lambda data: repr(data[60:160]),
)
def test_what_is_no_calendar_or_asks_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"カレンダー|くり返し"):
        read_ics(data, FIRST, LAST)


def test_ten_thousand_days_are_not_looked_through() -> None:
    with pytest.raises(InvalidInput):
        read_ics(calendar(), FIRST, date(2060, 1, 1))


@given(
    st.lists(
        st.sampled_from(
            [
                "RRULE:FREQ=WEEKLY",
                "RRULE:X",
                "DTSTART:2026",
                "EXDATE:x",
                "DURATION:-P1D",
                "RDATE:y",
                ":",
                "BEGIN:VEVENT",
            ]
        )
    )
)
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    with suppress(InvalidInput):
        read_ics(calendar(event("a", "20261120", *lines)), FIRST, LAST)
