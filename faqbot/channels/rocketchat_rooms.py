"""Which collection does a message ask? A prefix says so, else the room, else the default. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from faqbot.types import Collection

_COLON = re.compile(r"^([^:：\n]{2,20})[:：]\s*(?=\S)")
_SPACE = re.compile(r"^(\S{3,20})[\s　]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Rooms:
    """`by_room` names a collection by the name (or id) of a room, without its `#`."""

    default: str
    by_room: Mapping[str, str] = field(default_factory=dict)

    def of_room(self, name: str, room: str) -> str:
        """The collection that a room asks."""
        return self.by_room.get(name) or self.by_room.get(room) or self.default


def named(text: str, collections: Sequence[Collection]) -> tuple[str, str]:
    """The collection that a text names at its beginning, and what is left to ask; empty if it names none.

    「kiosk: 紙が出ない」 or 「総合受付：紙が出ない」: the name, or a part of one title alone, before a colon, which goes.
    「番号発券機 紙が出ない」: how one title alone begins, before a space; it stays, since it may be what is asked about.
    """
    plain = unicodedata.normalize("NFKC", text)
    if found := _COLON.match(plain):
        word = found[1].strip().casefold()
        exact = [c.name for c in collections if c.name.casefold() == word]
        titled = [c.name for c in collections if word in _plain(c.title)]
        if exact or len(titled) == 1:
            return (exact or titled)[0], plain[found.end() :]
    if found := _SPACE.match(plain):
        word = found[1].casefold()
        begun = [c.name for c in collections if _plain(c.title).startswith(word)]
        if len(begun) == 1:
            return begun[0], text
    return "", text


def _plain(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()
