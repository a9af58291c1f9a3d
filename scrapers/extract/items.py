"""All items of a page: its tables, its lists, its cards, or the one thing that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby

from scrapers.extract.found import Found, Hints
from scrapers.extract.header import Table
from scrapers.extract.itemlists import Run, cards_in, items_in_run
from scrapers.extract.itemtables import Context, items_in
from scrapers.extract.outline import answer_text, headings_over
from scrapers.extract.pieces import Grid, Kind, Line, Piece
from scrapers.extract.plain import fold
from scrapers.extract.roles import Role, roles_in
from scrapers.extract.terms import category_of, heads_category, is_category, is_excluded

_ENOUGH = 5


def items_of(
    pieces: Sequence[Piece], title: str, hints: Hints, used: Set[int] = frozenset()
) -> tuple[Found, ...]:
    """The items among the pieces, each with a key. Pieces whose index is `used` have been read as questions already."""
    over = headings_over(pieces)
    found = list(_from_tables(pieces, over, title, hints, used))
    told = Counter(item.category for item in found)
    own = (*hints.categories, *(category for category, n in told.items() if n > 1))
    return keyed([*found, *_from_lines(pieces, over, title, own, used)])


def keyed(found: Sequence[Found]) -> tuple[Found, ...]:
    """Each finding once, with a key of name and condition; where two share that, the category tells them apart."""
    unique = {(fold(f.question), fold(f.category), fold(f.condition)): f for f in reversed(found)}
    kept = list(reversed(unique.values()))
    keys = [_key(each) for each in kept]
    shared = Counter(keys)
    return tuple(
        replace(each, key=key if shared[key] == 1 else f"{key}|{fold(each.category)}")
        for each, key in zip(kept, keys, strict=True)
    )


def _key(found: Found) -> str:
    return "|".join(filter(None, (fold(found.question), fold(found.condition))))


def _from_tables(
    pieces: Sequence[Piece], over: Sequence[tuple[str, ...]], title: str, hints: Hints, used: Set[int]
) -> Iterator[Found]:
    before: Table | None = None
    for i, piece in enumerate(pieces):
        if isinstance(piece, Grid) and i not in used:
            category = _category((*over[i], piece.caption), title, hints.categories)
            context = Context(category, title, hints.categories, hints.columns)
            items, before = items_in(piece, context, before)
            yield from items


def _category(headings: Sequence[str], title: str, own: Sequence[str]) -> str:
    for heading in reversed((title, *headings)):
        if heads_category(heading, own) or is_excluded(heading):
            return category_of(heading)
    return ""


def _from_lines(
    pieces: Sequence[Piece], over: Sequence[tuple[str, ...]], title: str, own: tuple[str, ...], used: Set[int]
) -> list[Found]:
    lines = tuple(piece for i, piece in enumerate(pieces) if isinstance(piece, Line) and i not in used)
    if cards := list(cards_in(Run(lines, (), title, own))):
        return cards
    runs = list(_runs(pieces, over, title, own, used))
    found = [item for run in runs for item in items_in_run(run)]
    if len(found) >= _ENOUGH:  # what many lines call a category is one where a single line says it
        told = dict.fromkeys(item.category for item in found)
        found = [item for run in runs for item in items_in_run(replace(run, own=(*own, *told)))]
    return found or _of_sections(pieces, title, own)


def _runs(
    pieces: Sequence[Piece], over: Sequence[tuple[str, ...]], title: str, own: tuple[str, ...], used: Set[int]
) -> Iterator[Run]:
    """Neighbouring lines of one sort (a list, or plain text) below the same headings."""

    def sort(i: int) -> tuple[object, ...]:
        piece = pieces[i]
        if not isinstance(piece, Line) or piece.is_heading or i in used:
            return (i,)
        return (
            over[i],
            piece.kind in (Kind.TERM, Kind.DEFINITION),
            piece.kind is Kind.ITEM,
            piece.kind is Kind.CAPTION,
        )

    for _, indices in groupby(range(len(pieces)), key=sort):
        members = list(indices)
        lines = tuple(
            piece
            for i in members
            if isinstance(piece := pieces[i], Line) and not piece.is_heading and i not in used
        )
        if lines:
            yield Run(lines, over[members[0]], title, own)


def _of_sections(pieces: Sequence[Piece], title: str, own: tuple[str, ...]) -> list[Found]:
    """A page about one thing, with headings such as 分別区分 and 出し方."""
    heads = [i for i, piece in enumerate(pieces) if isinstance(piece, Line) and piece.is_heading]
    lines: list[Line] = []
    named = ""
    for i, end in zip(heads, [*heads[1:], len(pieces)], strict=False):
        head = pieces[i]
        body = answer_text(pieces[i + 1 : end])
        if isinstance(head, Line) and roles_in(head.text) and body:
            if roles_in(head.text)[0] is Role.CATEGORY and is_category(body, own):
                named = body
            lines += [Line(Kind.TERM, head.text), Line(Kind.DEFINITION, body)]
    return items_in_run(Run(tuple(lines), (), title, own)) if named else []
