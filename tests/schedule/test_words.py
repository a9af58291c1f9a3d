"""Dates in words, and words to dates."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.schedule.hours import JST, Hours
from faqbot.schedule.spans import span
from faqbot.schedule.words import (
    clock_words,
    date_words,
    day_words,
    full_date_words,
    opening_words,
    time_words,
)

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (FRIDAY, "令和8年11月20日（金）"),
        (date(2019, 5, 1), "令和元年5月1日（水）"),
        (date(2019, 4, 30), "平成31年4月30日（火）"),
        (date(1989, 1, 8), "平成元年1月8日（日）"),
        (date(1989, 1, 7), "昭和64年1月7日（土）"),
        (date(1900, 1, 1), "1900年1月1日（月）"),
    ],
)
def test_a_date_in_full(day: date, words: str) -> None:
    assert full_date_words(day) == words
    assert words.endswith(date_words(day))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (FRIDAY, "きょう 11月20日（金）"),
        (date(2026, 11, 21), "あした 11月21日（土）"),
        (date(2026, 11, 22), "あさって 11月22日（日）"),
        (date(2026, 11, 24), "11月24日（火）"),
        (date(2027, 1, 4), "令和9年1月4日（月）"),
        (date(2026, 11, 19), "11月19日（木）"),
    ],
)
def test_a_date_as_said_today(day: date, words: str) -> None:
    assert day_words(day, FRIDAY) == words


def test_times() -> None:
    assert [time_words(time(*t)) for t in ((9, 0), (17, 15), (12, 0), (0, 30), (12, 30))] == [
        "午前9時",
        "午後5時15分",
        "正午",
        "午前0時30分",
        "午後0時30分",
    ]
    assert clock_words(time(9, 5)) == "9:05"


def test_the_next_opening_in_words() -> None:
    now = datetime(2026, 11, 20, 18, tzinfo=JST)
    opening = Hours.parse("平日 9:00〜17:00").next_opening(now)
    assert opening
    assert opening_words(opening, now) == "次は 11月24日（火）の 9:00 からです。"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("あしたは何のごみ？", (11, 21), (11, 21)),
        ("あす出せる？", (11, 21), (11, 21)),
        ("明後日のごみ", (11, 22), (11, 22)),
        ("しあさって", (11, 23), (11, 23)),
        ("今日は可燃？", (11, 20), (11, 20)),
        ("11/21のごみ", (11, 21), (11, 21)),
        ("１２月３日は？", (12, 3), (12, 3)),
        ("令和8年12月3日", (12, 3), (12, 3)),
        ("2026-12-03", (12, 3), (12, 3)),
        ("3日後", (11, 23), (11, 23)),
        ("来週", (11, 23), (11, 29)),
        ("今週のごみ", (11, 20), (11, 22)),
        ("来週の月曜", (11, 23), (11, 23)),
        ("らいしゅうのかようび", (11, 24), (11, 24)),
        ("金曜日は何のごみ", (11, 20), (11, 20)),
        ("げつようび", (11, 23), (11, 23)),
        ("土日は休み？", (11, 21), (11, 22)),
        ("12月の不燃ごみ", (12, 1), (12, 31)),
        ("来月", (12, 1), (12, 31)),
        ("今月あと何回", (11, 20), (11, 30)),
    ],
)
def test_words_to_dates(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    found = span(text, FRIDAY)
    assert found
    assert (found.first, found.last) == (date(2026, *first), date(2026, *last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1月4日から？", date(2027, 1, 4), date(2027, 1, 4)),
        ("年末年始は？", date(2026, 12, 29), date(2027, 1, 3)),
        ("次のペットボトルの日", FRIDAY, None),
        ("つぎはいつ", FRIDAY, None),
        ("2月29日", date(2028, 2, 29), date(2028, 2, 29)),
        ("1月", date(2027, 1, 1), date(2027, 1, 31)),
        ("再来月", date(2027, 1, 1), date(2027, 1, 31)),
        ("さらいしゅう", date(2026, 11, 30), date(2026, 12, 6)),
    ],
)
def test_dates_beyond_the_year(text: str, first: date, last: date | None) -> None:
    found = span(text, FRIDAY)
    assert found
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "フライパン", "2月30日", "13月45日", "毎週月曜", "第2水曜", "いつもありがとう", "99/99"]
)
def test_no_dates(text: str) -> None:
    assert span(text, FRIDAY) is None


@given(st.text(max_size=40), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_text_is_read_without_harm(text: str, today: date) -> None:
    found = span(text, today)
    assert found is None or found.last is None or found.first <= found.last
