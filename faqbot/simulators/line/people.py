"""What a person with a phone does: write, send a sticker, tap a button, block. Each becomes a line of the talk and a webhook."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from faqbot.simulators.line import events
from faqbot.simulators.line.events import Event, Mode
from faqbot.simulators.line.platform import Platform
from faqbot.simulators.line.webhook import Webhook


class People:
    """Everyone who talks with the bot. While `mode` is `standby`, their messages come without reply tokens."""

    def __init__(self, platform: Platform, webhook: Webhook) -> None:
        self.mode: Mode = "active"
        self._platform, self._webhook = platform, webhook
        self._sending: set[asyncio.Task[Any]] = set()

    def say(self, user: str, content: Mapping[str, Any], *, shown: Mapping[str, Any] | None = None) -> str:
        """Send a message (content as in `events`), `shown` in the talk if that is more than the bot is told. Gives its id."""
        number = self._platform.message_id()
        self._platform.said(user, shown or content, number)
        self._send(events.message(user, content, number, self._platform.issue_token(user), **self._common()))
        return number

    def picture(self, user: str, content_type: str, data: bytes) -> str:
        """Send a picture; the bot fetches it by the message's id."""
        number = self.say(user, events.image())
        self._platform.contents[number] = (content_type, data)
        return number

    def tap(self, user: str, action: Mapping[str, Any], chosen: str = "") -> None:
        """Tap a button, a quick reply or an area; `chosen` is the date or time taken from a picker.

        What happens on the phone alone (opening a page, copying a text) is the page's own business.
        """
        match action.get("type"):
            case "message":
                self.say(user, events.text(action["text"]))
            case "postback":
                self._post_back(user, action)
            case "richmenuswitch":
                self._switch(user, action)
            case "datetimepicker":
                self._answer(user, action["data"], {str(action["mode"]): chosen})

    def follow(self, user: str) -> None:
        """Add the account as a friend, or unblock it."""
        known = user in self._platform.talks
        self._platform.talk(user).friend = True
        self._platform.changed()
        self._send(events.follow(user, self._platform.issue_token(user), again=known, **self._common()))

    def start_over(self, user: str) -> None:
        """Forget the talk and add the account as somebody new does."""
        talk = self._platform.talk(user)
        talk.lines.clear()
        talk.menu, talk.friend, talk.loading_until = "", True, 0.0
        self._platform.changed()
        self._send(events.follow(user, self._platform.issue_token(user), **self._common()))

    def unfollow(self, user: str) -> None:
        """Block the account."""
        self._platform.talk(user).friend = False
        self._platform.changed()
        self._send(events.unfollow(user, **self._common()))

    def unsend(self, user: str, message_id: str) -> None:
        """Take a message back."""
        self._platform.unsent(user, message_id)
        self._send(events.unsend(user, message_id, **self._common()))

    async def settled(self) -> None:
        """Wait until every webhook has been delivered or given up."""
        while self._sending:
            await asyncio.gather(*self._sending)

    def _post_back(self, user: str, action: Mapping[str, Any]) -> None:
        if "displayText" in action:
            self._platform.said(user, events.text(action["displayText"]), self._platform.message_id())
        if "text" in action:
            self.say(user, events.text(action["text"]))
        self._answer(user, action["data"])

    def _switch(self, user: str, action: Mapping[str, Any]) -> None:
        """The menu changes on the phone at once; the bot is told afterwards ("Rich menu switch action")."""
        alias = str(action.get("richMenuAliasId"))
        menu = self._platform.aliases.get(alias)
        there = menu in self._platform.menus
        if menu is not None and there:
            self._platform.talk(user).menu = menu
            self._platform.changed()
        status = "SUCCESS" if there else "RICHMENU_ALIAS_ID_NOTFOUND" if menu is None else "RICHMENU_NOTFOUND"
        self._answer(user, action["data"], {"newRichMenuAliasId": alias, "status": status})

    def _answer(self, user: str, data: str, params: Mapping[str, str] | None = None) -> None:
        self._send(
            events.postback(user, data, self._platform.issue_token(user), params=params, **self._common())
        )

    def _common(self) -> dict[str, Any]:
        return {"mode": self.mode, "at": self._platform.clock()}

    def _send(self, event: Event) -> None:
        """In the background: nobody's phone waits for the bot."""
        task = asyncio.create_task(self._webhook.send([event]))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
