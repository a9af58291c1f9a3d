"""LINE in bad weather: bursts with duplicates, reordering, forgeries and garbage, and the bot killed in the middle.

    python -m eval.line_storm --events 10000 --burst 500

The simulator stands in LINE's place in this process; the bot is a process of its own (`faqbot serve`) on an encrypted store.
As LINE does, what the bot did not acknowledge within two seconds is delivered again until it does; what it did acknowledge
never is. In the middle burst the bot gets SIGKILL as soon as it has answered some, and is started anew. Each person asks one
question, so that whoever has no answer was lost, and a second accepted reply would be an answer too many.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import uvicorn

from eval.load import shipped
from eval.served import Server
from faqbot.operation.listener import listen
from faqbot.simulators.line import events
from faqbot.simulators.line.app import Simulator, create_simulator
from faqbot.simulators.line.storm import Weather, storm
from faqbot.simulators.line.talking import BOT
from faqbot.simulators.line.webhook import Delivery, Webhook

TOKEN, SECRET = "storm-token", "storm-secret"
WEATHER = Weather(duplicates=0.2, forged=0.05, garbage=0.05)
AT_ONCE = 50
"""Connections of LINE to the bot at the same time."""
LOOK = 0.05
"""Seconds between two looks at whether everybody has been answered."""


@dataclass
class Log:
    """What happened: milliseconds of each acknowledgement (in bursts without a kill), further deliveries, forgeries let in."""

    waited: list[float] = field(default_factory=list)
    again: int = 0
    let_in: int = 0
    kills: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the storm went. `once`, `never` and `more` are people, by how many replies LINE accepted for them."""

    people: int
    requests: int
    once: int
    never: int
    more: int
    let_in: int
    refused_replies: int
    pushed: int
    kills: int
    p50_ms: float
    p99_ms: float
    seconds: float


class Bot:
    """`faqbot serve` in a process of its own, which can be killed and started anew at the same address."""

    def __init__(self, data: Path, host: str, collection: str) -> None:
        self._port = _free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self._data = data
        self._environment = {
            "FAQBOT_LINE_HOST": host,
            "FAQBOT_LINE_TOKEN": TOKEN,
            "FAQBOT_LINE_SECRET": SECRET,
            "FAQBOT_COLLECTION": collection,
        }
        self._server: Server | None = None

    def start(self) -> None:
        """Up when this returns."""
        self._server = Server(self._data, port=self._port, environment=self._environment)

    def kill(self) -> None:
        """As a power cut would, but for the disk."""
        assert self._server
        self._server.stop(signal.SIGKILL)


def weather(data: Path, collection: str, questions: Sequence[str], burst: int, *, seed: int = 0) -> Outcome:
    """Send every question once as a person of its own, in bursts, and count what became of them."""
    made = create_simulator(bot="http://127.0.0.1:9/", token=TOKEN, secret=SECRET)
    log, begin, requests = Log(), time.perf_counter(), 0
    with _served(made) as host:
        bot = Bot(data, host, collection)
        bot.start()
        try:
            bursts = [questions[at : at + burst] for at in range(0, len(questions), burst)]
            for number, group in enumerate(bursts):
                users = [events.user_id(f"{number:05}{place:05}") for place in range(len(group))]
                sent = _written(made, users, group)
                webhook = Webhook(f"{bot.address}/line/webhook", SECRET, BOT)
                plan = storm(webhook, sent, WEATHER, seed + number)
                requests += len(plan)
                victim = bot if number == len(bursts) // 2 else None
                _burst(webhook, plan, made, users, log, victim)
        finally:
            bot.kill()
    replies = [made.platform.replies_to(user) for user in list(made.platform.talks)]
    p50, p99 = np.percentile(log.waited or [0.0], [50, 99])
    return Outcome(
        people=len(questions),
        requests=requests + log.again,
        once=sum(count == 1 for count in replies),
        never=sum(count == 0 for count in replies),
        more=sum(count > 1 for count in replies),
        let_in=log.let_in,
        refused_replies=sum(e.status >= 400 and e.path.endswith("/reply") for e in made.gate.exchanges),
        pushed=made.platform.pushed,
        kills=log.kills,
        p50_ms=round(float(p50), 1),
        p99_ms=round(float(p99), 1),
        seconds=round(time.perf_counter() - begin, 1),
    )


def _written(made: Simulator, users: Sequence[str], questions: Sequence[str]) -> list[events.Event]:
    platform = made.platform
    return [
        events.message(user, events.text(text), platform.message_id(), platform.issue_token(user))
        for user, text in zip(users, questions, strict=True)
    ]


def _burst(
    webhook: Webhook,
    plan: list[Delivery],
    made: Simulator,
    users: Sequence[str],
    log: Log,
    victim: Bot | None,
) -> None:
    """Deliver a burst, with a kill in the middle if there is a victim, and wait until everybody has been answered."""
    for user in users:
        made.platform.talk(user)
    killer = threading.Thread(target=_kill, args=(victim, made, users, log)) if victim else None
    if killer:
        killer.start()
    asyncio.run(_deliver(webhook, plan, log, up=victim is None))
    if killer:
        killer.join()
    patience = time.monotonic() + 55
    while time.monotonic() < patience and not all(made.platform.replies_to(user) for user in users):
        time.sleep(LOOK)


def _kill(bot: Bot, made: Simulator, users: Sequence[str], log: Log) -> None:
    while sum(bool(made.platform.replies_to(user)) for user in users) < len(users) // 4:
        time.sleep(LOOK)
    bot.kill()
    log.kills += 1
    bot.start()


async def _deliver(webhook: Webhook, plan: list[Delivery], log: Log, *, up: bool) -> None:
    """Each delivery, and again where the bot could not be reached or could not keep it; timed if it is `up` throughout."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(delivery: Delivery) -> None:
        genuine = delivery.signature == webhook.signature_of(delivery.body)
        while True:
            async with room:
                begin = time.perf_counter()
                outcome = await webhook.deliver(delivery)
            if outcome.ok:
                if up:
                    log.waited.append(1000 * (time.perf_counter() - begin))
                log.let_in += not genuine
                return
            if not genuine or outcome.status == 400:
                return
            log.again += 1
            await asyncio.sleep(0.2)

    await asyncio.gather(*map(one, plan))
    await webhook.close()


@contextmanager
def _served(made: Simulator) -> Iterator[str]:
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(made.app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as there:
        return int(there.getsockname()[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--burst", type=int, default=500)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        data = Path(folder)
        case = shipped()
        case.fill(data)
        questions = [case.questions[number % len(case.questions)] for number in range(given.events)]
        found = weather(data, case.collection, questions, given.burst)
    print(json.dumps({"cores": os.cpu_count()} | {n: getattr(found, n) for n in Outcome.__slots__}))


if __name__ == "__main__":
    main()
