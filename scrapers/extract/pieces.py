"""A page as it is read: lines and tables in order, each knowing what it stands in. Everything after this is about text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a line is in its page."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TERM = "term"
    DEFINITION = "definition"
    SUMMARY = "summary"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text.

    `level` is 1–6 of a heading, 7 of what only looks like one, and the depth of the nesting of a list's item (1 …).
    `block` numbers the element that the line is part of, `group` the list `fold` the `<details>` and
    `entry` the list's item around it (0: none); `linked` means that all of it is a link.
    """

    kind: Kind
    text: str
    level: int = 0
    block: int = 0
    group: int = 0
    fold: int = 0
    entry: int = 0
    linked: bool = False
    anchor: str = ""
    reading: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether the line heads what follows."""
        return self.kind is Kind.HEADING


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; one that spans several places stands in each, with the same `origin`."""

    text: str
    head: bool = False
    origin: int = 0
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without spans: every row has the same number of cells. `caption` and `anchor` may be empty."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    anchor: str = ""
    fold: int = 0

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


Piece = Line | Grid


def text_of(piece: Piece) -> str:
    """A piece as text: the rows of a table are lines, its cells parted by `｜`."""
    if isinstance(piece, Line):
        return f"・{piece.text}" if piece.kind is Kind.ITEM else piece.text
    return "\n".join(row_text(row) for row in piece.rows)


def row_text(row: tuple[Cell, ...]) -> str:
    """The cells of a row, each span once."""
    seen: dict[int, str] = {cell.origin: cell.text.replace("\n", " ") for cell in row}
    return "｜".join(text for text in seen.values() if text)
