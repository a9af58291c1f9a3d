"""LINE's messages as a phone shows them, drawn simply: JSON of the Messaging API in, HTML out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

Part = Mapping[str, Any]

_LETTERS = {"xs": 12, "sm": 13, "md": 15, "lg": 18, "xl": 20}
_SPACES = {"none": 0, "xs": 2, "sm": 4, "md": 8, "lg": 12, "xl": 16}
_STYLES = {
    "primary": "color:#fff;background:{color};font-weight:bold",
    "secondary": "color:#111;background:#dcdfe5",
    "link": "color:#42659a;background:none",
}


def drawn(messages: Sequence[Part]) -> str:
    """All messages of one reply, one below the other, and what can be tapped below the talk."""
    return "".join(map(_message, messages)) + _quick(messages)


def _message(message: Part) -> str:
    if message["type"] == "text":
        look = (
            "background:#fff;border-radius:18px;padding:8px 12px;margin:6px 40px 6px 0;white-space:pre-wrap"
        )
        return _div(look, escape(message["text"]))
    return _contents(message["contents"])


def _contents(contents: Part) -> str:
    if contents["type"] == "carousel":
        cards = "".join(map(_bubble, contents["contents"]))
        return _div("display:flex;gap:8px;overflow-x:auto", cards)
    return _bubble(contents)


def _bubble(bubble: Part) -> str:
    parts = (_div(_ground(bubble[name], 14), _part(bubble[name])) for name in _BLOCKS if name in bubble)
    return _div(
        "background:#fff;border-radius:12px;overflow:hidden;margin:6px 0;min-width:280px", "".join(parts)
    )


_BLOCKS = ("header", "body", "footer")


def _part(part: Part) -> str:
    return _DRAWN[part["type"]](part)


def _box(part: Part) -> str:
    row = part["layout"] != "vertical"
    look = f"display:flex;flex-direction:{'row' if row else 'column'};gap:{_space(part.get('spacing'))}px"
    inner = "".join(_div(_room(each, row), _part(each)) for each in part["contents"])
    return _div(f"{look};{_frame(part)}", inner)


def _text(part: Part) -> str:
    look = f"color:{part.get('color', '#111')};font-size:{_LETTERS.get(part.get('size', 'md'), 15)}px"
    look += f";font-weight:{part.get('weight', 'normal')};text-align:{part.get('align', 'left')}"
    return _div(
        look + f";text-decoration:{part.get('decoration', 'none')};white-space:pre-wrap", escape(part["text"])
    )


def _button(part: Part) -> str:
    style = _STYLES[part.get("style", "link")].format(color=part.get("color", "#17c950"))
    return _div(f"{style};border-radius:8px;padding:8px;text-align:center", escape(part["action"]["label"]))


def _separator(_: Part) -> str:
    return _div("border-top:1px solid #d5dbe1;margin:6px 0", "")


_DRAWN = {"box": _box, "text": _text, "button": _button, "separator": _separator}


def _quick(messages: Sequence[Part]) -> str:
    items: Iterable[Part] = messages[-1].get("quickReply", {}).get("items", ()) if messages else ()
    look = "background:#fff;border-radius:16px;padding:4px 12px;color:#42659a;font-size:13px"
    labels = "".join(_div(look, escape(item["action"]["label"])) for item in items)
    return _div("display:flex;flex-wrap:wrap;gap:6px;margin-top:10px", labels) if labels else ""


def _frame(part: Part) -> str:
    border = f"border:1px solid {part['borderColor']};" if "borderColor" in part else ""
    corner = _space(part.get("cornerRadius"))
    return f"{border}border-radius:{corner}px;padding:{_space(part.get('paddingAll'))}px"


def _ground(part: Part, padding: int) -> str:
    """A block's own padding stands in for the ordinary one."""
    around = 0 if "paddingAll" in part else padding
    return f"padding:{around}px;background:{part.get('backgroundColor', 'none')}"


def _room(part: Part, in_row: bool) -> str:
    return f"flex:{1 if part.get('flex', 1) else 'none'};min-width:0" if in_row else ""


def _space(named: str | None) -> int:
    return _SPACES.get(named or "none", 8)


def _div(look: str, inner: str) -> str:
    return f'<div style="{escape(look)}">{inner}</div>'
