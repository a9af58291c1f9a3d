"""A simulator and a bot, each on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from faqbot.simulators.line.app import Simulator, create_simulator
from tests.conftest import SHARED
from tests.listening import listening
from tests.simulators.bots import SECRET, TOKEN, Bot

CONTRACT = SHARED / "specs" / "line" / "messaging-api.yml"


class Watch:
    """A clock in seconds that stands until it is set."""

    def __init__(self) -> None:
        self.now = 1_763_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Stage:
    """A simulator that is served at `host`, and the bot behind it."""

    host: str
    simulator: Simulator
    bot: Bot
    watch: Watch


@pytest.fixture
def stage() -> Iterator[Stage]:
    async def at_once(_: float) -> None:
        return None

    bot, watch = Bot(), Watch()
    with listening(bot.app) as home:
        made = create_simulator(
            bot=f"{home}/line/webhook",
            token=TOKEN,
            secret=SECRET,
            contract=CONTRACT if CONTRACT.exists() else None,
            clock=watch,
            sleep=at_once,
            patience=20.0,
        )
        with listening(made.app) as host:
            bot.host = host
            yield Stage(host, made, bot, watch)
