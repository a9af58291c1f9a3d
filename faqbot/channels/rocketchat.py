"""What has been said in Rocket.Chat, read from the body of an outgoing webhook. Pure.

The names of the fields and when they are there: `mapEventArgsToData` and `executeTriggerUrl` in Rocket.Chat's
apps/meteor/app/integrations/server/lib/triggerHandler.ts.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from faqbot.errors import InvalidInput

CHANNEL = "rocketchat"

_QUOTE = re.compile(r"^(?:\[ \]\(\S+\)\s*)+")
"""What Rocket.Chat puts before the text of a message that quotes another."""
_AFTER_WORD = " 　:：,、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message. `room` and `user` are ids; `thread` is the id of its first message, empty outside of threads."""

    id: str
    room: str
    room_name: str = ""
    """Empty in direct messages, which have no name."""
    user: str
    user_name: str = ""
    text: str
    trigger: str = ""
    thread: str = ""
    bot: bool = False
    sent_at: datetime | None = None

    def session(self, key: bytes, thread: str) -> str:
        """An opaque token of who speaks where: HMAC-SHA256 over room, user and thread, 32 hexadecimal digits."""
        whole = "\0".join((self.room, self.user, thread))
        return hmac.new(key, whole.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


def read(raw: bytes) -> Mapping[str, Any]:
    """The body as it came.

    Raises:
        InvalidInput: it is no JSON object.
    """
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("Rocket.Chat の Webhook の形ではありません。") from error
    if not isinstance(body, dict):
        raise InvalidInput("Rocket.Chat の Webhook の形ではありません。")
    return body


def is_genuine(body: Mapping[str, Any], token: str) -> bool:
    """Whether the token in the body is ours; compared in constant time. Rocket.Chat signs nothing: it is all there is."""
    given = body.get("token")
    sent = given if isinstance(given, str) else ""
    return bool(token) and hmac.compare_digest(sent.encode("utf-8", "replace"), token.encode())


def said(body: Mapping[str, Any]) -> Said | None:
    """The message that a body tells of; None for what is no message (somebody has joined a room …)."""
    number, room, text = _text(body, "message_id"), _text(body, "channel_id"), _text(body, "text")
    if not (number and room):
        return None
    trigger = _text(body, "trigger_word")
    return Said(
        id=number,
        room=room,
        room_name=_text(body, "channel_name"),
        user=_text(body, "user_id"),
        user_name=_text(body, "user_name"),
        text=_without(trigger, _QUOTE.sub("", text.strip())),
        trigger=trigger,
        thread=_text(body, "tmid"),
        bot=bool(body.get("bot")),
        sent_at=_moment(_text(body, "timestamp")),
    )


def ignored(message: Said | None, own: Collection[str]) -> str:
    """Why a message gets no answer; empty if it gets one. `own` are ids and names of users who are never answered.

    Our own answers come back as messages: by the webhook with `bot` set, by a personal access token as our user's. Whoever
    answered them would talk to itself for ever (Rocket.Chat issue 14723).
    """
    if message is None:
        return "no message"
    if message.bot:
        return "bot"
    if message.user in own or message.user_name.lower() in {name.lower() for name in own}:
        return "own"
    if not message.text and not message.trigger and message.room_name:
        return "no text"
    return ""


def _without(trigger: str, text: str) -> str:
    """The text without the word that called us."""
    return text.removeprefix(trigger).lstrip(_AFTER_WORD) if trigger else text


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
