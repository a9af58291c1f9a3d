"""A report before it is a file: headings, figures and tables, which a spreadsheet and a page show alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | date | datetime | None


class Form(StrEnum):
    """How the cells of a column are shown. A rate is 0 to 1, a duration in seconds."""

    TEXT = "text"
    NUMBER = "number"
    RATE = "rate"
    DURATION = "duration"
    MOMENT = "moment"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in half-width characters, as spreadsheets count."""

    heading: str
    form: Form = Form.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one column of numbers, named by the table's first column."""

    title: str
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is short enough for a sheet's tab. Without rows the report says `empty` in their place."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "この期間にはありませんでした。"
    chart: Chart | None = None
    note: str = ""
    total: tuple[Cell, ...] | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that stands by itself at the head."""

    label: str
    value: Cell
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report on a `span` (of time, mostly: `of` says of what); `made_at` is when it was drawn up."""

    title: str
    span: str
    made_at: datetime
    facts: tuple[Fact, ...]
    tables: tuple[Table, ...]
    of: str = "対象期間"


def said(value: Cell, form: Form) -> str:
    """A cell in words, as a person reads it."""
    match value, form:
        case None, _:
            return "－"
        case int() | float(), Form.RATE:
            return f"{value:.1%}"
        case int() | float(), Form.DURATION:
            return duration(value)
        case datetime(), _:
            return value.strftime("%Y/%m/%d %H:%M")
        case date(), _:
            return value.strftime("%Y/%m/%d")
        case _:
            return str(value)


def duration(seconds: float) -> str:
    """「3分20秒」「1時間5分」「2日3時間」: the two largest units."""
    units = (("日", 86_400), ("時間", 3_600), ("分", 60), ("秒", 1))
    left = round(seconds)
    parts: list[str] = []
    for name, size in units:
        number, left = divmod(left, size)
        if number or (parts and len(parts) < 2):
            parts.append(f"{number}{name}")
        if len(parts) == 2:
            break
    return "".join(part for part in parts if not part.startswith("0")) or "0秒"


def days(first: date, last: date) -> str:
    """「2026年10月1日～10月31日」."""
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        return f"{first.year}年{first.month}月{first.day}日"
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{first.year}年{first.month}月{first.day}日～{year}{last.month}月{last.day}日"
