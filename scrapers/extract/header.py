"""Where a table's header is, and what its columns are; sideways tables are turned, tables side by side are parted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scrapers.extract.pieces import Cell
from scrapers.extract.plain import clean, fold, joined
from scrapers.extract.roles import Role, by_contents, by_header, look, roles_in

Row = tuple[Cell, ...]

_DEEPEST_HEADER = 12  # sheets begin with a title, a date and remarks
_TWO_SIDES = (4, 3, 2)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the header. `headers` are its words, `roles` what they mean by column; both empty if there is no header.

    `kept` are the places that its columns had among the `wide` columns of the page's table, of which empty ones were dropped.
    """

    headers: tuple[str, ...]
    roles: Mapping[int, Role]
    rows: tuple[Row, ...]
    kept: tuple[int, ...] = ()
    wide: int = 0

    def has(self, *roles: Role) -> bool:
        """Whether each role has a column."""
        return set(roles) <= set(self.roles.values())


def tables_in(
    rows: Sequence[Row], columns: Mapping[str, str], own: Sequence[str], before: Table | None = None
) -> list[Table]:
    """The tables of a grid: usually one, several if the same header stands side by side.

    `before` is the table before this one on the page: a table of the same width without a header goes on with that header.
    """
    rows = [row for row in rows if any(clean(cell.text) for cell in row)]
    if not rows:
        return []
    kept, wide = _filled_columns(rows), len(rows[0])
    if before and before.headers and before.wide == wide and not _find_header(rows, columns)[1]:
        return [replace(before, rows=tuple(_only(row, before.kept) for row in rows))]
    rows = [_only(row, kept) for row in rows]
    if _is_sideways(rows, columns):
        rows = [tuple(row) for row in zip(*rows, strict=True)]
    top, deep = _find_header(rows, columns)
    if not deep:
        return [_headless(rows, own)]
    headers = [_words(rows[top : top + deep], x) for x in range(len(rows[0]))]
    body = [row for row in rows[top + deep :] if not _repeats(row, headers)]
    sides = _sides(headers)
    tables = [_table(headers[a:b], [row[a:b] for row in body], columns, own) for a, b in sides]
    return [replace(table, kept=kept, wide=wide) if len(sides) == 1 else table for table in tables]


def _table(
    headers: Sequence[str], rows: Sequence[Row], columns: Mapping[str, str], own: Sequence[str]
) -> Table:
    looks = [look([row[x].text for row in rows if not is_band(row)], own) for x in range(len(headers))]
    roles = by_header(headers, looks, columns)
    return Table(tuple(headers), roles or by_contents(looks), tuple(rows))


def _headless(rows: Sequence[Row], own: Sequence[str]) -> Table:
    body = [row for row in rows if not is_band(row)]
    return Table(
        (), by_contents([look([row[x].text for row in body], own) for x in range(len(rows[0]))]), tuple(rows)
    )


def is_band(row: Row) -> bool:
    """A row that is one cell from side to side: a heading within the table."""
    return len(row) > 1 and len({cell.origin for cell in row}) == 1


def is_lone(row: Row) -> bool:
    """A row of which only one cell says anything."""
    return len(row) > 1 and len({cell.origin for cell in row if clean(cell.text)}) == 1


def _filled_columns(rows: Sequence[Row]) -> tuple[int, ...]:
    return tuple(x for x in range(len(rows[0])) if any(clean(row[x].text) for row in rows))


def _only(row: Row, places: Sequence[int]) -> Row:
    return tuple(row[x] for x in places)


def _find_header(rows: Sequence[Row], columns: Mapping[str, str]) -> tuple[int, int]:
    """The header's first row and its depth; a depth of 0 means that there is none."""
    best, top = 1, -1
    for y, row in enumerate(rows[:_DEEPEST_HEADER]):
        known = _known(row, columns)
        if known > best or (known == 1 == best and top < 0 and _is_head(row)):
            best, top = known, y
    if top < 0:
        return (0, 1) if len(rows) > 3 and _is_head(rows[0]) and not any(map(_is_head, rows[1:])) else (0, 0)
    deep = 1
    while top + deep < len(rows) and _goes_on(rows[top], rows[top + deep]):
        deep += 1
    return top, deep


def _known(row: Row, columns: Mapping[str, str]) -> int:
    """How many different roles the cells of a row may name. Long cells are contents that happen to hold such a word."""
    cells = {cell.origin: cell for cell in row if len(fold(cell.text)) <= 20}
    return len({roles_in(joined(cell.text), columns)[:1] for cell in cells.values()} - {()})


def _is_head(row: Row) -> bool:
    said = [cell for cell in row if clean(cell.text)]
    return len(said) > 1 and all(cell.head for cell in said)


def _goes_on(top: Row, row: Row) -> bool:
    """A cell of the header's first row reaches down into this one."""
    origins = {cell.origin for cell in top if clean(cell.text)}
    shared = any(cell.origin in origins for cell in row)
    return shared and not all(cell.origin in origins for cell in row if clean(cell.text))


def _words(rows: Sequence[Row], x: int) -> str:
    words = {row[x].origin: joined(row[x].text) for row in rows}
    return "".join(words.values())


def _repeats(row: Row, headers: Sequence[str]) -> bool:
    return all(fold(joined(cell.text)) == fold(word) for cell, word in zip(row, headers, strict=True))


def _sides(headers: Sequence[str]) -> list[tuple[int, int]]:
    keys = [fold(word) for word in headers]
    for sides in _TWO_SIDES:
        width = len(keys) // sides
        if width > 1 and len(keys) == width * sides and keys == keys[:width] * sides:
            return [(i * width, (i + 1) * width) for i in range(sides)]
    return [(0, len(headers))]


def _is_sideways(rows: Sequence[Row], columns: Mapping[str, str]) -> bool:
    """The words of a header stand one below the other: a table of one item, or of a few."""
    first = [cell for cell in {row[0].origin: row[0] for row in rows}.values() if clean(cell.text)]
    if len(rows[0]) < 2 or len(first) < 2:
        return False
    named = [role for cell in first if (role := roles_in(joined(cell.text), columns)[:1])]
    across = _known(rows[0], columns)
    return len(set(named)) >= 2 and len(named) >= 0.6 * len(first) and len(set(named)) > across
