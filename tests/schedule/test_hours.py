"""Opening hours: the notation that clerks write, and what is open when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.errors import InvalidInput
from faqbot.schedule.holidays import holiday_name, is_holiday, is_known
from faqbot.schedule.hours import DAY, JST, YEAR_END, Hours

OFFICE = "平日 9:00〜17:00"
MORNING, NINE = (540, 720), (540, 1020)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JST)


@pytest.mark.parametrize(
    "text",
    [
        OFFICE,
        "平日 ９：００～１７：００",
        "平日9時から17時まで",
        "平日 午前9時〜午後5時",
        "平日の午前９時～午後５時００分（電話のみ）",
        "受付時間は 平日 9:00-17:00",
        "平日 9:00–17:00（土日・祝日・12/29〜1/3 は休み）",
        "平日 9:00〜17:00（土曜・日曜・祝日・12月29日〜1月3日は休み）",
        "月〜金 9:00〜17:00、祝日・年末年始は休み",
        "月曜日から金曜日 9:00〜17:00（祝日、12/29〜1/3を除く）",
        "月・火・水・木・金 9時〜17時。休み：土日祝、年末年始",
        "平日（ただし電話は） 9:00〜17:00",
        "平日 9:00〜12:00、12:00〜17:00",
    ],
)
def test_many_ways_to_write_office_hours(text: str) -> None:
    hours = Hours.parse(text)
    assert hours.week == ((NINE,),) * 5 + ((),) * 2
    assert hours.holidays == ()
    assert hours.closed == (YEAR_END,)


@pytest.mark.parametrize(
    ("text", "week", "holidays"),
    [
        ("月〜土 8:30〜17:00、昼休み 12:00〜13:00 は休み", [[(510, 720), (780, 1020)]] * 6 + [[]], None),
        ("毎日 24時間", [[(0, DAY)]] * 7, [(0, DAY)]),
        ("24時間", [[(0, DAY)]] * 7, [(0, DAY)]),
        (
            "月・水・金 9時〜12時、13時30分〜17時",
            [[MORNING, (810, 1020)], [], [MORNING, (810, 1020)], [], [MORNING, (810, 1020)], [], []],
            None,
        ),
        ("平日 9:00〜17:00、土曜 9:00〜正午", [[NINE]] * 5 + [[MORNING], []], []),
        ("平日 9:00〜17:00 土日祝 9:00〜12:00", [[NINE]] * 5 + [[MORNING]] * 2, [MORNING]),
        ("金〜月 9時半〜24時", [[(570, DAY)]] + [[]] * 3 + [[(570, DAY)]] * 3, None),
        ("毎日 9:00〜17:00（水曜は休み）", [[NINE]] * 2 + [[]] + [[NINE]] * 4, [NINE]),
    ],
)
def test_other_hours(
    text: str, week: list[list[tuple[int, int]]], holidays: list[tuple[int, int]] | None
) -> None:
    hours = Hours.parse(text)
    assert [list(row) for row in hours.week] == week
    assert (None if hours.holidays is None else list(hours.holidays)) == holidays


@pytest.mark.parametrize(
    "text",
    [
        "",
        "平日",
        "9時",
        "平日 17:00〜9:00",
        "平日 9:00〜25:00",
        "平日 9:70〜17:00",
        "平日 9:00〜17:00 電話のみ",
        "平日 9:00〜17:00（祝日の場合は翌日）",
        "第3日曜 9:00〜17:00",
        "平日（土日・祝日は休み） 9:00〜17:00",
        "13/45は休み 9:00〜17:00",
        "平日 午後13時〜午後17時",
        "office hours",
        "平日 9:00〜17:00、土日祝",
    ],
)
def test_what_is_not_certain_is_refused_with_examples(text: str) -> None:
    with pytest.raises(InvalidInput, match="例: 「平日 9:00〜17:00」"):
        Hours.parse(text)


@given(st.text(alphabet="平日月火土祝毎9:0〜24時間分(休み)は、 12/29半午前後", max_size=30))
def test_nothing_else_comes_of_a_bad_text(text: str) -> None:
    try:
        hours = Hours.parse(text)
    except InvalidInput:
        return
    for row in hours.week:
        assert all(0 <= begin < end <= DAY for begin, end in row)
        assert all(one[1] < other[0] for one, other in pairwise(row))


def test_when_it_opens_next() -> None:
    """A Friday evening in November: Monday is 勤労感謝の日."""
    hours = Hours.parse(OFFICE)
    assert hours.is_open(at("2026-11-20T09:00"))
    assert hours.is_open(datetime(2026, 11, 20, 7, 59, 59, tzinfo=UTC))
    assert hours.closes_at(at("2026-11-20T12:00")) == at("2026-11-20T17:00")
    assert not hours.is_open(at("2026-11-20T17:00"))
    assert hours.closes_at(at("2026-11-20T17:00")) is None
    assert hours.next_opening(at("2026-11-20T17:00")) == at("2026-11-24T09:00")
    assert hours.next_opening(at("2026-11-20T08:59")) == at("2026-11-20T09:00")
    assert hours.next_opening(at("2026-12-28T17:30")) == at("2027-01-04T09:00")


def test_what_never_closes() -> None:
    hours = Hours.parse("毎日 24時間")
    assert hours.is_open(at("2027-01-01T03:00"))
    assert hours.next_opening(at("2027-01-01T03:00")) is None
    assert hours.closes_at(at("2027-01-01T03:00")) is None


def test_a_night_is_one_opening() -> None:
    hours = Hours.parse("金 20:00〜24:00、土 0:00〜6:00")
    assert hours.closes_at(at("2026-11-20T21:00")) == at("2026-11-21T06:00")
    assert hours.next_opening(at("2026-11-20T21:00")) == at("2026-11-27T20:00")


@given(
    st.sampled_from([OFFICE, "月〜土 8:30〜17:00、昼休み 12:00〜13:00 は休み", "土日祝 10:00〜16:00"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)),
)
def test_the_next_opening_is_the_first_one(text: str, naive: datetime) -> None:
    hours, now = Hours.parse(text), naive.replace(tzinfo=JST, second=0, microsecond=0)
    opening = hours.next_opening(now)
    assert opening is not None
    assert hours.is_open(opening)
    assert not hours.is_open(opening - timedelta(minutes=1))
    start = hours.closes_at(now) or now
    quarters = (start + timedelta(minutes=15 * n) for n in range(14 * 96))
    between = (moment for moment in quarters if start < moment < opening)
    assert not any(hours.is_open(moment) for moment in between)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 23), "勤労感謝の日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2026, 5, 6), "振替休日"),
        (date(2019, 5, 1), "天皇の即位の日"),
        (date(2026, 11, 24), ""),
    ],
)
def test_holidays_have_their_names(day: date, name: str) -> None:
    assert holiday_name(day).startswith(name)
    assert is_holiday(day) is bool(name)


def test_years_that_nobody_knows() -> None:
    assert not is_known(date(2150, 1, 1))
    assert not is_holiday(date(2150, 1, 1))
    assert is_known(date(2026, 1, 1))
    assert Hours.parse(OFFICE).next_opening(datetime(9999, 12, 31, 20, tzinfo=JST)) is None
