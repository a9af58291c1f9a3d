"""The notation of 5374's area_days.csv, in words: 「月 木」, 「水2」, 「隔火20150112」, 「20200418 20200516」, 「火2 金4:4 6 8」.

Source: the README of codeforkanazawa-org/5374 (area_days.csv の仕様, with the additions of 茨城町 and 生駒市).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

_WEEKLY = re.compile(r"[日月火水木金土]\Z")
_MONTHLY = re.compile(r"(?:([日月火水木金土])([1-5])|([1-5])([日月火水木金土]))\Z")
_FORTNIGHTLY = re.compile(r"隔([日月火水木金土])(\d{8})\Z")
_ON = re.compile(r"\d{8}\Z")


class UnknownNotation(ValueError):
    """A cell that says something else; its text is that part of the cell."""


@dataclass(frozen=True, slots=True)
class _Days:
    weekly: list[str]
    monthly: dict[str, list[str]]
    others: list[str]


def in_words(cell: str) -> str:
    """「毎週月曜日と木曜日」 for 「月 木」.

    Raises:
        UnknownNotation: the cell holds something that the notation does not know.
    """
    days, colon, months = unicodedata.normalize("NFKC", cell).partition(":")
    read = _read(days.split())
    parts = [f"毎週{'と'.join(f'{day}曜日' for day in read.weekly)}"] if read.weekly else []
    parts += [f"{'・'.join(f'第{n}' for n in weeks)}{day}曜日" for day, weeks in read.monthly.items()]
    said = "と".join([*parts, *(["、".join(read.others)] if read.others else [])])
    if not said:
        raise UnknownNotation(cell)
    return f"{_months(months)}の{said}" if colon else said


def _read(tokens: list[str]) -> _Days:
    read = _Days([], {}, [])
    for token in tokens:
        if _WEEKLY.match(token):
            read.weekly.append(token)
        elif found := _MONTHLY.match(token):
            day, week = (found[1], found[2]) if found[1] else (found[4], found[3])
            read.monthly.setdefault(day, []).append(week)
        elif found := _FORTNIGHTLY.match(token):
            read.others.append(f"{_date(found[2])}から1週おきの{found[1]}曜日")
        elif _ON.match(token):
            read.others.append(_date(token))
        else:
            raise UnknownNotation(token)
    return read


def _months(text: str) -> str:
    numbers = text.split()
    if not numbers or any(not n.isdecimal() or not 1 <= int(n) <= 12 for n in numbers):
        raise UnknownNotation(text)
    return "・".join(f"{int(n)}月" for n in numbers)


def _date(digits: str) -> str:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise UnknownNotation(digits) from None
    return f"{day.year}年{day.month}月{day.day}日"
