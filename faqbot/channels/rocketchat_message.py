"""A reply as a message of Rocket.Chat: text, attachments, and choices by number. Pure.

Buttons of attachments are shown by the web client but may be missing on a phone (Rocket.Chat.ReactNative issues 2684 and
3723), so every choice has a number as well, which is typed back. Field names: `chat.postMessage` in messaging.yaml of
Rocket.Chat's Open API, and `processWebhookMessage.ts` for what is read from the answer to a webhook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from faqbot.types import Do, Entry, Handoff, Option, Reply, Shape

Message = Mapping[str, Any]

MOST_BUTTONS = 5
"""Actions an attachment (WideChat's specification of buttons inside attachments)."""
LABEL = 40
"""Characters of a button's label; a longer one is in the list above it."""

_GREEN, _RED, _AMBER, _GREY = "#0b6b5d", "#b3261e", "#8a5a00", "#5f6b7a"
_TO_ALL = re.compile(r"@(?=all\b|here\b)", re.IGNORECASE)
_DAYS = "月火水木金土日"


def message(reply: Reply, *, title: str, call: str = "", thread: str = "") -> Message:
    """What is posted. `title` is that of the collection asked; `call` the word that calls the bot in this room, if any.

    A `thread` (the id of its first message) gets the answer in it.
    """
    attachments = [*_parts(reply, title), *_choices(reply.options, call)]
    text = _quiet("\n".join(filter(None, (_lead(reply), *map(_day, reply.days)))))
    made: dict[str, Any] = {"text": text or title, "parseUrls": False}
    if attachments:
        made["attachments"] = attachments
    return made | ({"tmid": thread} if thread else {})


def plain(text: str, *, thread: str = "") -> Message:
    """A sentence without anything else."""
    return {"text": _quiet(text)} | ({"tmid": thread} if thread else {})


def _lead(reply: Reply) -> str:
    return reply.message or ("⚠️ すぐに見てください。" if reply.shape is Shape.ALARM else "")


def _parts(reply: Reply, title: str) -> Iterator[Message]:
    """What stands below the text: each of several replies, or the answer, and whom to phone."""
    for part in reply.parts:
        yield from _parts(part, title)
        if not (part.answer or part.handoff):
            yield _unsettled(part)
    if reply.parts:
        return
    if reply.answer:
        yield _answer(reply.answer, title, _RED if reply.shape is Shape.ALARM else _GREEN)
    if reply.known_unknown and reply.candidates:
        yield _answer(reply.candidates[0].entry, title, _AMBER)
    if reply.handoff:
        yield _contact(reply.handoff)


def _answer(entry: Entry, title: str, colour: str) -> Message:
    facts = {
        "窓口": title,
        "担当": entry.department,
        "対象の版": entry.fields.get("版", ""),
        "範囲": entry.fields.get("範囲", ""),
        "連絡先": entry.fields.get("連絡先", ""),
        "最終確認日": entry.checked_on.isoformat() if entry.checked_on else "",
        "見本": "市の値かどうかを確かめてから使ってください" if entry.fields.get("見本") else "",
    }
    about = f"{entry.question}（{entry.condition}）" if entry.condition else entry.question
    made = {"color": colour, "title": about, "text": entry.answer, "fields": _fields(facts)}
    return made | ({"title_link": entry.source_url} if entry.source_url.startswith("http") else {})


def _contact(contact: Handoff) -> Message:
    facts = {
        "電話": contact.phone,
        "受付時間": contact.hours,
        "いま": contact.opening,
        "担当すること": contact.note,
    }
    return {"color": _AMBER, "title": f"連絡先：{contact.department}", "fields": _fields(facts)}


def _unsettled(part: Reply) -> Message:
    """One of several things, about which something would have to be asked back: that is done one at a time."""
    labels = "\n".join(f"・{option.label}" for option in part.options[:-1])
    return {
        "color": _GREY,
        "title": part.query,
        "text": f"{part.message}\n{labels}\nこれだけを、もう一度書いてください。",
    }


def _choices(options: Sequence[Option], call: str) -> Iterator[Message]:
    """A numbered list, and the first of them as buttons that say the number."""
    if not options:
        return
    lines = [f"{n}. {_labelled(option)}" for n, option in enumerate(options, 1)]
    how = f"番号を書いて送ると選べます（例：{_typed(call, 1)}）"
    yield {
        "color": _GREY,
        "text": _quiet("\n".join([*lines, how])),
        "button_alignment": "vertical" if len(options) > 2 else "horizontal",
        "actions": [_button(n, option, call) for n, option in enumerate(options[:MOST_BUTTONS], 1)],
    }


def _button(number: int, option: Option, call: str) -> Message:
    label = f"{number}. {option.label}"
    return {
        "type": "button",
        "text": label if len(label) <= LABEL else f"{label[: LABEL - 1]}…",
        "msg": _typed(call, number),
        "msg_in_chat_window": True,
        "msg_processing_type": "sendMessage",
    }


def _typed(call: str, number: int) -> str:
    """What picks a choice: in a room where a word calls the bot, the word comes first."""
    return f"{call} {number}".strip()


def _labelled(option: Option) -> str:
    """With its hint where it is an entry; that of a place in the menu is only a shorter name for it."""
    hint = option.hint if option.action.do is Do.CHOOSE else ""
    return f"{option.label}（{hint}）" if hint else option.label


def _fields(facts: Mapping[str, str]) -> list[Message]:
    return [
        {"title": name, "value": value, "short": len(value) < 20} for name, value in facts.items() if value
    ]


def _day(day: date) -> str:
    return f"・{day.month}月{day.day}日（{_DAYS[day.weekday()]}）"


def _quiet(text: str) -> str:
    """Without a mention of everybody, which would make every phone in the room ring."""
    return _TO_ALL.sub("＠", text)
