"""By when: within the day, over night, over a week-end, over the year's end."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from faqbot.schedule.hours import JST
from faqbot.staff.deadlines import Due, business_day, due
from faqbot.staff.triage import Target
from tests.staff.hours import Never, Weekdays

# 2026-11-20 is a Friday, 11-23 is 勤労感謝の日.
HOURS = Weekdays(holidays=frozenset({date(2026, 11, 23)}))
YEAR_END = frozenset(date(2026, 12, d) for d in (29, 30, 31)) | {date(2027, 1, d) for d in (1, 2, 3)}


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=JST)


def target(**promised: object) -> Target:
    return Target(name="機器", in_scope=True, contact="保守", **promised)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "begin"),
    [
        (at(20, 9), at(20, 11)),
        (at(20, 8, 45), at(20, 10, 45)),
        (at(20, 17, 14), at(20, 19, 14)),
        (at(20, 17, 15), at(24, 10, 45)),
        (at(21, 12), at(24, 10, 45)),
        (at(24, 7), at(24, 10, 45)),
    ],
)
def test_work_begins_within_two_hours_of_the_reception(received: datetime, begin: datetime) -> None:
    assert due(target(start_within_hours=2), received, HOURS) == Due(begin=begin)


@pytest.mark.parametrize(
    ("received", "restored"),
    [(at(19, 10), at(20, 8, 45)), (at(20, 10), at(24, 8, 45)), (at(21, 10), at(25, 8, 45))],
)
def test_the_same_day_means_before_the_next_opening(received: datetime, restored: datetime) -> None:
    assert due(target(restore_same_day=True), received, HOURS) == Due(restore=restored)


def test_nothing_promised_is_nothing_due() -> None:
    assert due(target(), at(20, 9), HOURS) == Due()
    assert due(target(start_within_hours=2, restore_same_day=True), at(20, 9), Never()) == Due()


def test_the_tenth_business_day_leaves_out_holidays() -> None:
    assert business_day(date(2026, 11, 1), 10, HOURS) == date(2026, 11, 13)
    assert business_day(date(2026, 11, 16), 6, HOURS) == date(2026, 11, 24)
    assert business_day(date(2026, 12, 28), 2, Weekdays(holidays=YEAR_END)) == date(2027, 1, 4)
    assert business_day(date(2026, 11, 1), 10, Never()) is None


def test_midnight_openings_are_counted_once() -> None:
    always = Weekdays(opens=time(0), closes=time(23, 59))
    assert business_day(date(2026, 11, 2), 3, always) == date(2026, 11, 4)
