from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.fetch.declined import Declined
from scrapers.fetch.politeness import JAPAN, Hours, Pace, retry_after
from scrapers.page import Reason
from tests.scrapers.conftest import Hands

NIGHT = Hours(time(22), time(5, 30))


def in_japan(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 20, hour, minute, tzinfo=JAPAN)


def test_one_request_a_second_to_a_server_and_never_to_the_beat(hands: Hands) -> None:
    pace = Pace(hands, chance=Random(1))
    went = []
    for _ in range(20):
        pace.wait("city.example")
        went.append(hands.passed)
    gaps = [round(later - earlier, 6) for earlier, later in pairwise(went)]
    assert all(1.0 <= gap <= 1.5 for gap in gaps)
    assert len(set(gaps)) > 10


def test_servers_do_not_wait_for_one_another(hands: Hands) -> None:
    pace = Pace(hands)
    pace.wait("city.example")
    pace.wait("faq.example")
    assert hands.slept == []


def test_a_longer_delay_of_robots_txt_counts(hands: Hands) -> None:
    pace = Pace(hands, jitter=0)
    pace.wait("city.example", delay=10)
    pace.wait("city.example", delay=10)
    assert hands.slept == [10]


def test_a_server_rests_as_long_as_it_asks(hands: Hands) -> None:
    pace = Pace(hands, jitter=0)
    pace.wait("city.example")
    pace.rest("city.example", 90)
    pace.wait("city.example")
    assert hands.slept == [90]
    pace.rest("city.example", 601)
    with pytest.raises(Declined) as refusal:
        pace.wait("city.example")
    assert refusal.value.reason is Reason.WAIT


def test_a_crawl_delay_beyond_patience_is_declined(hands: Hands) -> None:
    with pytest.raises(Declined):
        Pace(hands).wait("city.example", delay=86_400)


def test_the_night_is_awaited_shortly_before_it_and_not_in_the_morning(hands: Hands) -> None:
    pace = Pace(hands, hours=NIGHT)
    hands.begun = in_japan(21, 55)
    pace.wait("city.example")
    assert hands.slept == [300]
    hands.begun = in_japan(9)
    with pytest.raises(Declined) as refusal:
        pace.wait("city.example")
    assert refusal.value.reason is Reason.HOURS


@pytest.mark.parametrize(
    ("hours", "now", "wait"),
    [
        (NIGHT, in_japan(22), 0),
        (NIGHT, in_japan(5, 29), 0),
        (NIGHT, in_japan(5, 30), 16.5 * 3600),
        (NIGHT, in_japan(21, 59).astimezone(UTC), 60),
        (Hours(time(9), time(17)), in_japan(17), 16 * 3600),
        (Hours(time(9), time(17)), in_japan(8, 30), 1800),
        (Hours(time(0), time(0)), in_japan(13), 0),
    ],
)
def test_until_open(hours: Hours, now: datetime, wait: float) -> None:
    assert hours.until_open(now) == wait


def test_full_hours() -> None:
    assert Hours.between(22, 6) == Hours(time(22), time(6))
    assert Hours.between(0, 24).until_open(in_japan(13)) == 0


@given(st.times(), st.times(), st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))
def test_who_waits_until_open_is_let_in(start: time, end: time, now: datetime) -> None:
    hours = Hours(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0))
    here = now.replace(tzinfo=JAPAN)
    wait = hours.until_open(here)
    assert 0 <= wait <= 86_400
    assert hours.until_open(here + timedelta(seconds=wait)) == 0


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("120", 120), (" 0 ", 0), ("Fri, 20 Nov 2026 03:02:00 GMT", 120), ("Fri, 20 Nov 2026 02:00:00 GMT", 0), (None, None), ("soon", None), ("-5", None), ("²", None)],
)  # fmt: skip
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, datetime(2026, 11, 20, 3, 0, tzinfo=UTC)) == seconds
