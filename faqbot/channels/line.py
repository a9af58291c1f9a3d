"""The LINE channel put together: a door for webhooks, workers behind it, and a way out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

from faqbot.channels.line_answers import Answers
from faqbot.channels.line_patience import Patience
from faqbot.channels.line_postback import Taps
from faqbot.channels.line_sender import Sender
from faqbot.channels.line_webhook import Webhook
from faqbot.channels.line_worker import Late, Worker
from faqbot.desk.desk import Desk
from faqbot.store.base import Store
from faqbot.store.base_trust import LINE_SESSIONS


class Line:
    """One account. Webhooks may be received at any time; they are answered while it is `running`."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        *,
        token: str,
        secret: str,
        host: str = "",
        collection: str,
        late: Late = "keep",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        sender = Sender(token, host)
        answers = Answers(desk, collection, Taps(store.derived_key("line taps")))
        self._worker = Worker(desk, store, answers, sender, clock=clock, late=late)
        self._patience = Patience(store, sender, clock=clock)
        session = partial(store.pseudonym, LINE_SESSIONS)
        self._webhook = Webhook(secret, store, session, clock=clock, told=self._tell)

    def receive(self, raw: bytes, signature: str) -> None:
        """See `Webhook.receive`."""
        with self._worker.aside():
            self._webhook.receive(raw, signature)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Answer what waits, and what comes."""
        self._worker.start()
        self._patience.start()
        try:
            yield
        finally:
            self._patience.stop()
            self._worker.stop()

    def _tell(self) -> None:
        self._worker.tell()
        self._patience.tell()
