"""Which page this is: its title, where it stands in the site, its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import parse_qsl, urlsplit

from scrapers.extract.markup import Element
from scrapers.extract.pieces import Line, Piece
from scrapers.extract.plain import clean, fold

_NUMBER = re.compile(
    r"(?:ページ(?:番号|ID|No\.?)|記事(?:番号|ID)|(?<![A-Za-z])ID)\s*[:：]?\s*([A-Za-z]?[0-9０-９][0-9０-９-]{2,})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[A-Za-z]{0,4}\d{4,}")
_SEPARATOR = re.compile(r"\s*(?:[|｜]|\s[-–―—/／]\s|[／：]|\s:\s|»|«)\s*")
_TRAIL = re.compile(r"\s*(?:&gt;|>|＞|»|›|→)\s*")
_TRAIL_HEAD = re.compile(r"^(?:現在の?(?:位置|地|ページ)|ここから現在位置)\s*[:：]?\s*")


def title_of(root: Element, pieces: Sequence[Piece]) -> str:
    """The page's own heading: of several `<h1>` the one that `<title>` repeats, since sites put their logo in one as well."""
    head = clean(root.findtext(".//title") or "")
    tops = [
        piece.text for piece in pieces if isinstance(piece, Line) and piece.is_heading and piece.level == 1
    ]
    for top in tops:
        if fold(top) in fold(head):
            return top
    first = next((p.text for p in pieces if isinstance(p, Line) and p.is_heading and p.level <= 2), "")
    return (
        (tops[0] if tops else "")
        or (first if first and fold(first) in fold(head) else "")
        or _SEPARATOR.split(head)[0]
        or first
    )


def breadcrumbs_of(root: Element, lines: Sequence[str]) -> tuple[str, ...]:
    """The names of the pages above this one, from the site's top."""
    query = "//*[contains(translate(concat(@id,' ',@class),'BPTK','bptk'),'{}')]"
    for word in ("breadcrumb", "bread", "topicpath", "topic_path", "pankuzu", "topic-path"):
        for element in root.xpath(query.format(word)):
            steps = [
                clean(a.text_content())
                for a in element.iter("a", "li", "span")
                if a.tag != "li" or not a.xpath(".//a")
            ]
            if names := tuple(dict.fromkeys(name for step in steps for name in _TRAIL.split(step) if name)):
                return names
    for i, line in enumerate(lines):
        text = _TRAIL_HEAD.sub("", line) or (lines[i + 1] if i + 1 < len(lines) else "")
        names = tuple(name for name in _TRAIL.split(text) if name)
        if len(names) > 1 and (_TRAIL_HEAD.match(line) or len(_TRAIL.findall(text)) > 1):
            return names
    return ()


def page_id_of(url: str, lines: Sequence[str]) -> str:
    """The number that the page gives itself; else the one in its address; else the path with its query."""
    for line in (*lines, *map(" ".join, pairwise(lines))):  # the number may stand on a line of its own
        if found := _NUMBER.search(line):
            return found[1].translate(str.maketrans("０１２３４５６７８９", "0123456789")).lstrip("0")
    parts = urlsplit(url)
    if query := sorted(parse_qsl(parts.query)):
        return f"{parts.path.rsplit('/', 1)[-1]}?" + "&".join(f"{name}={value}" for name, value in query)
    steps = [step for step in re.sub(r"(?:/index)?\.\w{2,5}$", "", parts.path).split("/") if step]
    if steps and _DIGITS.fullmatch(steps[-1]):
        return steps[-1].lstrip("0")
    return "/".join(steps)
