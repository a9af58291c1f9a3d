"""Both sides of the wire: the bot as it is served, and the simulator in LINE's place, each on a port of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from faqbot.channels.line import Line
from faqbot.channels.line_worker import Late
from faqbot.desk.desk import Desk
from faqbot.simulators.line import events
from faqbot.simulators.line.app import Simulator, create_simulator
from faqbot.simulators.line.gate import Exchange
from faqbot.store.base import Store
from faqbot.web.app import create_app
from tests.listening import listening
from tests.simulators.bots import SECRET, TOKEN
from tests.simulators.conftest import CONTRACT

TRIES = 4000
"""How often is looked until something is there; each look is a request of a millisecond or two."""


@dataclass
class Wire:
    """The simulator at `host`, the bot at `bot`, and what people do."""

    host: str
    bot: str
    simulator: Simulator
    store: Store
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, trust_env=False))

    def say(self, user: str, text: str) -> list[Any]:
        return self.act(user, {"kind": "text", "text": text})

    def tap(self, user: str, action: dict[str, Any]) -> list[Any]:
        return self.act(user, {"kind": "tap", "action": action})

    def act(self, user: str, act: dict[str, Any]) -> list[Any]:
        """Do something; gives the messages that came back, once the bot has done all that it had to."""
        before = len(self.simulator.webhook.outcomes)
        heard = len(self.from_bot(user))
        path = f"{self.host}/simulator/talks/{user}/acts"
        assert self.client.post(path, json=act).status_code == 202
        self.until(lambda: len(self.simulator.webhook.outcomes) > before and self.quiet())
        return self.from_bot(user)[heard:]

    def from_bot(self, user: str) -> list[Any]:
        return [line.message for line in self.simulator.platform.talk(user).lines if line.side == "bot"]

    def quiet(self) -> bool:
        return "waiting" not in self.store.count_arrivals("line", datetime.min.replace(tzinfo=UTC))

    def until(self, true: Callable[[], bool]) -> None:
        for _ in range(TRIES):
            if true():
                return
            self.client.get(f"{self.host}/simulator/exchanges")
        pytest.fail("it never came about")

    def refused(self) -> list[Exchange]:
        return [each for each in self.simulator.gate.exchanges if each.status >= 400]


@contextmanager
def wired(
    desk: Desk,
    store: Store,
    clock: Callable[[], datetime],
    *,
    collection: str = "gomi",
    late: Late = "keep",
    watch: Callable[[], float] | None = None,
) -> Iterator[Wire]:
    """A bot over a desk that talks to a simulator."""
    timed = {"clock": watch} if watch else {}
    contract = CONTRACT if CONTRACT.exists() else None
    made = create_simulator(
        bot="http://127.0.0.1:9/", token=TOKEN, secret=SECRET, contract=contract, patience=20.0, **timed
    )
    with listening(made.app) as host:
        line = Line(
            desk, store, token=TOKEN, secret=SECRET, host=host, collection=collection, late=late, clock=clock
        )
        app = create_app(desk, collection=collection, widget_origins=("*",), line=line)
        with listening(app) as bot:
            made.webhook.url = f"{bot}/line/webhook"
            yield Wire(host, bot, made, store)


def actions(sent: Any) -> Iterator[dict[str, Any]]:
    """Everything that can be tapped in messages, in order."""
    match sent:
        case {"action": dict(action), **rest}:
            yield action
            yield from actions(list(rest.values()))
        case dict():
            yield from actions(list(sent.values()))
        case list():
            for each in sent:
                yield from actions(each)


def written(sent: Any) -> str:
    """All that messages say."""
    return json.dumps(sent, ensure_ascii=False)


ANN, BOB = events.user_id("ann"), events.user_id("bob")
