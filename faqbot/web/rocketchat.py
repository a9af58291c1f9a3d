"""Rocket.Chat's door: the outgoing webhook comes in, and the answer to it is the message that is posted.

Whatever comes, the answer has a body of JSON, since Rocket.Chat calls again where there is none, and again after any
status but 200, 201, 202 and (with a body) 410 and 500. Only what has `text` or `attachments` is posted: a reason stands
in other fields, where the administrator finds it in the integration's history and no loop can come of it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakValueDictionary

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from faqbot.channels.rocketchat import CHANNEL, Said, ignored, is_genuine, read, said
from faqbot.channels.rocketchat_account import Account
from faqbot.channels.rocketchat_message import Message, message, plain
from faqbot.channels.rocketchat_rooms import Rooms, named
from faqbot.desk.conversation import Sent
from faqbot.desk.desk import Desk
from faqbot.errors import FaqbotError, InvalidInput, NotFound, RocketChatError
from faqbot.types import Audience

PATH = "/rocketchat/webhook"
LATE = timedelta(minutes=5)
"""A question that comes later than this is answered in a thread: the room has gone on, and nobody would know what it is about."""

SHORT = 6
"""Characters: 「2」「2番目のやつ」「解決しない」 go on with what was asked last, in whichever collection that was."""

_STAFF = Audience.STAFF
_SORRY = "ごめんなさい。うまくいきませんでした。少し待って、もう一度書いてください。"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Door:
    """How this city has set it up. `own` are ids and names of users who are never answered; `account` posts by REST."""

    token: str
    rooms: Rooms
    own: Collection[str] = ()
    account: Account | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


def router(desk: Desk, door: Door) -> APIRouter:
    """The webhook over one desk."""
    api = APIRouter()
    answering = _Answering(desk, door)
    underway: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @api.post(PATH, include_in_schema=False)
    async def webhook(request: Request) -> JSONResponse:
        try:
            body = read(await request.body())
        except InvalidInput as error:
            return JSONResponse({"error": str(error)}, 400)
        if not is_genuine(body, door.token):
            log.warning("rocketchat: a webhook with a wrong token")
            return JSONResponse({"error": "トークンが違います。faqbot rocketchat check で確かめてください。"})
        heard = said(body)
        reason = ignored(heard, door.own)
        if reason or heard is None:
            return JSONResponse({"ignored": reason})
        # Whoever sends the same message twice at once waits here, and then finds what has been answered.
        async with underway.setdefault(heard.id, asyncio.Lock()):
            return JSONResponse(dict(await _once(request, heard)))

    async def _once(request: Request, heard: Said) -> Mapping[str, Any]:
        try:
            made = await run_in_threadpool(answering.answer, heard)
            if "text" in made:
                gone = await request.is_disconnected()
                await run_in_threadpool(answering.note, heard, made, gone)
        except FaqbotError as error:
            log.error("rocketchat: %s", type(error).__name__)
            return plain(_SORRY, thread=heard.thread)
        return made

    return api


class _Answering:
    """What happens to one message, in a thread of its own."""

    def __init__(self, desk: Desk, door: Door) -> None:
        self._desk, self._door = desk, door

    def answer(self, heard: Said) -> Message:
        """The message to post; something without a text where there is nothing to post any more."""
        earlier = self._desk.deliveries.earlier(CHANNEL, heard.id)
        if earlier and earlier.arrived:
            return {"ignored": "answered"}
        made = earlier.body if earlier else self._answered(heard, self._thread(heard))
        return self._posted(heard, made) or made

    def note(self, heard: Said, made: Message, gone: bool) -> None:
        """Remember whether the answer could be given."""
        if gone:
            self._desk.deliveries.lost(CHANNEL, heard.id, made)
        else:
            self._desk.deliveries.arrived(CHANNEL, heard.id)

    def _answered(self, heard: Said, thread: str) -> Message:
        session = heard.session(self._door.token.encode(), thread)
        collection, text = self._asked(heard, session, thread)
        try:
            if text or heard.trigger:
                reply = self._desk.ask(collection, text, audience=_STAFF, channel=CHANNEL, session=session)
            else:
                reply = self._desk.show(
                    collection, Sent.IMAGE, audience=_STAFF, channel=CHANNEL, session=session
                )
        except (NotFound, InvalidInput) as error:
            return plain(str(error), thread=thread)
        title = self._desk.collection(collection, audience=_STAFF).title
        return message(reply, title=title, call=heard.trigger, thread=thread)

    def _asked(self, heard: Said, session: str, thread: str) -> tuple[str, str]:
        """The collection and the question. What is short, or said in a thread, is about what was asked there last."""
        collection, text = named(heard.text, self._desk.collections(audience=_STAFF))
        if not collection and (thread or len(text) <= SHORT):
            collection = self._desk.talking_of(session)
        return collection or self._door.rooms.of_room(heard.room_name, heard.room), text

    def _posted(self, heard: Said, made: Message) -> Message | None:
        """What to tell the webhook after posting by REST; None where there is no account, or it is refused."""
        if self._door.account is None:
            return None
        try:
            self._door.account.post(heard.room, made, answers=heard.id)
        except RocketChatError:
            log.warning("rocketchat: could not post by REST; the webhook's answer is posted instead")
            return None
        self._desk.deliveries.arrived(CHANNEL, heard.id)
        return {"posted": True}

    def _thread(self, heard: Said) -> str:
        """Where to answer: in the thread of the question, or below a question that comes late."""
        late = heard.sent_at is not None and self._door.clock() - heard.sent_at > LATE
        return heard.thread or (heard.id if late else "")
