"""HTML, however broken, as a tree of elements; and the attributes of elements that matter here."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree, html

Element = Any  # lxml has no types of its own

_DEAD = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "select",
    "textarea",
    "rt",
    "rp",
)


def parse(text: str) -> Element | None:
    """The root element; None if the text holds none. Comments and what is never shown are gone."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    for ruby in root.xpath("//ruby[rt]"):
        ruby.set("data-reading", "".join("".join(rt.itertext()) for rt in ruby.iter("rt")).strip())
    for dead in list(root.iter(*_DEAD)):
        dead.drop_tree()
    return root


def name_of(element: Element) -> str:
    """The tag's name; empty for a comment."""
    return element.tag if isinstance(element.tag, str) else ""


def names(element: Element) -> str:
    """The id and the classes of an element, for patterns."""
    return f"{element.get('id', '')} {element.get('class', '')}".lower()


def anchor(element: Element) -> str:
    """The id by which a browser jumps to an element: its own, or that of an old `<a name>` inside."""
    own: str = element.get("id", "")
    if own:
        return own
    inner = element.xpath(".//a[@name or @id][1]")
    return (inner[0].get("name") or inner[0].get("id", "")) if inner else ""


def length(element: Element) -> int:
    """How much text is inside, in characters without spaces."""
    return len(re.sub(r"\s", "", element.text_content()))
