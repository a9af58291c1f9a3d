"""What LINE keeps of one channel: people and their talks, reply tokens, menus, the month's messages. Values only; no network."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

REPLY_SECONDS = 60.0
"""A reply token must be used within a minute of the webhook (Messaging API reference, "Send reply message")."""

Clock = Callable[[], float]
"""Seconds since the epoch."""


@dataclass(frozen=True, slots=True)
class Line:
    """One message of a talk as people see it; `number` grows over all talks, `at` is in seconds since the epoch."""

    number: int
    side: Literal["person", "bot"]
    at: float
    message: Mapping[str, Any]
    id: str


@dataclass(slots=True)
class Talk:
    """One person's talk with the bot."""

    user: str
    name: str
    friend: bool = True
    lines: list[Line] = field(default_factory=list)
    loading_until: float = 0.0
    replies: int = 0
    """How often the bot has sent something, of one message or more."""
    menu: str = ""
    """The rich menu linked to this person; it goes before the default one."""


@dataclass(slots=True)
class Menu:
    """A rich menu; `picture` is its content type and bytes, empty until uploaded."""

    id: str
    body: Mapping[str, Any]
    picture: tuple[str, bytes] | None = None


@dataclass(slots=True)
class _Token:
    user: str
    until: float
    used: bool = False


class Platform:
    """One channel. Times come from `clock`; `quota` is how many messages may be pushed in a month, None without limit."""

    def __init__(self, clock: Clock, *, quota: int | None = None) -> None:
        self.clock, self.quota = clock, quota
        self.talks: dict[str, Talk] = {}
        self.menus: dict[str, Menu] = {}
        self.aliases: dict[str, str] = {}
        self.default_menu = ""
        self.pushed = 0
        self.contents: dict[str, tuple[str, bytes]] = {}
        """Content type and bytes of what people sent, by message id."""
        self.version = 0
        """Grows with every change that a page shows."""
        self._tokens: dict[str, _Token] = {}
        self._retry_keys: dict[str, str] = {}
        self._numbers = itertools.count(1)

    # People

    def talk(self, user: str, name: str = "") -> Talk:
        """The talk of a person, begun if it is their first."""
        if user not in self.talks:
            self.talks[user] = Talk(user, name or f"住民 {len(self.talks) + 1}")
            self.changed()
        return self.talks[user]

    def changed(self) -> None:
        """Note that a page must be drawn anew."""
        self.version += 1

    def message_id(self) -> str:
        """A new message id: digits, as LINE's are."""
        return f"46{next(self._numbers):016d}"

    def said(self, user: str, message: Mapping[str, Any], message_id: str) -> None:
        """Add what a person sent."""
        self._add(user, "person", message, message_id)

    def unsent(self, user: str, message_id: str) -> None:
        """Take away what a person sent."""
        talk = self.talk(user)
        talk.lines = [line for line in talk.lines if line.id != message_id]
        self.changed()

    def _add(
        self, user: str, side: Literal["person", "bot"], message: Mapping[str, Any], message_id: str
    ) -> None:
        self.version += 1
        self.talk(user).lines.append(Line(self.version, side, self.clock(), message, message_id))

    # Messages of the bot

    def issue_token(self, user: str, token: str = "") -> str:
        """A reply token for a webhook that is about to be sent; an earlier one, given again, lives another minute."""
        token = token or secrets.token_hex(16)
        known = self._tokens.get(token)
        used = known.used if known else False
        self._tokens[token] = _Token(user, self.clock() + REPLY_SECONDS, used)
        return token

    def use_token(self, token: str) -> str:
        """Whose talk a reply goes to; "" where the token is unknown, used or too old. It cannot be used again."""
        known = self._tokens.get(token)
        if known is None or known.used or self.clock() > known.until:
            return ""
        known.used = True
        return known.user

    def deliver(self, user: str, messages: Iterable[Mapping[str, Any]]) -> list[str]:
        """Put messages of the bot into a talk; gives their ids."""
        sent = []
        for message in messages:
            sent.append(self.message_id())
            self._add(user, "bot", message, sent[-1])
        talk = self.talk(user)
        talk.loading_until, talk.replies = 0.0, talk.replies + 1
        return sent

    def replies_to(self, user: str) -> int:
        """How often the bot has sent something to a person."""
        return self.talk(user).replies

    def accepted(self, retry_key: str, request: str) -> str:
        """The request that a retry key was accepted with before, or "", in which case it is kept for this one."""
        earlier = self._retry_keys.get(retry_key, "")
        if retry_key and not earlier:
            self._retry_keys[retry_key] = request
        return earlier

    # Menus

    def menu_of(self, user: str) -> str:
        """The rich menu that a person sees: their own, else the default one, else none ("")."""
        return self.talk(user).menu or self.default_menu

    def delete_menu(self, menu: str) -> None:
        """Take a menu away, from everyone who sees it too. Aliases stay and lead nowhere."""
        del self.menus[menu]
        self.default_menu = "" if self.default_menu == menu else self.default_menu
        self.relink(menu, "")

    def relink(self, before: str, after: str) -> None:
        """Everyone who has the menu `before` linked gets `after` ("": none; `before` "" means whatever they have)."""
        for talk in self.talks.values():
            if talk.menu and before in ("", talk.menu):
                talk.menu = after
        self.changed()
