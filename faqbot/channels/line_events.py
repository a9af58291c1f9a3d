"""From LINE's webhook events to what somebody did. Only here are the SDK's events read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from linebot.v3.webhooks import (
    Event,
    EventMode,
    FollowEvent,
    MessageEvent,
    PostbackEvent,
    TextMessageContent,
    UnfollowEvent,
    UnsendEvent,
    UserSource,
)

from faqbot.errors import InvalidInput
from faqbot.text.masking import mask
from faqbot.text.normalize import storable


class Kind(StrEnum):
    """What somebody did."""

    SAID = "said"
    TAPPED = "tapped"
    SHOWED = "showed"
    """Sent something that is no text."""
    FOLLOWED = "followed"
    LEFT = "left"
    """Blocked the account."""
    TOOK_BACK = "took_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that somebody did in the talk with us.

    `content` is a text with its personal numbers masked, the data of a button, or the kind of what was sent. `token` is that
    for the reply; `message` the id of the message sent or taken back.
    """

    kind: Kind
    event: str
    user: str
    sent_at: datetime
    token: str = ""
    message: str = ""
    content: str = ""

    def payload(self) -> str:
        """What is needed to answer it, to be kept until then."""
        kept = {"kind": self.kind.value, "user": self.user, "token": self.token, "content": self.content}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def happenings(body: str) -> tuple[Happening, ...]:
    """What a webhook tells, in its order. What is none of our business is left out: types that we do not know, groups, and
    on standby everything that wants an answer.

    Raises:
        InvalidInput: it is no webhook of LINE's.
    """
    try:
        events = json.loads(body)["events"]
        if not isinstance(events, list):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidInput("LINE の Webhook として読めません。") from error
    return tuple(found for event in events for found in _read(event))


def _read(given: Any) -> Iterator[Happening]:
    try:
        event = Event.from_dict(given)
    except (ValueError, KeyError, TypeError, AttributeError):
        return  # LINE may add types of events and messages at any time; one that we cannot read stops no other.
    did = _did(event)
    erases = did.get("kind") in (Kind.LEFT, Kind.TOOK_BACK)
    if not did or not isinstance(event.source, UserSource) or not event.source.user_id:
        return
    if event.mode is EventMode.ACTIVE or erases:
        yield Happening(
            event=event.webhook_event_id,
            user=event.source.user_id,
            sent_at=datetime.fromtimestamp(event.timestamp / 1000, UTC),
            token=getattr(event, "reply_token", None) or "",
            **did,
        )


def _did(event: Event) -> dict[str, Any]:
    match event:
        case MessageEvent(message=TextMessageContent(text=text)):
            return {"kind": Kind.SAID, "message": event.message.id, "content": mask(storable(text))}
        case MessageEvent(message=message):
            return {"kind": Kind.SHOWED, "message": message.id, "content": message.type}
        case PostbackEvent(postback=postback):
            return {"kind": Kind.TAPPED, "content": storable(postback.data)}
        case FollowEvent():
            return {"kind": Kind.FOLLOWED}
        case UnfollowEvent():
            return {"kind": Kind.LEFT}
        case UnsendEvent(unsend=unsend):
            return {"kind": Kind.TOOK_BACK, "message": unsend.message_id}
        case _:
            return {}
