"""Items out of tables, whatever their columns are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scrapers.extract.found import Found
from scrapers.extract.header import Row, Table, is_band, is_lone, tables_in
from scrapers.extract.pieces import Cell, Grid, row_text
from scrapers.extract.plain import clean, fold, is_blank, joined
from scrapers.extract.roles import Role, look
from scrapers.extract.terms import category_of, is_category
from scrapers.extract.wordings import has_readings, names_in, part_name, split_reading

_MARK = re.compile(r"^[○◯●◎〇✓✔レ☑×✕－\-・]?$")
_YES = frozenset("○◯●◎〇✓✔レ☑")
_HEADS = re.compile(r"^[ぁ-んァ-ヶ]行?$|(?:ごみ|ゴミ|資源物?|類|(?:でき|し|せ)ないもの)(?:[(（].*[)）])?$")
_GROUPING = re.compile(r"種類|種別|分類|区分|項目")
_LISTED = re.compile(r"例|主な|対象|具体|もの$|内容|該当")
_NO_NAME = re.compile(r"50音|五十音|[あ-わア-ワ]行|一覧|辞典|早見|検索|分別表|出し方$|分け方$")
_SAME = frozenset(["〃", "同上", "々", "””", '"', "”"])


@dataclass(frozen=True, slots=True)
class Context:
    """What a table cannot say of itself: the category that its headings name, its page's title, the city's own words."""

    category: str = ""
    title: str = ""
    own: tuple[str, ...] = ()
    columns: Mapping[str, str] | None = None


def items_in(grid: Grid, context: Context, before: Table | None = None) -> tuple[list[Found], Table | None]:
    """The items of a grid, and the table that a following one may go on with. No items if it is a table of something else."""
    tables = tables_in(grid.rows, context.columns or {}, context.own, before)
    found = [item for table in tables for item in _items(table, grid, context)]
    return found, tables[0] if found else before


def _items(table: Table, grid: Grid, context: Context) -> Iterator[Found]:
    table = _without_groups(table, context)
    if marks := _mark_columns(table, context.own):
        table = _unmarked(table, marks)
    if by_column := _category_columns(table, context.own):
        yield from _lists_below(table, by_column, grid.anchor)
    elif table.has(Role.NAME) and _is_of_items(table, context):
        yield from _rows(table, grid, context)
    elif (
        table.has(Role.CATEGORY)
        and not table.has(Role.NAME)
        and len(table.rows) == 1
        and len(table.headers) > 1
    ):
        yield from _named_by_title(table, grid, context)


def _without_groups(table: Table, context: Context) -> Table:
    """Below the heading of a category, a column 種類 that holds no categories parts its things into groups."""
    x = next((x for x, role in table.roles.items() if role is Role.CATEGORY), None)
    if x is None or not table.headers or not (context.category and table.has(Role.NAME)):
        return table
    holds = look([row[x].text for row in table.rows], context.own).category
    grouping = holds < 0.5 and _GROUPING.search(table.headers[x])
    return replace(table, roles={**table.roles, x: Role.INDEX}) if grouping else table


def _is_of_items(table: Table, context: Context) -> bool:
    """Whether a table with a column of names is one of items; timetables and lists of places are not."""
    if table.has(Role.CATEGORY):
        return bool(table.headers) or len(table.rows) >= 3 or bool(_NO_NAME.search(context.title))
    if table.has(Role.FOREIGN) or table.has(Role.QUESTION):
        return False
    banded = any(_is_heading(row, table) and is_category(row[0].text, context.own) for row in table.rows)
    return bool(context.category or banded)


def _rows(table: Table, grid: Grid, context: Context) -> Iterator[Found]:
    listed, heard = _holds_lists(table), _hears(table)
    category, kept = context.category, ""
    last: Found | None = None
    for row in table.rows:
        if _is_heading(row, table):
            word = next(clean(cell.text) for cell in row if clean(cell.text))
            category = category_of(word) if is_category(word, context.own) else category
            continue
        item = _row(row, table, category, kept, grid.anchor, heard, listed)
        if not item.question:
            if last and (item.note or item.answer):
                last = _continued(last, item)
            continue
        kept = item.category or kept
        if last:
            yield from _parted(last) if listed else (last,)
        last = item
    if last:
        yield from _parted(last) if listed else (last,)


def _is_heading(row: Row, table: Table) -> bool:
    """A band, or a lone word in the place of a name: a sound, the name of a category, or any word where items have categories.

    What stands alone in the place of a remark is the end of the one above, cut off by the end of a page.
    """
    if is_band(row) or not is_lone(row):
        return is_band(row)
    x = next(x for x, cell in enumerate(row) if clean(cell.text))
    if table.roles.get(x) in (Role.NOTE, Role.ANSWER):
        return False
    return table.has(Role.CATEGORY) or bool(_HEADS.search(clean(row[x].text)))


def _hears(table: Table) -> bool:
    x = next(x for x, role in table.roles.items() if role is Role.NAME)
    return has_readings(
        _header_of(table, Role.NAME), [joined(row[x].text) for row in table.rows if x < len(row)]
    )


def _row(row: Row, table: Table, category: str, above: str, anchor: str, hears: bool, listed: bool) -> Found:
    said: dict[Role, list[tuple[str, str]]] = {}
    for x, role in table.roles.items():
        if x < len(row) and not is_blank(row[x].text):
            header = table.headers[x] if table.headers else ""
            said.setdefault(role, []).append((header, row[x].text))
    name_cell = next(
        (row[x] for x, role in table.roles.items() if role is Role.NAME and x < len(row)), Cell("")
    )
    name = _first(said, Role.NAME)
    name = name if listed else joined(name)
    name, heard = split_reading(name) if hears else (name, "")
    own = joined(_first(said, Role.CATEGORY))
    return Found(
        key="",
        question=name,
        reading=joined(_first(said, Role.READING)) or heard or name_cell.reading,
        answer=_text(said.get(Role.ANSWER, ())),
        category=above if own in _SAME else own or category,
        condition=_text(said.get(Role.CONDITION, ())).replace("\n", "、"),
        note=_text(said.get(Role.NOTE, ())),
        passage=row_text(row),
        anchor=anchor,
        phrasings=tuple(part for _, cell in said.get(Role.PHRASINGS, ()) for part in names_in(cell)),
    )


def _first(said: Mapping[Role, Sequence[tuple[str, str]]], role: Role) -> str:
    return said[role][0][1] if role in said else ""


def _header_of(table: Table, role: Role) -> str:
    return next((table.headers[x] for x, kind in table.roles.items() if kind is role and table.headers), "")


def _text(cells: Sequence[tuple[str, str]]) -> str:
    """One column as it stands; of several each with its header."""
    if len(cells) == 1:
        return cells[0][1]
    return "\n".join(f"{header}：{text}" if header else text for header, text in cells)


def _continued(item: Found, rest: Found) -> Found:
    return replace(
        item,
        answer=item.answer + rest.answer,
        note=item.note + rest.note,
        passage=f"{item.passage}\n{rest.passage}",
    )


def _parted(item: Found) -> Iterator[Found]:
    for name in names_in(item.question):
        yield replace(item, question=name, reading="")


def _holds_lists(table: Table) -> bool:
    """Whether the cells of names are lists (区分｜主な品目): a category has one row, and its cell names many things."""
    x = next(x for x, role in table.roles.items() if role is Role.NAME)
    cells = [
        row[x].text for row in table.rows if x < len(row) and not is_blank(row[x].text) and not is_band(row)
    ]
    listed = bool(_LISTED.search(_header_of(table, Role.NAME))) or not table.has(Role.CATEGORY)
    many = sum(len(names_in(cell)) >= (2 if listed else 3) for cell in cells)
    c = next((x for x, role in table.roles.items() if role is Role.CATEGORY), None)
    told = [fold(row[c].text) for row in table.rows if not is_band(row)] if c is not None else []
    return bool(cells) and many >= (0.2 if listed else 0.5) * len(cells) and len(set(told)) >= 0.7 * len(told)


def _mark_columns(table: Table, own: Sequence[str]) -> list[int]:
    """Columns whose header is a category and whose cells are ○ or nothing."""
    if not table.has(Role.NAME) or not table.headers:
        return []
    body = [row for row in table.rows if not is_band(row)]
    marks = [
        x
        for x, header in enumerate(table.headers)
        if is_category(header, own) and body and all(_MARK.match(clean(row[x].text)) for row in body)
    ]
    return marks if len(marks) > 1 else []


def _unmarked(table: Table, marks: Sequence[int]) -> Table:
    """The same table with the marked category in a column of its own."""
    rows = []
    for row in table.rows:
        words = [category_of(table.headers[x]) for x in marks if clean(row[x].text) in _YES]
        rows.append((*row, Cell(" ".join(words), origin=-1)) if not is_band(row) else (*row, Cell("")))
    roles = {x: role for x, role in table.roles.items() if x not in marks and role is not Role.CATEGORY}
    return Table((*table.headers, "区分"), {**roles, len(table.headers): Role.CATEGORY}, tuple(rows))


def _category_columns(table: Table, own: Sequence[str]) -> dict[int, str]:
    """A table whose headers are all categories, with the things of each below it."""
    if len(table.headers) < 2 or not all(is_category(header, own) for header in table.headers):
        return {}
    return {x: category_of(header) for x, header in enumerate(table.headers)}


def _lists_below(table: Table, categories: Mapping[int, str], anchor: str) -> Iterator[Found]:
    for row in table.rows:
        for x, category in categories.items():
            for name in names_in(row[x].text):
                yield Found("", name, category=category, passage=clean(row[x].text), anchor=anchor)


def _named_by_title(table: Table, grid: Grid, context: Context) -> Iterator[Found]:
    """A page about one thing, whose table has everything but the name."""
    name, heard = split_reading(part_name(context.title))
    item = _row(table.rows[0], table, "", "", grid.anchor, False, False)
    if name and item.category and not _NO_NAME.search(name):
        yield replace(item, question=name, reading=item.reading or heard)
