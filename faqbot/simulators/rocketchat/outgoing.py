"""The outgoing webhook: which message calls it, what it sends, what becomes of the answer, and when it calls again.

Source: `executeTriggerUrl` and `mapEventArgsToData` in apps/meteor/app/integrations/server/lib/triggerHandler.ts.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import httpx

from faqbot.simulators.rocketchat.workspace import CAT, Message, Workspace

PATIENCE = 20.0
"""Seconds for the answer: the time-out of Rocket.Chat's fetch unless a script sets another."""

TAKEN = (200, 201, 202)
_JSON = ("application/json", "text/javascript", "application/javascript", "application/x-javascript")

Delay = Literal["powers-of-ten", "powers-of-two", "increments-of-two"]


@dataclass(slots=True)
class Integration:
    """How the administrator has set it up; the defaults are those of a new one, but for `retry_lost`.

    Versions up to 6 (triggerHandler.js) also called again where no answer came at all; later ones do not. `retry_lost` keeps
    the older, harder behaviour.
    """

    url: str
    token: str
    trigger_words: tuple[str, ...] = ()
    run_on_edits: bool = False
    enabled: bool = True
    retry: bool = True
    retry_count: int = 6
    retry_delay: Delay = "powers-of-ten"
    retry_lost: bool = True


@dataclass(frozen=True, slots=True)
class Call:
    """One call and how it went: `status` 0 where no answer came; `body` as text; `posted` if it became a message."""

    message: str
    tries: int
    status: int
    body: str = ""
    posted: bool = False


def wait(delay: Delay, tries: int) -> float:
    """Seconds before the call after `tries` retries."""
    match delay:
        case "powers-of-ten":
            return float(10 ** (tries + 2)) / 1000
        case "powers-of-two":
            return float(2 ** (tries + 1))
        case "increments-of-two":
            return float((tries + 1) * 2)


class Outgoing:
    """Calls the bot for messages of the workspace. `sleep` is how it waits; must be made where an event loop runs."""

    def __init__(
        self,
        workspace: Workspace,
        integration: Integration,
        *,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
        patience: float = PATIENCE,
    ) -> None:
        self.integration, self.calls = integration, list[Call]()
        self._workspace, self._sleep, self._patience = workspace, sleep, patience
        self._underway: set[asyncio.Task[None]] = set()
        self._client: httpx.AsyncClient | None = None
        workspace.told.append(self.hear)

    def hear(self, message: Message) -> None:
        """A message is new or edited."""
        task = asyncio.get_running_loop().create_task(self._execute(message, 0))
        self._underway.add(task)
        task.add_done_callback(self._underway.discard)

    async def settle(self) -> None:
        """Wait until nothing is under way, answers to answers included."""
        while self._underway:
            await asyncio.gather(*self._underway)

    async def close(self) -> None:
        """Stop, and let the connections go."""
        for task in tuple(self._underway):
            task.cancel()
        if self._client is not None:
            await self._client.aclose()

    def payload(self, message: Message, word: str) -> dict[str, Any]:
        """The body of a call; fields that are not always there are left out as Rocket.Chat does."""
        body: dict[str, Any] = {"token": self.integration.token, "bot": message.bot}
        body |= {"trigger_word": word} if word else {}
        body |= {
            "channel_id": message.room.id,
            "message_id": message.id,
            "timestamp": message.at.isoformat(),
            "user_id": message.user.id,
            "user_name": message.user.name,
            "text": message.text,
            "siteUrl": "http://127.0.0.1",
        }
        body |= {"channel_name": message.room.name} if message.room.name else {}
        body |= {"isEdited": True} if message.edited else {}
        return body | ({"tmid": message.thread} if message.thread else {})

    async def _execute(self, message: Message, tries: int) -> None:
        to = self.integration
        word = next((word for word in to.trigger_words if message.text.startswith(word)), "")
        if not to.enabled or (to.trigger_words and not word) or (message.edited and not to.run_on_edits):
            return
        answer = await self._call(self.payload(message, word))
        if answer is not None and answer.text and answer.status_code in TAKEN:
            posted = self._post(message, answer)
            self._note(Call(message.id, tries, answer.status_code, answer.text, posted))
            return
        self._note(
            Call(message.id, tries, answer.status_code if answer else 0, answer.text if answer else "")
        )
        if self._calls_again(answer) and tries < to.retry_count:
            await self._sleep(wait(to.retry_delay, tries))
            await self._execute(message, tries + 1)

    def _calls_again(self, answer: httpx.Response | None) -> bool:
        """Any failure but 410, which switches the integration off, and 500, both only where they have a body."""
        if answer is None:
            return self.integration.retry and self.integration.retry_lost
        if answer.text and answer.status_code == 410:
            self.integration.enabled = False
        if answer.text and answer.status_code in (410, 500):
            return False
        return self.integration.retry

    async def _call(self, body: Mapping[str, Any]) -> httpx.Response | None:
        if self._client is None:
            limits = httpx.Limits(max_connections=200)
            self._client = httpx.AsyncClient(timeout=self._patience, limits=limits)
        try:
            return await self._client.post(self.integration.url, json=body)
        except httpx.HTTPError:
            return None

    def _post(self, message: Message, answer: httpx.Response) -> bool:
        """The answer as a message, where it has a text or attachments (processWebhookMessage.ts)."""
        said = _json(answer)
        if not (said.get("text") or said.get("attachments")):
            return False
        self._workspace.post(
            message.room,
            CAT,
            str(said.get("text") or "").strip(),
            attachments=said.get("attachments") or (),
            thread=str(said.get("tmid") or ""),
            bot=True,
        )
        return True

    def _note(self, call: Call) -> None:
        self.calls.append(call)
        self._workspace.version += 1


def _json(answer: httpx.Response) -> Mapping[str, Any]:
    if answer.headers.get("content-type", "").partition(";")[0] not in _JSON:
        return {}
    try:
        said = json.loads(answer.text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
