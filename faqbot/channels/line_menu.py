"""A rich menu as data: its tabs and buttons, what each does, and where it stands on the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

WIDTH, TALL, LOW = 2500, 1686, 843
"""Pixels, within LINE's limits: width 800 to 2500, height 250 or more, width at least 1.45 times the height."""

STRIP = 250
"""Pixels of height for the tabs, where a menu has more than one."""


@dataclass(frozen=True, slots=True)
class Tap:
    """What a tap does: sends `value` as a message, opens it as an address, goes to the tab of that alias, or posts it back.

    `shown` is what the talk shows of a postback.
    """

    kind: Literal["message", "link", "tab", "postback"]
    value: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One button; `reading` stands small above its label, `wide` is how many columns it takes."""

    label: str
    icon: str
    tap: Tap
    reading: str = ""
    wide: int = 1


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a menu: to LINE a rich menu of its own, found by its alias."""

    alias: str
    label: str
    cells: tuple[Cell, ...]
    columns: int = 3


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu of one or more tabs; `bar` is the text on the bar below the talk, `open` whether it is open at first."""

    name: str
    title: str
    bar: str
    tabs: tuple[Tab, ...]
    colour: str = "#0b6b5d"
    height: int = TALL
    open: bool = True

    @property
    def home(self) -> Tab:
        """The tab that shows first."""
        return self.tabs[0]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the picture in pixels, and what is there; `tab` is set where it is one of the tabs at the top."""

    x: int
    y: int
    width: int
    height: int
    label: str
    tap: Tap
    cell: Cell | None = None
    tab: Tab | None = None


def areas(menu: Menu, tab: Tab) -> tuple[Area, ...]:
    """Everything that can be tapped on one tab: the other tabs first, then the cells, row by row."""
    return (*_strip(menu), *_grid(menu, tab))


def _strip(menu: Menu) -> Iterator[Area]:
    if len(menu.tabs) > 1:
        edges = [WIDTH * n // len(menu.tabs) for n in range(len(menu.tabs) + 1)]
        for left, right, tab in zip(edges, edges[1:], menu.tabs, strict=False):
            yield Area(left, 0, right - left, STRIP, tab.label, Tap("tab", tab.alias), tab=tab)


def _grid(menu: Menu, tab: Tab) -> Iterator[Area]:
    top = STRIP if len(menu.tabs) > 1 else 0
    rows = list(_rows(tab))
    for row, cells in enumerate(rows):
        upper, lower = (top + (menu.height - top) * n // len(rows) for n in (row, row + 1))
        column = 0
        for cell in cells:
            left, right = (WIDTH * n // tab.columns for n in (column, column + cell.wide))
            yield Area(left, upper, right - left, lower - upper, cell.label, cell.tap, cell=cell)
            column += cell.wide


def _rows(tab: Tab) -> Iterator[list[Cell]]:
    row: list[Cell] = []
    for cell in tab.cells:
        if sum(each.wide for each in row) + cell.wide > tab.columns:
            yield row
            row = []
        row.append(cell)
    yield row
