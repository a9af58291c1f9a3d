"""What LINE demands of a Flex Message beyond types: sizes, which component may stand where, keywords.

Source: "Flex Message" and "Flex Message elements" of the Messaging API documentation; messaging-api.yml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from faqbot.simulators.line.actions import check_action, check_picture
from faqbot.simulators.line.faults import Fault, length, objects, size

BUBBLE_BYTES = 30 * 1024
CAROUSEL_BYTES = 50 * 1024
BUBBLES = 12
DEPTH = 10
"""How deep boxes may be nested."""

_INSIDE: Mapping[str, frozenset[str]] = {
    "horizontal": frozenset("box button filler image separator text video".split()),
    "vertical": frozenset("box button filler image separator text video".split()),
    "baseline": frozenset("filler icon text".split()),
}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?")
_COLOURS = ("backgroundColor", "borderColor", "color", "separatorColor")
_SPACE = re.compile(r"none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?px")
_PADDING = re.compile(rf"{_SPACE.pattern}|\d+(\.\d+)?%")
_TYPE = re.compile(r"xxs|xs|sm|md|lg|xl|xxl|[345]xl|\d+(\.\d+)?px")
_EXTENT = re.compile(rf"full|{_TYPE.pattern}|\d+(\.\d+)?%")
_SIZED = ("text", "span", "image", "icon")
_KEYWORDS: Mapping[str, re.Pattern[str]] = {
    "margin": _SPACE,
    "spacing": _SPACE,
    "paddingAll": _PADDING,
    "paddingTop": _PADDING,
    "paddingBottom": _PADDING,
    "paddingStart": _PADDING,
    "paddingEnd": _PADDING,
}


def check_flex(contents: Any, where: str) -> Iterator[Fault]:
    """Faults of a Flex container (a bubble or a carousel)."""
    match contents:
        case {"type": "bubble"}:
            yield from _bubble(contents, where)
        case {"type": "carousel", "contents": bubbles}:
            yield from size(bubbles, f"{where}.contents", BUBBLES)
            yield from _weight(contents, where, CAROUSEL_BYTES)
            for bubble, place in objects(bubbles, f"{where}.contents"):
                yield from _bubble(bubble, place)
            if len({b.get("size", "mega") for b, _ in objects(bubbles, "")}) > 1:
                yield Fault("bubbles of a carousel must have one size", f"{where}.contents")
        case _:
            yield Fault("must be a bubble or a carousel", where)


def _weight(contents: Any, where: str, most: int) -> Iterator[Fault]:
    weight = len(json.dumps(contents, ensure_ascii=False, separators=(",", ":")).encode())
    if weight > most:
        yield Fault(f"must be at most {most} bytes of JSON (is {weight})", where)


def _bubble(bubble: Mapping[str, Any], where: str) -> Iterator[Fault]:
    yield from _weight(bubble, where, BUBBLE_BYTES)
    if not any(bubble.get(block) for block in ("header", "hero", "body", "footer")):
        yield Fault("At least one block must be specified", where)
    for block in ("header", "body", "footer"):
        if block in bubble:
            yield from _component(bubble[block], f"{where}.{block}", frozenset({"box"}), 1)
    if "hero" in bubble:
        yield from _component(bubble["hero"], f"{where}.hero", frozenset({"box", "image", "video"}), 1)
    styles = bubble.get("styles")
    for block, style in styles.items() if isinstance(styles, Mapping) else ():
        yield from _looks(style, f"{where}.styles.{block}")
    if "action" in bubble:
        yield from check_action(bubble["action"], f"{where}.action", label=(0, 40))


def _component(component: Any, where: str, allowed: frozenset[str], depth: int) -> Iterator[Fault]:
    kind = component.get("type") if isinstance(component, Mapping) else None
    if kind not in allowed:
        yield Fault(f"must be one of {', '.join(sorted(allowed))}", where)
        return
    yield from _looks(component, where)
    match kind:
        case "box":
            yield from _box(component, where, depth)
        case "text":
            yield from _text(component, where)
        case "button":
            yield from check_action(component.get("action"), f"{where}.action", label=(1, 40))
        case "image" | "icon":
            yield from check_picture(component.get("url"), f"{where}.url")
    if "action" in component and kind in ("box", "text", "image"):
        yield from check_action(component["action"], f"{where}.action", label=(0, 40))


def _box(box: Mapping[str, Any], where: str, depth: int) -> Iterator[Fault]:
    allowed = _INSIDE.get(str(box.get("layout")))
    if allowed is None:
        yield Fault("must be one of baseline, horizontal, vertical", f"{where}.layout")
    elif depth > DEPTH:
        yield Fault(f"boxes may be nested {DEPTH} deep", where)
    else:
        for component, place in objects(box.get("contents"), f"{where}.contents"):
            yield from _component(component, place, allowed, depth + 1)


def _text(text: Mapping[str, Any], where: str) -> Iterator[Fault]:
    if not text.get("contents"):
        yield from length(text.get("text"), f"{where}.text", 5000)
    for span, place in objects(text.get("contents"), f"{where}.contents"):
        yield from _component(span, place, frozenset({"span"}), 1)


def _looks(component: Any, where: str) -> Iterator[Fault]:
    """Faults of colours, spaces and sizes."""
    if not isinstance(component, Mapping):
        return
    for name in _COLOURS:
        if name in component and not _COLOUR.fullmatch(str(component[name])):
            yield Fault("invalid color", f"{where}.{name}")
    for name, pattern in _KEYWORDS.items():
        if name in component and not pattern.fullmatch(str(component[name])):
            yield Fault("invalid property", f"{where}.{name}")
    pattern = _EXTENT if component.get("type") in ("image", "icon") else _TYPE
    if component.get("type") in _SIZED and not pattern.fullmatch(str(component.get("size", "md"))):
        yield Fault("invalid property", f"{where}.size")
