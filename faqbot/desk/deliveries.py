"""One answer to one message, however often it comes: what a channel remembers of what it has answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from faqbot.store.base import Delivery, DeliveryStore


class Deliveries:
    """Safe to call from any thread. Two calls about one message at once are for the channel to keep apart."""

    def __init__(self, store: DeliveryStore, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def earlier(self, channel: str, message: str) -> Delivery | None:
        """What was answered to a message before, and whether that arrived; None if nothing was."""
        return self._store.delivery(channel, message)

    def arrived(self, channel: str, message: str) -> None:
        """The other side has taken the answer."""
        self._store.deliver(channel, message, Delivery({}, arrived=True), now=self._clock())

    def lost(self, channel: str, message: str, body: Mapping[str, Any]) -> None:
        """Nobody waited for the answer any more: it is kept for the next time the message comes."""
        self._store.deliver(channel, message, Delivery(body, arrived=False), now=self._clock())
