"""Questions with their answers, in every form that cities give them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scrapers.extract.asking import (
    AFTER,
    ANSWER,
    ASKS,
    LONGEST_QUESTION,
    LONGEST_WORD,
    QUESTION,
    WANTS,
    bare_question,
    is_label,
    names_faq_place,
)
from scrapers.extract.found import Found
from scrapers.extract.outline import answer_text, headings_over
from scrapers.extract.pieces import Grid, Kind, Line, Piece
from scrapers.extract.plain import fold
from scrapers.extract.roles import roles_in
from scrapers.extract.terms import is_category, is_excluded, is_included


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a question stands; its answer begins `skip` pieces later, the question's own first."""

    at: int
    question: str
    skip: int = 1


def faqs_in(pieces: Sequence[Piece], faq_place: bool, title: str = "") -> tuple[list[Found], frozenset[int]]:
    """The questions answered among the pieces, and the indices of the pieces that they were read from.

    `faq_place` says that the page is one of questions, so that a heading need not look like one.
    """
    found: dict[str, Found] = {}
    used: set[int] = set()
    for i, piece in enumerate(pieces):
        for faq in _in_table(piece) if isinstance(piece, Grid) else ():
            found.setdefault(fold(faq.question), faq)
            used.add(i)
    places = [faq_place or any(map(names_faq_place, over)) for over in headings_over(pieces)]
    for starts in _ways(places):
        begun = [start for start in starts(pieces) if start.at not in used]
        for start, answer, indices in _answers(pieces, begun):
            faq = _faq(pieces, start, answer) or _NOTHING
            if len(faq.answer) > len(found.get(fold(faq.question), _NOTHING).answer):
                found[fold(faq.question)] = faq
                used |= indices
    if not found and faq_place and (whole := _whole_page(pieces, title)):
        return [whole], frozenset(range(len(pieces)))
    return list(found.values()), frozenset(used)


_NOTHING = Found("", "")


def _ways(places: Sequence[bool]) -> Iterator[Callable[[Sequence[Piece]], list[_Start]]]:
    yield _by_letters
    yield _by_answers
    for kind in (Kind.SUMMARY, Kind.TERM):
        yield lambda pieces, kind=kind: _by_kind(pieces, kind, places)  # type: ignore[misc]
    yield lambda pieces: _by_headings(pieces, places)


def _by_letters(pieces: Sequence[Piece]) -> list[_Start]:
    """Q, 問, 【質問】 … before the question, or on a line of their own above it."""
    starts = []
    for i, piece in enumerate(pieces):
        if (
            not isinstance(piece, Line)
            or not (letter := QUESTION.match(piece.text))
            or _goes_elsewhere(pieces, i)
        ):
            continue
        if rest := piece.text[letter.end() :]:
            starts.append(_Start(i, rest))
        elif i + 1 < len(pieces) and isinstance(following := pieces[i + 1], Line):
            starts.append(_Start(i, following.text, 2))
    return starts


def _by_answers(pieces: Sequence[Piece]) -> list[_Start]:
    """No letter before the question, but one before the answer: the heading or line above it asks."""
    if any(isinstance(piece, Line) and QUESTION.match(piece.text) and not piece.linked for piece in pieces):
        return []
    starts = []
    for i, piece in enumerate(pieces):
        if i and isinstance(piece, Line) and ANSWER.match(piece.text):
            above = next((j for j in range(i - 1, max(-1, i - 8), -1) if _heads(pieces[j])), i - 1)
            asking = pieces[above]
            if isinstance(asking, Line) and not AFTER.match(asking.text):
                starts.append(_Start(above, asking.text, i - above))
    return starts


def _heads(piece: Piece) -> bool:
    return isinstance(piece, Line) and piece.kind in (Kind.HEADING, Kind.SUMMARY, Kind.TERM)


def _by_kind(pieces: Sequence[Piece], kind: Kind, places: Sequence[bool]) -> list[_Start]:
    """What opens (an accordion) or is defined (`<dt>`), if it asks."""
    return [
        _Start(i, piece.text)
        for i, piece in enumerate(pieces)
        if isinstance(piece, Line)
        and piece.kind is kind
        and not (len(piece.text) <= LONGEST_WORD and roles_in(piece.text))
        and not AFTER.match(piece.text)
        if ((places[i] and len(piece.text) >= 4) or ASKS.search(piece.text))
        and not _goes_elsewhere(pieces, i)
    ]


