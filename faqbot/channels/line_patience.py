"""Shows whoever waits longer than a second that an answer is coming."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread

from faqbot.channels.line_sender import Sender
from faqbot.channels.line_webhook import CHANNEL
from faqbot.channels.line_worker import TOKEN_LIFE, happening
from faqbot.store.base import Inbox

AFTER = 1.0
"""Seconds until somebody is shown that an answer is coming."""
_SECONDS = 20
"""How long the animation plays, unless the answer comes before."""
_AT_ONCE = 20
"""People shown at each look, once a second: LINE allows 100 requests a second."""


class Patience:
    """One thread that looks at what waits, a second after something has come in, and as long as something does."""

    def __init__(
        self, inbox: Inbox, sender: Sender, *, clock: Callable[[], datetime], after: float = AFTER
    ) -> None:
        self._inbox, self._sender, self._clock, self._after = inbox, sender, clock, after
        self._came, self._stopping = Event(), Event()
        self._shown: set[str] = set()
        self._thread = Thread(target=self._watch, name="line-patience")

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._came.set()
        self._thread.join()

    def tell(self) -> None:
        """Something new waits."""
        self._came.set()

    def look(self) -> bool:
        """Show the animation to whoever waits and has not been shown it; returns whether anybody waits."""
        now = self._clock()
        waiting = self._inbox.waiting_since(CHANNEL, now - timedelta(seconds=self._after), limit=2 * _AT_ONCE)
        fresh = [w for w in waiting if w.event not in self._shown and now - w.received_at < TOKEN_LIFE]
        for arrival in fresh[:_AT_ONCE]:
            self._sender.load(happening(arrival).user, _SECONDS)
        self._shown = {w.event for w in waiting}.intersection(
            self._shown | {w.event for w in fresh[:_AT_ONCE]}
        )
        return bool(waiting)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._came.wait(self._after)  # untold too: another process may have received something
            self._came.clear()
            if not self._stopping.wait(self._after) and self.look():
                self._came.set()
