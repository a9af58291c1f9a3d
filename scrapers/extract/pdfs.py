"""PDF attachments: their text as lines, their ruled tables as tables, and columns of text that are set without rules."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any
from unicodedata import normalize

from scrapers.extract.pieces import Cell, Grid, Kind, Line, Piece
from scrapers.extract.plain import clean, clean_lines
from scrapers.extract.roles import roles_in
from scrapers.extract.sheets import Unreadable, grid_of_texts

logging.getLogger("pdfminer").setLevel(
    logging.ERROR
)  # it warns of every font without a box, which matters to nobody

_MOST_PAGES = 200
_HEADING_SIZE = 1.15  # times the usual size of the page's letters
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_VARIANTS = str.maketrans("戶‧∙", "戸・・")
_GAP = 0.9  # of a letter's size: what is farther apart is another column
_INDENT = 5  # letters: what begins farther in stands in a column
_NEW_LINE = re.compile(r"^(?:[・･●○■◆※(（【Q QＱAＡ]|問|答|\d+[.．)）]|[①-⑳])")


def read_pdf(body: bytes) -> tuple[Piece, ...]:
    """Lines and tables of a PDF, page after page.

    Raises:
        Unreadable: the file is damaged or locked, or holds pictures of text only.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(body)) as document:
            pieces = [piece for page in document.pages[:_MOST_PAGES] for piece in _page(page)]
    except (
        PdfminerException,
        PDFPasswordIncorrect,
        PSException,
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
    ) as error:
        raise Unreadable(
            "PDF を開けません。壊れているか、パスワードがかかっていないか確かめてください。"
        ) from error
    if not pieces:
        raise Unreadable(
            "PDF に文字がありません（画像だけの PDF です）。元の Excel や CSV がないか担当課に確かめてください。"
        )
    return _in_columns(pieces)


def _page(page: Any) -> Iterator[Piece]:
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    rest = page
    for table in tables:
        rest = rest.outside_bbox(_inside(table.bbox, page.bbox))
    placed: list[tuple[float, Piece]] = [(table.bbox[1], _ruled(table, page)) for table in tables]
    placed += _lines(rest, median(char["size"] for char in page.chars) if page.chars else 0)
    yield from (piece for _, piece in sorted(placed, key=lambda each: each[0]))


def _inside(box: Sequence[float], page: Sequence[float]) -> tuple[float, float, float, float]:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])


def _ruled(table: Any, page: Any) -> Grid:
    """A table with rules; a place without a cell of its own belongs to the joined cell that covers it."""
    texts = {box: _text_in(page, box) for box in table.cells}
    origins = {box: i for i, box in enumerate(table.cells, 1)}
    columns = sorted({box[0] for box in table.cells})
    rows = []
    for row in table.rows:
        y = row.bbox[1] + 1
        boxes = [
            next((box for box in table.cells if box[0] <= x + 1 < box[2] and box[1] <= y < box[3]), None)
            for x in columns
        ]
        rows.append(tuple(Cell(texts[box], origin=origins[box]) if box else Cell("") for box in boxes))
    return Grid(tuple(rows))


def _text_in(page: Any, box: Sequence[float]) -> str:
    """The letters whose middles are in a cell: wide brackets reach over its edge."""
    from pdfplumber.utils.text import extract_text

    left, top, right, bottom = box
    inside = [
        char
        for char in page.chars
        if left <= (char["x0"] + char["x1"]) / 2 < right
        and top <= (char["top"] + char["bottom"]) / 2 < bottom
    ]
    return _letters(clean_lines(extract_text(inside, x_tolerance=2)))


def _letters(text: str) -> str:
    """Letters as people type them: files name the radical ⽊ or the variant 戶 for a glyph that 木 and 戸 share."""
    return _RADICALS.sub(lambda found: normalize("NFKC", found[0]), text).translate(_VARIANTS)


