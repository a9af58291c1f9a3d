"""The parts of a Flex Message: texts, boxes, buttons, bubbles, as the JSON that LINE takes ("Flex Message elements").

Everything scales with the size of letters that people have set on their phone (`scaling`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

Part = dict[str, Any]
Message = dict[str, Any]

BUBBLE_BYTES = 30 * 1024
"""Bytes of JSON that LINE takes of one bubble."""
ALT_TEXT = 1500
INK, FAINT, LINE, BRAND, DANGER = "#14202b", "#5a6672", "#d5dbe1", "#0b6b5d", "#b3261e"


def words(text: str, **looks: Any) -> Part:
    """A text that wraps; 16 pixels and dark unless told otherwise."""
    return {"type": "text", "text": text, "wrap": True, "scaling": True, "color": INK} | looks


def box(parts: Iterable[Part], layout: str = "vertical", **looks: Any) -> Part:
    """Parts beside or below one another."""
    return {"type": "box", "layout": layout, "contents": list(parts)} | looks


def line(**looks: Any) -> Part:
    """A thin line between parts."""
    return {"type": "separator", "color": LINE, "margin": "lg"} | looks


def button(action: Part, **looks: Any) -> Part:
    """A button with an action's label on it."""
    return {"type": "button", "action": action, "height": "sm", "scaling": True} | looks


def row(text: str, action: Part, hint: str = "") -> Part:
    """Something to choose: its whole text, however long, and a small hint below it."""
    below = [words(hint, size="xs", color=FAINT)] if hint else []
    return box(
        [words(text, weight="bold", color=BRAND), *below],
        action=action,
        paddingAll="md",
        borderColor=LINE,
        borderWidth="normal",
        cornerRadius="md",
    )


def bubble(body: Sequence[Part], header: Part | None = None, footer: Sequence[Part] = ()) -> Part:
    """A card."""
    made: Part = {"type": "bubble", "size": "mega"}
    if header:
        made["header"] = header
    made["body"] = box(body, spacing="md")
    if footer:
        made["footer"] = box(footer, spacing="sm")
    return made


def flex(contents: Part, alt: str) -> Message:
    """A message of one card (or several side by side); `alt` is read aloud, and shown in notifications."""
    return {"type": "flex", "altText": cut(alt, ALT_TEXT), "contents": contents}


def text_message(text: str) -> Message:
    """A message of text alone."""
    return {"type": "text", "text": text}


def units(text: str) -> int:
    """UTF-16 code units: how LINE counts texts ("Character counting in a text")."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, most: int) -> str:
    """At most so many UTF-16 code units, with an ellipsis where something is missing."""
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    return f"{kept}…"


def weight(contents: Part) -> int:
    """Bytes of its JSON."""
    return len(json.dumps(contents, ensure_ascii=False, separators=(",", ":")).encode())
