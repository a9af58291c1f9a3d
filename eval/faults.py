"""Kill −9 at random points under load: is anything lost that was acknowledged, is anything broken, how soon is it up again?

    python -m eval.faults --rounds 200

Each round starts `faqbot serve` on the same data directory, asks it from four clients, and kills it (SIGKILL) after a random
number of acknowledged answers. The next start is timed until its first answer. Afterwards every turn that a client was told of
is looked up, SQLite checks the database's integrity, and every collection is indexed anew.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import httpx
import numpy as np
from rich.progress import track

from eval.load import made_up
from eval.served import Server
from faqbot.app import open_desk, open_store_only
from faqbot.settings import Settings
from faqbot.types import Audience

_CLIENTS = 4
_MOST = 40
"""Acknowledged answers in a round, at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the kills did. `broken` counts failed checks of the database, `up` are the seconds until an answer after each kill.

    `first` are those of the very first start, which reads every entry.
    """

    rounds: int
    acknowledged: int
    lost: int
    broken: int
    first: float
    up: tuple[float, ...]

    def table(self) -> dict[str, float]:
        """The measures that the documents quote."""
        return {
            "rounds": self.rounds,
            "acknowledged": self.acknowledged,
            "lost": self.lost,
            "broken": self.broken,
            "first_s": round(self.first, 2),
            "up_p50_s": round(float(np.median(self.up)), 2),
            "up_max_s": round(max(self.up), 2),
        }


def kill_rounds(data: Path, rounds: int, seed: int, size: int = 50) -> Found:
    """Kill so many times; `data` is an empty directory."""
    random, case = Random(seed), made_up(size)
    case.fill(data)
    turns: list[str] = []
    up: list[float] = []
    for _ in track(range(rounds), transient=True, disable=not sys.stderr.isatty()):
        begun = time.perf_counter()
        server = Server(data)
        body = {"collection": case.collection, "text": random.choice(case.questions)}
        turns.append(httpx.post(f"{server.address}/api/v1/ask", json=body, timeout=60).json()["turn"])
        up.append(time.perf_counter() - begun)
        questions = [random.choice(case.questions) for _ in range(200)]
        told = asyncio.run(_ask_and_kill(server, case.collection, questions, random.randint(1, _MOST)))
        turns += told
    return Found(rounds, len(turns), _lost(data, turns), _broken(data), up[0], tuple(up[1:]))


async def _ask_and_kill(server: Server, collection: str, questions: list[str], after: int) -> list[str]:
    told: list[str] = []

    async def client() -> None:
        async with httpx.AsyncClient(base_url=server.address, timeout=60) as http:
            while questions:
                body = {"collection": collection, "text": questions.pop()}
                try:
                    response = await http.post("/api/v1/ask", json=body)
                except httpx.HTTPError:
                    return
                if response.status_code == 200:
                    told.append(response.json()["turn"])
                if len(told) >= after:
                    server.stop(signal.SIGKILL)

    async with asyncio.TaskGroup() as group:
        for _ in range(_CLIENTS):
            group.create_task(client())
    return told


def _lost(data: Path, turns: list[str]) -> int:
    with open_store_only(Settings(data=data)) as store:
        return sum(store.turn(turn) is None for turn in turns)


def _broken(data: Path) -> int:
    with open_store_only(Settings(data=data)) as store, store.read() as connection:  # type: ignore[attr-defined]
        checks = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("integrity_check", "cipher_integrity_check")
        ]
    with open_desk(Settings(data=data)) as desk:
        desk.warm()
        unfit = [
            c.name
            for c in desk.collections(audience=Audience.PUBLIC)
            if not desk.entries(c.name, audience=Audience.PUBLIC)
        ]
    return len([check for check in checks if check not in ("ok", None)]) + len(unfit)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--size", type=int, default=2_000, help="so many made-up entries")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        print(json.dumps(kill_rounds(Path(folder), given.rounds, given.seed, given.size).table()))


if __name__ == "__main__":
    main()
