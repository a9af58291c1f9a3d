"""National holidays of Japan (国民の祝日に関する法律), with 振替休日 and 国民の休日, by the `holidays` library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1949, 2099
"""What the library computes. The law of a far year is a guess anyhow: the equinoxes are announced a year ahead."""


def is_known(day: date) -> bool:
    """Whether the holidays of its year are known; of other years nobody says that a day is one."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def is_holiday(day: date) -> bool:
    """Whether it is a national holiday. False of a year that is not known: ask `is_known` where that matters."""
    return day in _of_year(day.year)


def holiday_name(day: date) -> str:
    """「勤労感謝の日」; empty of a day that is none."""
    return _of_year(day.year).get(day, "")


@lru_cache(maxsize=16)
def _of_year(year: int) -> Mapping[date, str]:
    from holidays.countries.japan import Japan

    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    return dict(Japan(years=year, expand=False, language="ja").items())
