"""What one Rocket.Chat keeps: people, rooms, messages. Values only; no network."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class User:
    """Somebody; `name` is the user name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Room:
    """`name` is empty in direct messages."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a room. `bot` is set where an integration has posted it; `thread` is the id of its first message."""

    id: str
    room: Room
    user: User
    text: str
    at: datetime
    attachments: Sequence[Mapping[str, Any]] = ()
    thread: str = ""
    bot: bool = False
    edited: bool = False


BOT = User("faqbotUserId00001", "faqbot")
CAT = User("rocket.cat", "rocket.cat")


@dataclass
class Workspace:
    """`told` hears of each message that is new or edited, as an integration with the event `sendMessage` does."""

    clock: Callable[[], datetime]
    rooms: dict[str, Room] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    told: list[Callable[[Message], None]] = field(default_factory=list)
    version: int = 0

    def room(self, room_id: str, name: str = "") -> Room:
        """The room with this id, made where there is none."""
        return self.rooms.setdefault(room_id, Room(room_id, name))

    def post(
        self,
        room: Room,
        user: User,
        text: str,
        *,
        number: str = "",
        attachments: Sequence[Mapping[str, Any]] = (),
        thread: str = "",
        bot: bool = False,
    ) -> Message:
        """A new message; one whose id there is already stays as it is, and nobody hears of it (sendMessage.ts)."""
        if number in self.messages:
            return self.messages[number]
        made = Message(
            number or secrets.token_hex(9)[:17], room, user, text, self.clock(), attachments, thread, bot
        )
        self.messages[made.id] = made
        self._tell(made)
        return made

    def edit(self, number: str, text: str) -> None:
        """Change the text of a message."""
        self.messages[number] = replace(self.messages[number], text=text, edited=True)
        self._tell(self.messages[number])

    def of(self, room: str) -> list[Message]:
        """The messages of a room, oldest first."""
        return [message for message in self.messages.values() if message.room.id == room]

    def _tell(self, message: Message) -> None:
        self.version += 1
        for hear in self.told:
            hear(message)
