"""Spreadsheets that are attached to pages: Excel and CSV, as pieces like those of a page."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from scrapers.extract.pieces import Cell, Grid, Kind, Line, Piece
from scrapers.extract.plain import clean, clean_lines
from scrapers.fetch.charset import decode

_MOST_UNPACKED = 256 * 1024 * 1024
_MOST_ROWS = 100_000
_MOST_COLUMNS = 60


class Unreadable(Exception):
    """A file cannot be read; the text says why and what to do, for operators (Japanese)."""


def read_excel(body: bytes) -> tuple[Piece, ...]:
    """Every visible sheet: its name as a heading, its cells as a table in which joined cells are repeated.

    Raises:
        Unreadable: the file is damaged, locked by a password, or unpacks to more than 256 MB.
    """
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise Unreadable(
                    "Excel ファイルが大きすぎます（展開後 256 MB まで）。シートを分けて公開してもらってください。"
                )
        book = load_workbook(io.BytesIO(body), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable(
            "Excel ファイルとして読めません。壊れているか、パスワードがかかっていないか確かめてください。"
        ) from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return tuple(piece for sheet in sheets for piece in _sheet(sheet))


def _sheet(sheet: Any) -> Iterator[Piece]:
    joined = {
        (row, column): (span.min_row, span.min_col)
        for span in sheet.merged_cells.ranges
        for row in range(span.min_row, min(span.max_row, _MOST_ROWS) + 1)
        for column in range(span.min_col, min(span.max_col, _MOST_COLUMNS) + 1)
    }
    texts = {
        (cell.row, cell.column): _shown(cell.value)
        for row in sheet.iter_rows(
            max_row=min(sheet.max_row or 0, _MOST_ROWS), max_col=min(sheet.max_column or 0, _MOST_COLUMNS)
        )
        for cell in row
        if cell.value is not None
    }
    height, width = (max((place[axis] for place in texts), default=0) for axis in (0, 1))
    yield Line(Kind.HEADING, clean(sheet.title), 2)
    if height:
        yield Grid(
            tuple(
                tuple(_cell(texts, joined, y, x) for x in range(1, width + 1)) for y in range(1, height + 1)
            )
        )


def _cell(
    texts: dict[tuple[int, int], str], joined: dict[tuple[int, int], tuple[int, int]], y: int, x: int
) -> Cell:
    owner = joined.get((y, x), (y, x))
    return Cell(texts.get(owner, ""), origin=owner[0] * (_MOST_COLUMNS + 1) + owner[1])


def _shown(value: object) -> str:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return clean_lines(str(value))


def read_csv(body: bytes, content_type: str = "") -> tuple[Piece, ...]:
    """The rows of a CSV or TSV as one table; short rows are filled up.

    Raises:
        Unreadable: a quotation mark is never closed.
    """
    text = decode(body, content_type).replace("\x00", "")
    head = text[:4096]
    delimiter = max(",\t;", key=head.count)
    try:
        rows = [
            row
            for _, row in zip(
                range(_MOST_ROWS),
                csv.reader(io.StringIO(text, newline=""), delimiter=delimiter),
                strict=False,
            )
        ]
    except csv.Error as error:
        raise Unreadable(
            f"CSV として読めません（{error}）。引用符の閉じ忘れがないか確かめてください。"
        ) from error
    grid = grid_of_texts(rows)
    return (grid,) if grid.rows else ()


def grid_of_texts(rows: Sequence[Sequence[str]]) -> Grid:
    """A table of texts, with rows of equal length."""
    width = min(_MOST_COLUMNS, max(map(len, rows), default=0))
    filled = [[*row, *[""] * width][:width] for row in rows if any(cell.strip() for cell in row)]
    return Grid(
        tuple(
            tuple(Cell(clean_lines(cell), origin=y * width + x + 1) for x, cell in enumerate(row))
            for y, row in enumerate(filled)
        )
    )
