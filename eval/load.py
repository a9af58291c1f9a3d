"""Whole `/ask`s over HTTP at a steady rate: how long people wait, and whether every question is kept.

    python -m eval.load --rate 30 --seconds 60

The load is open: questions come when they come, whether or not earlier ones are answered, so that a slow server is not
asked less (Schroeder, Wierman & Harchol-Balter, *Open versus closed: a cautionary tale*, NSDI 2006). The server is a
process of its own on an encrypted store with all shipped corpora; the questions are those of `eval/sets/garbage`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import httpx
import numpy as np
from rich.progress import Progress

from faqbot.app import open_store_only
from faqbot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


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


def measure(rate: float, seconds: float) -> Waited:
    """Ask at `rate` a second for so many seconds; arrivals are Poisson, seeded."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        _run("init", str(ROOT / "corpus"), data=data)
        with Server(data) as server:
            waited, turns, failed = asyncio.run(_load(server.address, rate, seconds))
        with open_store_only(Settings(data=data)) as store:
            lost = sum(store.turn(turn) is None for turn in turns)
    return Waited(tuple(waited), failed, lost)


class Server:
    """`faqbot serve` in a process of its own."""

    def __init__(self, data: Path) -> None:
        command = [*_command(data), "serve", "--port", "0"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._process.stdout
        said = self._process.stdout.readline()
        self.address = said[said.index("http") :].strip()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGTERM)
        assert self._process.stdout
        self._process.stdout.close()
        self._process.wait(timeout=30)


async def _load(address: str, rate: float, seconds: float) -> tuple[list[float], list[str], int]:
    random = Random(0)
    questions = _questions()
    waited: list[float] = []
    turns: list[str] = []
    failed = 0
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:

        async def ask(due: float, text: str) -> None:
            nonlocal failed
            body = {"collection": "garbage", "text": text, "session": f"{random.random()}"}
            response = await client.post("/api/v1/ask", json=body)
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


def _questions() -> list[str]:
    lines = (ROOT / "eval" / "sets" / "garbage" / "queries.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def _command(data: Path) -> list[str]:
    start = "from faqbot.cli.main import main; main()"
    return [sys.executable, "-c", start, "--data", str(data)]


def _run(*arguments: str, data: Path) -> None:
    subprocess.run([*_command(data), *arguments], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    waited = measure(given.rate, given.seconds)
    print(json.dumps({"rate": given.rate, "cores": os.cpu_count()} | waited.table()))


if __name__ == "__main__":
    main()
