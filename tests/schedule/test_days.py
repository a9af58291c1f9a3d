"""Collection days: what is written, when it falls, how it is said; held to dateutil's expansion."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from faqbot.errors import InvalidInput
from faqbot.schedule.days import HORIZON, parse, upcoming
from faqbot.schedule.words import WEEKDAYS

FRIDAY = date(2026, 11, 20)
starts = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def days(*said: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, said))


@pytest.mark.parametrize(
    ("notation", "words", "dates"),
    [
        ("毎週月・木", "毎週 月曜・木曜", days("2026-11-23", "2026-11-26", "2026-11-30")),
        ("月 木", "毎週 月曜・木曜", days("2026-11-23", "2026-11-26", "2026-11-30")),
        ("毎週月曜日、木曜日", "毎週 月曜・木曜", days("2026-11-23", "2026-11-26", "2026-11-30")),
        ("第2・4水", "第2・第4 水曜", days("2026-11-25", "2026-12-09", "2026-12-23")),
        ("毎月第2・第4水曜", "第2・第4 水曜", days("2026-11-25", "2026-12-09", "2026-12-23")),
        ("水2 水4", "第2 水曜、第4 水曜", days("2026-11-25", "2026-12-09", "2026-12-23")),
        ("水24", "第2・第4 水曜", days("2026-11-25", "2026-12-09", "2026-12-23")),
        (
            "火2 金4:4 12",
            "4・12月の第2 火曜、4・12月の第4 金曜",
            days("2026-12-08", "2026-12-25", "2027-04-13"),
        ),
        (
            "4週に1回 金（2026-11-20から）",
            "4週間に1回の 金曜",
            days("2026-11-20", "2026-12-18", "2027-01-15"),
        ),
        ("隔週火(2026/11/24から)", "2週間に1回の 火曜", days("2026-11-24", "2026-12-08", "2026-12-22")),
        (
            "20261120 20261204",
            "令和8年11月20日（金）、令和8年12月4日（金）",
            days("2026-11-20", "2026-12-04"),
        ),
        (
            "毎週火（12/29〜1/3は休み、2026-12-22は2026-12-23に変更）。2026-12-30も収集",
            "毎週 火曜、令和8年12月30日（水）（12月29日〜1月3日は休み、12月22日（火）は12月23日（水）に変更）",
            days(
                "2026-11-24",
                "2026-12-01",
                "2026-12-08",
                "2026-12-15",
                "2026-12-23",
                "2026-12-30",
                "2027-01-05",
            ),
        ),
        ("毎週月（祝日は休み）", "毎週 月曜（祝日は休み）", days("2026-11-30")),
        ("火 木 *1", "毎週 火曜・木曜", days("2026-11-24", "2026-11-26")),
    ],
)
def test_notations(notation: str, words: str, dates: tuple[date, ...]) -> None:
    rule = parse(notation)
    assert upcoming(rule, FRIDAY, len(dates)) == dates
    assert rule.describe() == words


@pytest.mark.parametrize(
    "notation",
    [
        "",
        "随時",
        "申込制",
        "隔週火",
        "4週に1回 金（2026-11-19から）",
        "第6月",
        "水9",
        "20261332",
        "月（2026-02-30は休み）",
        "毎週月（2026-11-20から）",
        "12/29〜1/3は休み",
        "0週に1回 金（2026-11-20から）",
        "火2:13",
        "2027-01-03〜2026-12-29は休み。月",
    ],
)
def test_what_is_not_certain_is_refused_with_examples(notation: str) -> None:
    with pytest.raises(InvalidInput, match="例: 「毎週月・木」"):
        parse(notation)


def test_nothing_is_left() -> None:
    assert upcoming(parse("2020-01-01"), FRIDAY, 3) == ()
    assert upcoming(parse("毎週金"), date.max - timedelta(2), 3) == (date(9999, 12, 31),)


@given(st.sets(st.integers(0, 6), min_size=1), starts)
def test_weekly_as_dateutil_has_it(chosen: set[int], start: date) -> None:
    rule = parse("毎週" + "・".join(WEEKDAYS[day] for day in chosen))
    assert upcoming(rule, start, 10) == expand(WEEKLY, start, byweekday=sorted(chosen))


@given(st.integers(2, 9), starts, st.integers(0, 60))
def test_every_few_weeks_as_dateutil_has_it(weeks: int, since: date, later: int) -> None:
    rule = parse(f"{weeks}週に1回 {WEEKDAYS[since.weekday()]}（{since}から）")
    expected = expand(WEEKLY, since, interval=weeks, count=30)
    start = since + timedelta(later)
    assert upcoming(rule, start, 10) == tuple(day for day in expected if day >= start)[:10]


@given(st.integers(0, 6), st.sets(st.integers(1, 5), min_size=1), starts)
def test_nth_weekdays_as_dateutil_has_them(day: int, nth: set[int], start: date) -> None:
    rule = parse(f"第{'・'.join(map(str, sorted(nth)))}{WEEKDAYS[day]}")
    assert upcoming(rule, start, 6) == expand(MONTHLY, start, byweekday=[weekday(day, n) for n in nth])[:6]


@given(st.text(alphabet="毎週隔第月火水日1245・、 （）()から2026-11-20〜/は休み:*", max_size=40), starts)
def test_nothing_else_comes_of_a_bad_notation(notation: str, start: date) -> None:
    try:
        rule = parse(notation)
    except InvalidInput:
        return
    found = upcoming(rule, start, 5)
    assert list(found) == sorted(set(found))
    assert all(start <= day <= start + timedelta(HORIZON) for day in found)
    assert rule.describe()


def expand(freq: int, start: date, count: int = 10, **options: object) -> tuple[date, ...]:
    first = datetime(start.year, start.month, start.day)
    return tuple(moment.date() for moment in rrule(freq, dtstart=first, count=count, **options))  # type: ignore[arg-type]
