"""Webhook events as LINE writes them (webhook.yml): each function gives one event object of that file."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from typing import Any, Literal

Event = dict[str, Any]
Mode = Literal["active", "standby"]

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: github.com/ulid/spec


def ulid(seconds: float) -> str:
    """An id as `webhookEventId` has: 10 characters of milliseconds, 16 of chance."""
    number = (int(seconds * 1000) << 80) | secrets.randbits(80)
    return "".join(_BASE32[number >> shift & 31] for shift in range(125, -1, -5))


def user_id(name: str) -> str:
    """The id of an invented person, always the same for the same name: `U[0-9a-f]{32}`."""
    return "U" + name.encode().hex()[:32].rjust(32, "0")


def event(kind: str, user: str, *, at: float | None = None, mode: Mode = "active", **fields: Any) -> Event:
    """What all events have in common, and `fields`; `at` is in seconds since the epoch."""
    moment = time.time() if at is None else at
    return {
        "type": kind,
        "mode": mode,
        "timestamp": int(moment * 1000),
        "source": {"type": "user", "userId": user},
        "webhookEventId": ulid(moment),
        "deliveryContext": {"isRedelivery": False},
        **fields,
    }


def message(user: str, content: Mapping[str, Any], message_id: str, reply_token: str, **common: Any) -> Event:
    """A message of any kind; `content` is without its id and quote token."""
    quotable = (
        {} if content["type"] in ("location", "audio", "file") else {"quoteToken": secrets.token_urlsafe(24)}
    )
    whole = {"id": message_id, **quotable, "markAsReadToken": secrets.token_urlsafe(24), **content}
    return event("message", user, message=whole, **_token(reply_token, common), **common)


def text(words: str) -> dict[str, Any]:
    """The content of a text message."""
    return {"type": "text", "text": words}


def sticker(package: str = "446", number: str = "1988", keywords: tuple[str, ...] = ()) -> dict[str, Any]:
    """The content of a sticker; 446 / 1988 is of LINE's list of stickers that bots may send."""
    given = {"keywords": list(keywords)} if keywords else {}
    return {
        "type": "sticker",
        "packageId": package,
        "stickerId": number,
        "stickerResourceType": "STATIC",
        **given,
    }


def image() -> dict[str, Any]:
    """The content of a picture kept by LINE, to be fetched by the message's id."""
    return {"type": "image", "contentProvider": {"type": "line"}}


def location(latitude: float, longitude: float, title: str = "", address: str = "") -> dict[str, Any]:
    """The content of a place; degrees (WGS 84)."""
    named = {name: value for name, value in (("title", title), ("address", address)) if value}
    return {"type": "location", "latitude": latitude, "longitude": longitude, **named}


def postback(
    user: str, data: str, reply_token: str, *, params: Mapping[str, str] | None = None, **common: Any
) -> Event:
    """A tap on a button; `params` comes with pickers and switched menus."""
    content = {"data": data, **({"params": dict(params)} if params else {})}
    return event("postback", user, postback=content, **_token(reply_token, common), **common)


def follow(user: str, reply_token: str, *, again: bool = False, **common: Any) -> Event:
    """Somebody adds the account, or unblocks it (`again`)."""
    return event("follow", user, follow={"isUnblocked": again}, **_token(reply_token, common), **common)


def unfollow(user: str, **common: Any) -> Event:
    """Somebody blocks the account."""
    return event("unfollow", user, **common)


def unsend(user: str, message_id: str, **common: Any) -> Event:
    """Somebody takes a message back."""
    return event("unsend", user, unsend={"messageId": message_id}, **common)


def unknown(user: str, **common: Any) -> Event:
    """A type of event that does not exist yet: LINE may add some at any time."""
    return event("somethingNew", user, somethingNew={"detail": 1}, **common)


def redelivered(sent: Event) -> Event:
    """The same event, sent once more: all is the same but for its `deliveryContext`."""
    return sent | {"deliveryContext": {"isRedelivery": True}}


def _token(reply_token: str, common: Mapping[str, Any]) -> dict[str, Any]:
    """No reply token is sent while the channel is on standby."""
    return {} if common.get("mode") == "standby" else {"replyToken": reply_token}