def _by_headings(pieces: Sequence[Piece], places: Sequence[bool]) -> list[_Start]:
    """Headings that ask; among questions all headings of a level at which some ask."""
    headings = [
        (i, piece)
        for i, piece in enumerate(pieces)
        if isinstance(piece, Line) and piece.is_heading and piece.level > 1 and not AFTER.match(piece.text)
        if _has_text_below(pieces, i) and not _goes_elsewhere(pieces, i)
    ]
    asking = [(i, line) for i, line in headings if ASKS.search(line.text)]
    here = [(i, line) for i, line in headings if places[i]]
    levels = {line.level for i, line in asking if places[i]} or {
        line.level for _, line in here if WANTS.search(line.text)
    }
    asking = [
        (i, line) for i, line in asking if not (places[i] or is_included(line.text) or is_excluded(line.text))
    ]
    asking += [(i, line) for i, line in here if line.level in levels]
    return [
        _Start(i, line.text)
        for i, line in sorted(asking, key=lambda each: each[0])
        if len(line.text) <= LONGEST_QUESTION
    ]


def _has_text_below(pieces: Sequence[Piece], i: int) -> bool:
    return i + 1 < len(pieces) and not (
        isinstance(below := pieces[i + 1], Line) and below.is_heading and below.level <= 6
    )


def _goes_elsewhere(pieces: Sequence[Piece], i: int) -> bool:
    """A linked question is one of a list that leads to answers, unless its answer follows right here."""
    line = pieces[i]
    if not isinstance(line, Line) or not line.linked:
        return False
    below = pieces[i + 1] if i + 1 < len(pieces) else line
    return isinstance(below, Line) and (below.linked or below.is_heading or below.kind is line.kind)


def _answers(
    pieces: Sequence[Piece], starts: Sequence[_Start]
) -> Iterator[tuple[_Start, Sequence[Piece], set[int]]]:
    begins = {start.at for start in starts}
    for start in starts:
        end = start.at + start.skip
        while end < len(pieces) and end not in begins and not _ends(pieces[start.at], pieces[end]):
            end += 1
        yield start, pieces[start.at + start.skip : end], set(range(start.at, end))


def _ends(question: Piece, piece: Piece) -> bool:
    """Whether a piece is no longer part of the answer to a question."""
    assert isinstance(question, Line)
    if question.fold and piece.fold != question.fold:
        return True
    if isinstance(piece, Grid):
        return False
    if is_label(piece.text):
        return True
    if not piece.is_heading or ANSWER.match(piece.text):
        return False
    if question.is_heading:
        return piece.level <= question.level
    return piece.level <= 6 or question.kind in (Kind.TERM, Kind.SUMMARY)


def _faq(pieces: Sequence[Piece], start: _Start, answer: Sequence[Piece]) -> Found | None:
    text = ANSWER.sub("", answer_text(answer).removeprefix("・"), count=1).strip()
    asked = pieces[start.at]
    question = bare_question(start.question)
    if (
        not text
        or not question
        or ANSWER.match(start.question)
        or len(question) > LONGEST_QUESTION
        or not isinstance(asked, Line)
        or (is_category(text) and not ASKS.search(question))  # a term and its category: an item
    ):
        return None
    return Found(
        "", question, answer=text, passage=f"{start.question}\n{answer_text(answer)}", anchor=asked.anchor
    )


def _in_table(grid: Grid) -> Iterator[Found]:
    """A table 質問｜回答, or rows that begin with Q and A."""
    headers = [roles_in(cell.text)[:1] for cell in grid.rows[0]] if grid.rows else []
    roles = [role[0].value if role else "" for role in headers]
    if {"question", "reply"} <= set(roles) and len(grid.rows) > 1:
        q, a = roles.index("question"), roles.index("reply")
        for row in grid.rows[1:]:
            yield from _pair(row[q].text, row[a].text, grid)
        return
    texts = [[text for text in dict.fromkeys(cell.text for cell in row) if text] for row in grid.rows]
    for above, below in pairwise(texts):
        asked, told = " ".join(above), "\n".join(below)
        if QUESTION.match(asked) and ANSWER.match(told):
            yield from _pair(asked, told, grid)
    for both in texts:
        if len(both) == 2 and QUESTION.match(both[0]) and ANSWER.match(both[1]):
            yield from _pair(both[0], both[1], grid)


def _pair(asked: str, told: str, grid: Grid) -> Iterator[Found]:
    question, answer = QUESTION.sub("", asked.replace("\n", "")).strip(), ANSWER.sub("", told).strip()
    if question and answer:
        yield Found("", question, answer=answer, passage=f"{asked}\n{told}", anchor=grid.anchor)


def _whole_page(pieces: Sequence[Piece], title: str) -> Found | None:
    """A page whose title asks and whose text answers; a list of links answers nothing."""
    at = next(
        (i for i, piece in enumerate(pieces) if isinstance(piece, Line) and fold(piece.text) == fold(title)),
        -1,
    )
    end = next(
        (
            i
            for i in range(at + 1, len(pieces))
            if isinstance(line := pieces[i], Line) and is_label(line.text)
        ),
        len(pieces),
    )
    answer = pieces[at + 1 : end]
    told = [piece for piece in answer if not (isinstance(piece, Line) and (piece.linked or piece.is_heading))]
    if not told or not (ASKS.search(title) or WANTS.search(title)):
        return None
    return _faq([Line(Kind.HEADING, title, 1), *answer], _Start(0, title), answer)
