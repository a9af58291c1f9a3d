"""Tables with joined cells as plain grids; and tables that are no tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from scrapers.extract import markup
from scrapers.extract.markup import Element
from scrapers.extract.pieces import Cell, Grid
from scrapers.extract.plain import clean, clean_lines

_MOST_SPAN = 1000  # a page that says rowspan="65534" means "to the end"
_MOST_WIDTH = 60
_LONG_CELL = 200
_BREAKS = frozenset(["br", "p", "div", "li", "dt", "dd", "tr"])


def grid_of(table: Element, caption: str = "", anchor: str = "", fold: int = 0) -> Grid:
    """The grid of a `<table>`: what spans several places is repeated in each."""
    rows = [row for row in table.iter("tr") if _owner(row) is table]
    placed = place((list(_cells(row)) for row in rows), len(rows))
    return Grid(placed, caption, anchor, fold)


def place(rows: Iterator[list[tuple[Cell, int, int]]], most: int) -> tuple[tuple[Cell, ...], ...]:
    """Put cells (with row span and column span) where they belong, in at most `most` rows."""
    taken: dict[tuple[int, int], Cell] = {}
    ids = count(1)
    for y, row in enumerate(rows):
        x = 0
        for cell, down, across in row:
            while (y, x) in taken:
                x += 1
            mine = Cell(cell.text, cell.head, next(ids), cell.reading)
            for dy in range(min(down, most - y)):
                for dx in range(min(across, _MOST_WIDTH - x)):
                    taken.setdefault((y + dy, x + dx), mine)
            x += across
    width = min(_MOST_WIDTH, max((x for _, x in taken), default=-1) + 1)
    nothing = Cell("")
    return tuple(tuple(taken.get((y, x), nothing) for x in range(width)) for y in range(most))


def _cells(row: Element) -> Iterator[tuple[Cell, int, int]]:
    for cell in row:
        if markup.name_of(cell) in ("td", "th"):
            text = "".join(_parts(cell))
            reading = "".join(ruby.get("data-reading", "") for ruby in cell.iter("ruby"))
            down = _span(cell, "rowspan") or _MOST_SPAN
            yield (
                Cell(clean_lines(text), cell.tag == "th", 0, clean(reading)),
                down,
                max(1, _span(cell, "colspan")),
            )


def _parts(element: Element) -> Iterator[str]:
    """The text of a cell; a block or a break ends a line, and only they do: sources are wrapped anywhere."""
    tag = markup.name_of(element)
    breaks = tag in _BREAKS
    if breaks:
        yield "\n"
    if tag == "img":
        yield from (element.get("alt", "") for _ in [0] if len(element.get("alt", "")) <= 2)
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _parts(child)
        yield re.sub(r"\s+", " ", child.tail or "")
    if breaks:
        yield "\n"


def _span(cell: Element, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", cell.get(name, "1"))
    return min(_MOST_SPAN, int(digits[1])) if digits else 1


def _owner(row: Element) -> Element:
    return next(row.iterancestors("table"), None)


def is_layout(table: Element) -> bool:
    """Whether a table only lays out the page: tables or headings inside, a single column, or a few very long cells."""
    if (
        table.get("role") == "presentation"
        or next(table.iterdescendants("table", "h1", "h2", "h3", "h4", "details"), None) is not None
    ):
        return True
    rows = [[cell for cell in row if markup.name_of(cell) in ("td", "th")] for row in table.iter("tr")]
    widest = max((sum(max(1, _span(cell, "colspan")) for cell in row) for row in rows), default=0)
    cells = [cell for row in rows for cell in row]
    if widest <= 1:
        return True
    headless = not any(cell.tag == "th" for cell in cells)
    return headless and len(rows) <= 2 and sum(map(markup.length, cells)) > _LONG_CELL * len(cells)