def _lines(page: Any, usual: float) -> Iterator[tuple[float, Line]]:
    """Lines outside tables; tabs part what stands in different columns. Large letters make a heading."""
    words = page.extract_words(x_tolerance_ratio=_GAP, use_text_flow=False, keep_blank_chars=True)
    if not words:
        return
    left, right = min(word["x0"] for word in words), max(word["x1"] for word in words)
    open_line: tuple[float, str] | None = None
    for row in _rows_of(words):
        text = "\t".join(f"{word['x0']:.0f}\v{_letters(word['text'])}" for word in row)
        plain = clean(_letters("　".join(word["text"] for word in row)))
        size = max(map(_size, row))
        spread = len(row) > 1 or row[0]["x0"] > left + _INDENT * size
        if spread or size > usual * _HEADING_SIZE or (open_line and _NEW_LINE.match(plain)):
            if open_line:
                yield open_line[0], Line(Kind.TEXT, open_line[1])
                open_line = None
            if spread and size <= usual * _HEADING_SIZE:
                yield row[0]["top"], Line(Kind.CAPTION, text)
                continue
            if size > usual * _HEADING_SIZE:
                yield row[0]["top"], Line(Kind.HEADING, plain, 1 if size > usual * 1.5 else 2)
                continue
        open_line = (open_line[0], open_line[1] + plain) if open_line else (row[0]["top"], plain)
        if row[-1]["x1"] < right - 1.5 * size:
            yield open_line[0], Line(Kind.TEXT, open_line[1])
            open_line = None
    if open_line:
        yield open_line[0], Line(Kind.TEXT, open_line[1])


def _size(word: Any) -> float:
    return float(word["bottom"] - word["top"])


def _rows_of(words: Sequence[Any]) -> Iterator[list[Any]]:
    """Words whose middles are on one height, from left to right."""
    row: list[Any] = []
    for word in sorted(words, key=lambda word: ((word["top"] + word["bottom"]) / 2, word["x0"])):
        if row and (word["top"] + word["bottom"]) / 2 - (row[0]["top"] + row[0]["bottom"]) / 2 > 0.5 * _size(
            row[0]
        ):
            yield sorted(row, key=lambda each: each["x0"])
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda each: each["x0"])


def _in_columns(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Spread lines below a line of headers become a table; other spread lines are plain text."""
    out: list[Piece] = []
    columns = 0
    rows: list[list[tuple[float, str]]] = []
    for piece in (*pieces, None):
        spread = _spread(piece) if isinstance(piece, Line) else None
        if spread and not columns and len({roles_in(word)[:1] for _, word in spread} - {()}) > 1:
            columns = len(spread)
        if spread and columns:
            rows.append(spread)
            continue
        if rows and isinstance(piece, Line) and piece.kind is Kind.TEXT and len(piece.text) < 3:
            continue  # the number of a page, or a letter of the 50 sounds
        if rows and not (isinstance(piece, Line) and piece.is_heading):
            out.append(_table(rows, columns))
            rows, columns = [], 0
        if spread:
            out.append(Line(Kind.TEXT, clean("　".join(word for _, word in spread))))
        elif piece is not None:
            out.append(piece)
    return tuple(out)


def _spread(line: Line) -> list[tuple[float, str]] | None:
    if line.kind is not Kind.CAPTION:
        return None
    parts = (part.partition("\v") for part in line.text.split("\t"))
    return [(float(x), clean(word)) for x, _, word in parts]


def _table(rows: Sequence[list[tuple[float, str]]], columns: int) -> Grid:
    """Columns begin where the leftmost of their words do; the header alone may be centred."""
    full = [row for row in rows if len(row) == columns]
    starts = [min(row[i][0] for row in full) for i in range(columns)]
    return grid_of_texts([_into(starts, row) for row in rows])


def _into(starts: Sequence[float], words: Sequence[tuple[float, str]]) -> list[str]:
    row = [""] * len(starts)
    for x, word in words:
        column = max((i for i, start in enumerate(starts) if start <= x + 6), default=0)
        row[column] = f"{row[column]} {word}".strip()
    return row
