"""Sends webhooks as LINE does: signed, at most two seconds of patience, once more where the bot did not take them.

Sources: "Receive messages (webhook)", "Redeliver webhooks" and "Check the webhook error statistics" of the Messaging API
documentation. LINE keeps to itself how often and when it delivers again; `DELAYS` is our own choice.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from faqbot.simulators.line.events import Event, redelivered

PATIENCE = 2.0
"""Seconds that the bot has for its answer."""

DELAYS = (1.0, 5.0, 30.0)
"""Seconds to wait before each further delivery."""

_PICTURES = ("image/png", "image/jpeg")

Reason = str
"""One of LINE's: `could_not_connect`, `request_timeout`, `error_status_code`, `unclassified`; "" where all is well."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one delivery went; `status` is 0 where there was no answer."""

    status: int
    reason: Reason = ""

    @property
    def ok(self) -> bool:
        """Whether the bot took it."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Delivery:
    """One request to the bot: the bytes, their signature, and how long the network holds them back (seconds)."""

    body: bytes
    signature: str
    delay: float = 0.0


def sign(secret: str, body: bytes) -> str:
    """The value of `X-Line-Signature`: base64 of HMAC-SHA256 with the channel secret over the body as it is sent."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def write(destination: str, events: Sequence[Event]) -> bytes:
    """The body of a webhook with these events."""
    whole = {"destination": destination, "events": list(events)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


class Webhook:
    """The way to the bot. `lag` seconds of slow network go before each delivery; `sleep` is how it waits."""

    def __init__(
        self,
        url: str,
        secret: str,
        destination: str,
        *,
        redeliver: bool = True,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
        patience: float = PATIENCE,
    ) -> None:
        self.url, self.redeliver, self.lag = url, redeliver, 0.0
        self.outcomes: list[Outcome] = []
        self._secret, self._destination = secret, destination
        self._sleep, self._patience = sleep, patience
        self._client: httpx.AsyncClient | None = None

    def sealed(self, events: Sequence[Event]) -> Delivery:
        """A delivery of these events with a right signature."""
        body = write(self._destination, events)
        return Delivery(body, sign(self._secret, body), self.lag)

    def signature_of(self, body: bytes) -> str:
        """The signature that a body should have."""
        return sign(self._secret, body)

    async def send(self, events: Sequence[Event]) -> Outcome:
        """Deliver events, and again where the bot did not take them. Gives how the last delivery went."""
        outcome = await self.deliver(self.sealed(events))
        for delay in DELAYS if self.redeliver else ():
            if outcome.ok:
                break
            await self._sleep(delay)
            outcome = await self.deliver(self.sealed([redelivered(each) for each in events]))
        return outcome

    async def ping(self, url: str = "") -> Outcome:
        """What LINE sends when somebody presses *Verify*: no events at all."""
        return await self._post(self.sealed([]), url or self.url)

    async def deliver(self, delivery: Delivery) -> Outcome:
        """One request, noted."""
        outcome = await self._post(delivery, self.url)
        self.outcomes.append(outcome)
        return outcome

    async def deliver_all(self, deliveries: Iterable[Delivery], *, at_once: int = 50) -> list[Outcome]:
        """A burst: up to `at_once` deliveries at a time."""
        room = asyncio.Semaphore(at_once)

        async def one(delivery: Delivery) -> Outcome:
            async with room:
                return await self.deliver(delivery)

        return await asyncio.gather(*map(one, deliveries))

    async def picture(self, url: str) -> tuple[str, bytes] | None:
        """Content type and bytes of what the bot serves at the path of `url`; None where that is no picture.

        A message names pictures by the bot's public address. Nothing is fetched from there: only the bot itself is asked.
        """
        try:
            path = httpx.URL(url).raw_path
            answer = await self._http().get(httpx.URL(self.url).copy_with(raw_path=path))
        except (httpx.HTTPError, httpx.InvalidURL):
            return None
        kind = answer.headers.get("content-type", "").partition(";")[0]
        return (kind, answer.content) if answer.is_success and kind in _PICTURES else None

    async def close(self) -> None:
        """Let the connections go."""
        if self._client is not None:
            await self._client.aclose()

    async def _post(self, delivery: Delivery, url: str) -> Outcome:
        if delivery.delay:
            await self._sleep(delivery.delay)
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
            "x-line-signature": delivery.signature,
        }
        try:
            answer = await self._http().post(url, content=delivery.body, headers=headers)
        except httpx.TimeoutException:
            return Outcome(0, "request_timeout")
        except httpx.ConnectError:
            return Outcome(0, "could_not_connect")
        except (httpx.HTTPError, httpx.InvalidURL):
            return Outcome(0, "unclassified")
        return Outcome(answer.status_code, "" if answer.is_success else "error_status_code")

    def _http(self) -> httpx.AsyncClient:
        """Proxies of the environment are not for a bot on this machine."""
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=self._patience, trust_env=False)
        return self._client
