"""Dates and times in words that residents read: 「令和8年11月20日（金）」「あした 11月21日（土）」「午前9時」."""

from __future__ import annotations

from datetime import date, datetime, time

from faqbot.schedule.hours import JST

_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
)
"""First days, by 元号法 and the orders made under it (大正 and 昭和 by the proclamations of their time)."""
_NEAR = ("きょう", "あした", "あさって")
WEEKDAYS = "月火水木金土日"


def year_words(day: date) -> str:
    """「令和8年」, the first year of an era 「令和元年」; before 1912 the western year."""
    for first, era in _ERAS:
        if day >= first:
            number = day.year - first.year + 1
            return f"{era}{'元' if number == 1 else number}年"
    return f"{day.year}年"


def date_words(day: date) -> str:
    """「11月20日（金）」."""
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def full_date_words(day: date) -> str:
    """「令和8年11月20日（金）」."""
    return year_words(day) + date_words(day)


def day_words(day: date, today: date) -> str:
    """As said on `today`: 「あした 11月21日（土）」 for the next days, with the year where it is another one."""
    written = date_words(day) if day.year == today.year else full_date_words(day)
    distance = (day - today).days
    return f"{_NEAR[distance]} {written}" if 0 <= distance < len(_NEAR) else written


def clock_words(at: time) -> str:
    """「9:00」, as on a sign."""
    return f"{at.hour}:{at.minute:02}"


def time_words(at: time) -> str:
    """「午前9時」「午後5時15分」「正午」, as spoken."""
    if (at.hour, at.minute) == (12, 0):
        return "正午"
    minutes = f"{at.minute}分" if at.minute else ""
    return f"{'午前' if at.hour < 12 else '午後'}{at.hour % 12}時{minutes}"


def opening_words(opening: datetime, now: datetime) -> str:
    """「次は 11月24日（火）の 9:00 からです。」, said at `now`; both are aware times."""
    local, today = opening.astimezone(JST), now.astimezone(JST).date()
    return f"次は {day_words(local.date(), today)}の {clock_words(local.time())} からです。"
