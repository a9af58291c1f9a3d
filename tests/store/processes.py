"""What other processes do in `test_processes.py`: started there, and killed there."""

from __future__ import annotations

import itertools
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier
from pathlib import Path

from faqbot.staff.lockout import FORGOTTEN, FREE_BY_ACCOUNT
from faqbot.store.sql import open_store
from tests.contracts.store import CITY, NOW, axis, entry, turn

ENTRIES = 300
_PATIENCE = 30
"""Seconds after which those who wait for one that has failed fail too."""


def start(where: Path, name: str, times: int, together: Barrier) -> None:
    """Open new stores at the same moment as others, and write once in each."""
    for number in range(times):
        together.wait(_PATIENCE)
        store = open_store(where / f"{number}")
        store.receive(turn(name))
        store.close()


def ask(where: Path, name: str, count: int, together: Barrier) -> None:
    """Ask the same question again and again, while others do."""
    store = open_store(where)
    together.wait(_PATIENCE)
    for number in range(count):
        asked = turn(f"{name}-{number}")
        store.receive(asked)
        store.open_ticket(asked, key="k", vector=axis(0), near=0.1, now=NOW)
    store.close()


def guess(where: Path, name: str, count: int, together: Barrier) -> None:
    """Try something, many at once, while others do; a turn is kept of each try that is let pass."""
    store = open_store(where)
    together.wait(_PATIENCE)

    def tried(number: int) -> None:
        if store.count_try({"taro": FREE_BY_ACCOUNT}, NOW, forgotten=NOW - FORGOTTEN):
            store.receive(turn(f"{name}-{number}"))

    with ThreadPoolExecutor(8) as guessing:
        list(guessing.map(tried, range(count)))
    store.close()


def work(where: Path, name: str) -> None:
    """Receive and save without end, saying each thing that is done; somebody will kill us."""
    say("opening")
    store = open_store(where)
    store.save_collection(CITY)
    stored = store.entries("city")
    first = int(stored[0].answer) + 1 if stored else 0
    for generation in itertools.count(first):
        for number in range(5):
            store.receive(turn(f"{name}-{generation}-{number}"))
            say("turn", f"{name}-{generation}-{number}")
        say("saving", generation)
        rows = [entry(f"e{number}", answer=f"{generation}") for number in range(ENTRIES)]
        store.save_entries(rows, now=NOW, by=name)
        say("saved", generation)


def say(*words: object) -> None:
    """One write, so that a kill leaves no half line."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2])
