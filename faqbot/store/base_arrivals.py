"""What came in by a channel and waits, and what was answered to it."""

from __future__ import annotations

from collections.abc import Collection as Group
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was answered to a message, as the channel writes it, and whether the other side took it.

    Once it has arrived, nobody needs its `body` any more: pass an empty one.
    """

    body: Mapping[str, Any]
    arrived: bool


class Fate(StrEnum):
    """What became of an arrival."""

    DONE = "done"
    """Answered, or there was nothing to answer."""
    PUSHED = "pushed"
    """Answered after the time in which answering costs nothing."""
    LATE = "late"
    """The time in which it could be answered had passed."""
    FAILED = "failed"
    """It could not be answered."""
    TAKEN_BACK = "taken_back"
    """Who sent it has taken it back, or gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something that came in by a channel, kept until it is answered.

    `event` is the channel's own id of it, `session` an opaque token of who sent it. `payload` is what is needed to answer,
    with personal numbers masked; it is erased, with the session, as soon as that is done.
    """

    channel: str
    event: str
    session: str
    sent_at: datetime
    received_at: datetime
    payload: str
    message: str = ""
    """The channel's id of the message, by which whoever sent it may take it back."""
    turn_id: str = ""
    """The turn that it became."""
    reply: str = ""
    """What is being sent, so that after a crash the same is sent again, and no second answer made."""


class DeliveryStore(Protocol):
    """What was answered to messages that may come again: retries, duplicates, edits."""

    def delivery(self, channel: str, message: str) -> Delivery | None:
        """What was answered to the message with this id, or None if nothing was (or long ago)."""
        ...

    def deliver(self, channel: str, message: str, delivery: Delivery, *, now: datetime) -> None:
        """Keep what was answered; the last word counts. What is older than 14 days goes."""


class Inbox(Protocol):
    """What has come in by channels that are answered later."""

    def take_in(self, arrivals: Sequence[Arrival], *, most: int) -> int:
        """Keep those of one channel that have not come before, in one transaction. Durable when this returns.

        Returns how many were new. A message that was taken back before it came is not kept.

        Raises:
            InboxFull: more than `most` would wait; nothing is kept.
        """
        ...

    def next_arrival(self, channel: str, *, busy: Group[str]) -> Arrival | None:
        """What is to be answered next: of the session that has waited longest and is not `busy`, what was sent first."""
        ...

    def waiting_since(self, channel: str, before: datetime, *, limit: int) -> tuple[Arrival, ...]:
        """What came before that moment and is not answered, longest first."""
        ...

    def note_reply(self, arrival: Arrival, *, turn_id: str, reply: str) -> None:
        """Keep what is about to be sent. Outlives the process."""
        ...

    def finish(self, arrival: Arrival, fate: Fate) -> None:
        """It waits no longer; its payload, reply and session are erased. Outlives the process."""
        ...

    def take_back(self, channel: str, message: str) -> None:
        """Erase a message wherever it is kept: waiting, in the turn that it became, on a ticket that is only its own."""
        ...

    def expire_arrivals(self, before: datetime) -> int:
        """Delete what came before that moment and does not wait. Returns how many."""
        ...

    def count_arrivals(self, channel: str, since: datetime) -> Mapping[str, int]:
        """How many have come since then, by what became of them (`waiting`, or a `Fate`)."""
        ...
