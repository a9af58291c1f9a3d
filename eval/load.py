"""Whole `/ask`s over HTTP at a steady rate: how long people wait, and whether every question is kept.

    python -m eval.load --rate 30 --seconds 60
    python -m eval.load --rate 100 --seconds 60 --size 20000    # entries and questions made up (`eval.fiction`)
    python -m eval.load --docs                                  # both, written to docs/bench.md

The load is open: questions come when they come, whether or not earlier ones are answered, so that a slow server is not
asked less (Schroeder, Wierman & Harchol-Balter, *Open versus closed: a cautionary tale*, NSDI 2006). The server is a
process of its own on an encrypted store with all shipped corpora, asked the questions of `eval/sets/garbage`; or with as
many made-up entries as wanted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import httpx
import numpy as np
from rich.progress import Progress

from eval import load_page
from eval.clock import load, machine
from eval.fiction import COLLECTION, fiction
from eval.own import ROOT
from eval.served import Server, run
from faqbot.app import open_store_only
from faqbot.settings import Settings
from faqbot.types import Audience, Collection

_MADE_UP_QUESTIONS = 1_500
# What issues ask for: 30 questions a second on the shipped corpora; 100 at the size of a large city.
_DOCUMENTED = ((30.0, 60.0, 0), (100.0, 60.0, 20_000))


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked of whom. `fill` puts the entries into a data directory."""

    collection: str
    questions: Sequence[str]
    fill: Callable[[Path], None]


def shipped() -> Case:
    """All corpora of the project, asked what `garbage` is asked."""
    lines = (ROOT / "eval" / "sets" / "garbage" / "queries.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["text"] for line in lines]
    return Case("garbage", questions, lambda data: run("init", str(ROOT / "corpus"), data=data))


def made_up(size: int) -> Case:
    """As many entries of a city that does not exist, asked about each other."""
    story = fiction()
    entries = story.entries(size)

    def fill(data: Path) -> None:
        described = Collection(name=COLLECTION, title=COLLECTION, audience=Audience.PUBLIC, owner="")
        with open_store_only(Settings(data=data)) as store:
            store.save_collection(described)
            store.save_entries(entries, now=datetime.now(UTC), by="bench")

    return Case(COLLECTION, story.questions(entries, _MADE_UP_QUESTIONS), fill)


@dataclass(frozen=True, slots=True)
class Waited:
    """Milliseconds that each question waited, from when it was due; and how many failed or were not kept."""

    milliseconds: tuple[float, ...]
    failed: int
    lost: int

    def table(self) -> dict[str, float]:
        """The measures that the documents quote."""
        p50, p95, p99 = np.percentile(self.milliseconds, [50, 95, 99])
        found = {"asked": len(self.milliseconds), "p50_ms": p50, "p95_ms": p95, "p99_ms": p99}
        return {name: round(float(value), 1) for name, value in found.items()} | {
            "failed": self.failed,
            "lost": self.lost,
        }


def measure(case: Case, rate: float, seconds: float, workers: int = 1) -> Waited:
    """Ask at `rate` a second for so many seconds; arrivals are Poisson, seeded."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        case.fill(data)
        with Server(data, workers) as server:
            waited, turns, failed = asyncio.run(drive(server.address, case, rate, seconds))
        with open_store_only(Settings(data=data)) as store:
            lost = sum(store.turn(turn) is None for turn in turns)
    return Waited(tuple(waited), failed, lost)


_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=2)
"""Idle connections are given up before the server does it (after 5 s): as late as it, one asks on one that just closes."""

Driven = tuple[list[float], list[str], int]
"""Milliseconds that each question waited, the turns of the answers, and how many failed."""


async def drive(address: str, case: Case, rate: float, seconds: float) -> Driven:
    """Ask a server that runs: Poisson arrivals, seeded."""
    random = Random(0)
    questions = case.questions
    waited: list[float] = []
    turns: list[str] = []
    failed = 0
    async with httpx.AsyncClient(base_url=address, timeout=30, limits=_LIMITS) as client:

        async def ask(due: float, text: str) -> None:
            nonlocal failed
            body = {"collection": case.collection, "text": text, "session": f"{random.random()}"}
            try:
                response = await client.post("/api/v1/ask", json=body)
            except httpx.TransportError:  # no answer is a failure, and not the end of the others
                failed += 1
                return
            waited.append(1000 * (time.perf_counter() - due))
            if response.status_code == 200:
                turns.append(response.json()["turn"])
            else:
                failed += 1

        await ask(time.perf_counter(), questions[0])
        waited.clear()
        begin = due = time.perf_counter()
        with Progress(transient=True) as progress:
            task = progress.add_task("asking", total=seconds)
            async with asyncio.TaskGroup() as group:
                while due - begin < seconds:
                    await asyncio.sleep(max(0.0, due - time.perf_counter()))
                    group.create_task(ask(due, random.choice(questions)))
                    due += random.expovariate(rate)
                    progress.update(task, completed=due - begin)
    return waited, [turn for turn in turns if turn], failed


def row(rate: float, seconds: float, size: int, workers: int = 1) -> dict[str, float]:
    """Measure, and print the figures."""
    waited = measure(made_up(size) if size else shipped(), rate, seconds, workers)
    figures = {"rate": rate, "size": size, "workers": workers, "cores": os.cpu_count() or 0} | waited.table()
    print(json.dumps(figures))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--size", type=int, default=0, help="so many made-up entries; 0: the shipped corpora")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer")
    parser.add_argument(
        "--docs", action="store_true", help="measure what docs/bench.md tells, and write it there"
    )
    given = parser.parse_args()
    if given.docs:
        before = load()
        load_page.write(ROOT / "docs" / "bench.md", [row(*case) for case in _DOCUMENTED], machine(), before)
    else:
        row(given.rate, given.seconds, given.size, given.workers)


if __name__ == "__main__":
    main()
