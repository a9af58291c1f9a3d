"""The door: is it LINE, and what did it tell? What came in is kept before LINE hears that it was taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from linebot.v3.webhook import SignatureValidator

from faqbot.channels.line_events import Happening, happenings
from faqbot.errors import InvalidInput
from faqbot.store.base import Arrival, Inbox

CHANNEL = "line"
MOST_WAITING = 20_000
"""Messages that may wait. Beyond it the door is shut (503) rather than the disk filled; LINE may deliver again."""


class Webhook:
    """Takes in webhooks. `session` makes the session token of a user id; `told` is called when something new waits."""

    def __init__(
        self,
        secret: str,
        inbox: Inbox,
        session: Callable[[str], str],
        *,
        clock: Callable[[], datetime],
        told: Callable[[], None],
        most: int = MOST_WAITING,
    ) -> None:
        self._signatures = SignatureValidator(secret)
        self._inbox, self._session = inbox, session
        self._clock, self._told, self._most = clock, told, most

    def receive(self, raw: bytes, signature: str) -> None:
        """Keep what a webhook tells; what came before is kept once. Durable when this returns.

        Raises:
            InvalidInput: it was not signed by LINE for this channel, or is no webhook.
            InboxFull: too much waits.
            StoreError: it could not be kept.
        """
        try:
            body = raw.decode()
        except UnicodeDecodeError as error:
            raise InvalidInput("LINE の Webhook として読めません。") from error
        if not self._signatures.validate(body, signature):
            raise InvalidInput(
                "LINE の署名と合いません。FAQBOT_LINE_SECRET がチャネルシークレットと同じか、確かめてください。"
            )
        came = [self._arrival(each) for each in happenings(body)]
        if came and self._inbox.take_in(came, most=self._most):
            self._told()

    def _arrival(self, did: Happening) -> Arrival:
        return Arrival(
            channel=CHANNEL,
            event=did.event,
            session=self._session(did.user),
            sent_at=did.sent_at,
            received_at=self._clock(),
            payload=did.payload(),
            message=did.message,
        )
