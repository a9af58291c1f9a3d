"""From elements to lines and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count

from scrapers.extract import markup
from scrapers.extract.markup import Element
from scrapers.extract.pieces import Kind, Line, Piece
from scrapers.extract.plain import clean
from scrapers.extract.spans import grid_of, is_layout

_BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
_KINDS = {
    **{f"h{n}": Kind.HEADING for n in range(1, 7)},
    "li": Kind.ITEM,
    "dt": Kind.TERM,
    "dd": Kind.DEFINITION,
    "summary": Kind.SUMMARY,
    "button": Kind.SUMMARY,
    "caption": Kind.CAPTION,
}
_HEADING_CLASS = re.compile(r"midashi|heading|\btitle\b|\bttl\b|headline")
_HEADING_MARK = re.compile(r"^\s*(?:[■◆▼□◇]|【[^】]{1,24}】\s*$|[<＜〈《][^>＞]{1,24}[>＞〉》]\s*$)")
_QUESTION_CLASS = re.compile(r"(?:^|[\s_-])(?:q|question|ques|shitsumon|situmon)(?:$|[\s_-])")
_ANSWER_CLASS = re.compile(r"(?:^|[\s_-])(?:a|answer|ans|kaitou?)(?:$|[\s_-])")
_LONGEST_QUESTION = 200
_LONGEST_HEADING = 60
_NUMBERED_OR_ASKING = re.compile(r"^[0-9０-９]{1,3}\s*[.．、]|か。$")
_SHOWN_LETTER = re.compile(r"(?:質問|回答|問|答|[QAＱＡ])\s*[0-9０-９]*\s*[.．:：]?")


@dataclass(slots=True)
class _Place:
    """Where in the tree the reader is."""

    kind: Kind = Kind.TEXT
    level: int = 0
    block: int = 0
    group: int = 0
    fold: int = 0
    depth: int = 0
    entry: int = 0
    anchor: str = ""


@dataclass(slots=True)
class _Reader:
    pieces: list[Piece] = field(default_factory=list)
    run: list[tuple[str, bool, bool]] = field(default_factory=list)
    reading: str = ""
    ids: count[int] = field(default_factory=lambda: count(1))

    def say(self, text: str | None, bold: bool, linked: bool) -> None:
        if text:
            self.run.append((text, bold, linked))

    def flush(self, place: _Place) -> None:
        """End a line; whether it is a heading in disguise is seen when all of it is known."""
        text = clean("".join(part for part, _, _ in self.run))
        said = [(bold, linked) for part, bold, linked in self.run if clean(part)]
        bold, linked = bool(said) and all(b for b, _ in said), bool(said) and all(k for _, k in said)
        reading, self.reading = self.reading, ""
        self.run.clear()
        if not text:
            return
        kind, level = place.kind, place.level
        if kind is Kind.TEXT and not linked and _is_disguised(text, bold):
            kind, level = Kind.HEADING, 7
        self.pieces.append(
            Line(
                kind,
                text,
                level,
                place.block,
                place.group,
                place.fold,
                place.entry,
                linked,
                place.anchor,
                reading,
            )
        )
        place.anchor = ""

    def walk(self, element: Element, place: _Place, bold: bool = False, linked: bool = False) -> None:
        tag = markup.name_of(element)
        if tag == "table" and not is_layout(element):
            self.flush(place)
            caption = element.find("caption")
            label = clean(caption.text_content()) if caption is not None else ""
            self.pieces.append(grid_of(element, label, markup.anchor(element), place.fold))
            return
        if tag in _BLOCKS:
            self.flush(place)
            place = self.enter(element, tag, place)
        bold, linked = (
            bold or tag in ("b", "strong"),
            linked or (tag == "a" and _leads_away(element.get("href", ""))),
        )
        if tag == "br":
            self.flush(place)
        elif tag == "img" and _SHOWN_LETTER.fullmatch(clean(element.get("alt", ""))):
            self.say(f"{clean(element.get('alt', ''))} ", bold, linked)
        if reading := element.get("data-reading"):
            self.reading += reading
        self.say(element.text, bold, linked)
        for child in element:
            self.walk(child, place, bold, linked)
            self.say(child.tail, bold, linked)
        if tag in _BLOCKS:
            self.flush(place)

    def enter(self, element: Element, tag: str, above: _Place) -> _Place:
        place = _Place(
            above.kind, above.level, next(self.ids), above.group, above.fold, above.depth, above.entry
        )
        place.anchor = element.get("id", "") or above.anchor
        if _asks_by_class(element):
            place.kind = Kind.SUMMARY
        elif tag in _KINDS:
            place.kind = _KINDS[tag]
            place.level = int(tag[1]) if place.kind is Kind.HEADING else place.depth
            place.anchor = markup.anchor(element) or above.anchor
            place.entry = place.block if place.kind is Kind.ITEM else place.entry
        elif tag in ("ul", "ol", "dl"):
            place.group, place.depth, place.kind = place.block, place.depth + 1, Kind.TEXT
        elif tag == "details":
            place.fold, place.kind = place.block, Kind.TEXT
        elif tag in ("p", "div") and above.kind is Kind.TEXT and _is_dressed(element):
            place.kind, place.level = Kind.HEADING, 7
        return place


def read(region: Element) -> tuple[Piece, ...]:
    """The lines and tables of an element, in order. Tables that only lay out the page are read through."""
    reader = _Reader()
    reader.walk(region, _Place())
    reader.flush(_Place())
    return tuple(reader.pieces)


def _asks_by_class(element: Element) -> bool:
    """A short element whose class says that it is a question, and in which no answer is."""
    words = element.get("class", "").lower()
    if not _QUESTION_CLASS.search(words) or not 0 < markup.length(element) <= _LONGEST_QUESTION:
        return False
    return not any(
        _ANSWER_CLASS.search(inner.get("class", "").lower())
        for inner in element.iterdescendants("div", "p", "dd", "span")
    )


def _leads_away(target: str) -> bool:
    """A link that only opens and closes something on the page is a button."""
    return bool(target.strip("# ")) and not target.lower().startswith("javascript:")


def _is_dressed(element: Element) -> bool:
    """A short paragraph whose class says that it is a heading."""
    if not _HEADING_CLASS.search(element.get("class", "").lower()):
        return False
    return (
        not any(markup.name_of(child) in _BLOCKS for child in element)
        and 0 < markup.length(element) <= _LONGEST_HEADING
    )


def _is_disguised(text: str, bold: bool) -> bool:
    """A line of bold letters alone, or one that begins with ■, heads what follows."""
    if len(text) > _LONGEST_HEADING or (text.endswith("。") and not _NUMBERED_OR_ASKING.search(text)):
        return False
    return bold or bool(_HEADING_MARK.match(text))
