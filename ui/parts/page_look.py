"""A reply as the resident page shows it, drawn simply: what the API sends in, HTML out."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

Sent = Mapping[str, Any]

_CARD = "background:#fff;border:1px solid #cfdbd7;border-radius:12px;padding:12px;margin:8px 0"


def drawn(reply: Sent) -> str:
    """What is said, the answer or whom to phone, each of several things, and what can be tapped."""
    return "".join(
        (
            _said(reply["message"]),
            _card(reply["answer"]) if reply["answer"] else "",
            _card(reply["candidates"][0]) if reply["known_unknown"] and reply["candidates"] else "",
            "".join(f"{_over(part['query'])}{drawn(part)}" for part in reply["parts"]),
            _handoff(reply["handoff"]) if reply["handoff"] else "",
            "".join(_option(option) for option in reply["options"]),
        )
    )


def _said(message: str) -> str:
    look = "background:#e0f1ec;border-radius:12px;padding:8px 12px;margin:8px 0;white-space:pre-wrap"
    return f'<div style="{look}">{escape(message)}</div>' if message else ""


def _card(answer: Sent) -> str:
    parts = [
        _line(answer["category"], "color:#0b6b5d;font-size:13px"),
        _line(answer["question"], "font-weight:bold"),
    ]
    if answer["condition"]:
        parts.append(_line(f"こんなとき：{answer['condition']}", "font-size:13px"))
    if answer.get("sample"):
        parts.append(_line("これは見本の答えです。", "color:#a31515;font-size:13px"))
    parts.append(_line(answer["text"], "margin-top:8px;white-space:pre-wrap"))
    if told := answer.get("source_title") or answer.get("source_url"):
        day = f"（{answer['checked_on']} 時点）" if answer["checked_on"] else ""
        parts.append(_line(f"出典：{told}{day}", "color:#4c5f5c;font-size:12px;margin-top:8px"))
    return f'<div style="{_CARD}">{"".join(parts)}</div>'


def _handoff(contact: Sent) -> str:
    parts = [_line(contact["department"], "font-weight:bold"), _line(contact["opening"], "color:#0b6b5d")]
    parts += [
        _line(contact["phone"], "font-size:20px;font-weight:bold"),
        _line(contact["hours"], "font-size:13px"),
    ]
    return f'<div style="{_CARD}">{"".join(parts)}</div>'


def _option(option: Sent) -> str:
    look = (
        "display:inline-block;border:1px solid #6f827e;border-radius:16px;padding:4px 12px;margin:4px 4px 0 0"
    )
    hint = (
        f' <span style="font-size:12px;color:#4c5f5c">{escape(option["hint"])}</span>'
        if option["hint"]
        else ""
    )
    return f'<span style="{look}">{escape(option["label"])}{hint}</span>'


def _over(query: str) -> str:
    return _line(query, "font-size:13px;color:#4c5f5c;margin-top:8px")


def _line(text: str, look: str) -> str:
    return f'<div style="{look}">{escape(text)}</div>' if text else ""
