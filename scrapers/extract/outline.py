"""Which headings stand over a piece, and the page as sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scrapers.extract.found import Section
from scrapers.extract.pieces import Line, Piece, text_of


def headings_over(pieces: Sequence[Piece]) -> tuple[tuple[str, ...], ...]:
    """For each piece the headings that it stands under, outermost first; a heading stands under those above it."""
    over: list[tuple[str, ...]] = []
    stack: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Line) and piece.is_heading:
            while stack and stack[-1].level >= piece.level:
                stack.pop()
            over.append(tuple(line.text for line in stack))
            stack.append(piece)
        else:
            over.append(tuple(line.text for line in stack))
    return tuple(over)


def sections_of(pieces: Sequence[Piece]) -> tuple[Section, ...]:
    """Each heading with the text up to the next one. Text before the first heading has an empty heading at level 1."""
    return tuple(_sections(pieces))


def _sections(pieces: Sequence[Piece]) -> Iterator[Section]:
    head: Line | None = None
    body: list[Piece] = []
    for piece in (*pieces, None):
        if piece is not None and not (isinstance(piece, Line) and piece.is_heading):
            body.append(piece)
            continue
        if head or body:
            text = answer_text(body)
            yield Section(head.level, head.text, text, head.anchor) if head else Section(1, "", text)
        head, body = piece, []


def answer_text(pieces: Sequence[Piece]) -> str:
    """Pieces as the text of an answer: lists with ・, the rows of a table with ｜."""
    return "\n".join(filter(None, map(text_of, pieces)))
