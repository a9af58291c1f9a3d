"""Both sides of the wire: the bot as it is served, and the simulator in LINE's place, each on a port of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Condition
from typing import Any, cast

import httpx

from faqbot.channels.line import Line
from faqbot.channels.line_worker import Late
from faqbot.desk.desk import Desk
from faqbot.simulators.line import events
from faqbot.simulators.line.app import Simulator, create_simulator
from faqbot.simulators.line.gate import Exchange
from faqbot.simulators.line.webhook import Outcome
from faqbot.store.base import Arrival, Fate, Store
from faqbot.web.app import create_app
from tests.listening import listening
from tests.simulators.bots import SECRET, TOKEN
from tests.simulators.conftest import CONTRACT

LONG = 60.0
"""Seconds after which something will not come about any more."""


class _Noted:
    """The bot's store, which tells when something that came in has been dealt with."""

    def __init__(self, store: Store, news: Condition) -> None:
        self._store, self._news = store, news

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def finish(self, arrival: Arrival, fate: Fate) -> None:
        self._store.finish(arrival, fate)
        self._tell()

    def take_back(self, channel: str, message: str) -> None:
        self._store.take_back(channel, message)
        self._tell()

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()


class _Outcomes(list[Outcome]):
    """How deliveries went, which tells of each."""

    def __init__(self, news: Condition) -> None:
        super().__init__()
        self._news = news

    def append(self, outcome: Outcome) -> None:
        with self._news:
            super().append(outcome)
            self._news.notify_all()


@dataclass
class Wire:
    """The simulator at `host`, the bot at `bot`, and what people do."""

    host: str
    bot: str
    simulator: Simulator
    store: Store
    news: Condition
    """Told of whatever is waited for."""
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
        with self.news:
            assert self.news.wait_for(true, LONG), "it never came about"

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
    news = Condition()
    made.webhook.outcomes = _Outcomes(news)
    noted = cast(Store, _Noted(store, news))
    with listening(made.app) as host:
        line = Line(
            desk, noted, token=TOKEN, secret=SECRET, host=host, collection=collection, late=late, clock=clock
        )
        app = create_app(desk, collection=collection, widget_origins=("*",), line=line)
        with listening(app) as bot:
            made.webhook.url = f"{bot}/line/webhook"
            yield Wire(host, bot, made, store, news)


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
