"""Several processes on one file, and processes that are killed."""

from __future__ import annotations

import multiprocessing
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import text

from faqbot.staff.lockout import FREE_BY_ACCOUNT
from faqbot.store import open_store
from faqbot.store.sql import SqlStore
from tests.store import processes

ROUNDS = 12
SEED = 20260401


def run_together(target: Any, where: Path, count: int, *more: Any) -> None:
    """Run a function in several new processes, which wait for each other at its barrier."""
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(count)
    running = [
        context.Process(target=target, args=(where, f"p{number}", *more, together)) for number in range(count)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0] * count


def test_several_first_starts_at_once_make_one_database(tmp_path: Path) -> None:
    times = 8
    run_together(processes.start, tmp_path, 4, times)
    for where in (tmp_path / f"{number}" for number in range(times)):
        store = open_store(where)
        assert store.count_turns() == 4
        store.close()
        assert sorted(file.name for file in where.iterdir()) == [
            "faqbot.db",
            "faqbot.db.queue",
            "faqbot.lock",
            "key",
        ]


def test_two_processes_make_no_twins(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    run_together(processes.ask, tmp_path, 2, 50)
    store = open_store(tmp_path)
    assert [ticket.count for ticket in store.tickets()] == [100]
    assert store.count_turns() == 100
    store.close()


def test_guesses_in_two_processes_are_counted_as_one(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    run_together(processes.guess, tmp_path, 2, 16)
    store = open_store(tmp_path)
    assert store.count_turns() == FREE_BY_ACCOUNT
    store.close()


def kill(process: subprocess.Popen[str], seconds: float) -> list[str]:
    """Kill a process after a while; returns the lines that it has said since."""
    assert process.stdout is not None
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=seconds)
    process.kill()
    lines = process.stdout.readlines()
    process.wait()
    assert process.returncode == -signal.SIGKILL
    return lines


def worker(where: Path, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.processes", str(where), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def work_and_kill(where: Path, name: str, saves: int, moment: float) -> list[list[str]]:
    """Let a process save some times, then kill it at a moment of the next save, 0 to 1.

    Returns what it has said.
    """
    said: list[str] = []
    with worker(where, name) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if line.startswith("saving"):
                if saves == 0:
                    break
                began = monotonic()
            elif line.startswith("saved"):
                saves, took = saves - 1, monotonic() - began
        said += kill(process, moment * took)
    return [line.split() for line in said]


def test_a_killed_process_loses_nothing_it_has_said(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    turns: set[str] = set()
    interrupted = 0
    for number in range(ROUNDS):
        said = work_and_kill(tmp_path, f"r{number}", rng.randrange(1, 4), rng.random())
        turns |= {words[1] for words in said if words[0] == "turn"}
        interrupted += said[-1][0] == "saving"
        check(tmp_path, turns, saved=max(int(n) for word, n in said[1:] if word == "saved"))
    # Else the kills have missed what they are for.
    assert interrupted >= ROUNDS // 3


def check(where: Path, turns: set[str], *, saved: int) -> None:
    """The file is sound; in it are whole saves, what was said to be saved, and every turn."""
    store = open_store(where)
    assert isinstance(store, SqlStore)
    with store.read() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
        assert connection.execute(text("PRAGMA cipher_integrity_check")).all() == []
    snapshot = store.snapshot()
    (answer,) = {each.answer for each in snapshot.entries}
    assert len(snapshot.entries) == processes.ENTRIES
    assert int(answer) in (saved, saved + 1)
    assert snapshot.revision == int(answer) + 2
    for each in snapshot.entries[:: processes.ENTRIES - 1]:
        assert len(store.history("city", each.id)) == int(answer) + 1
    assert {turn_id for turn_id in turns if store.turn(turn_id) is None} == set()
    store.close()


def test_a_first_start_that_is_killed_can_be_repeated(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    for number in range(6):
        where = tmp_path / f"{number}"
        with worker(where, "r") as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "opening\n"
            kill(process, rng.uniform(0, 0.1))
        store = open_store(where)
        store.ping()
        assert {each.name for each in store.collections()} <= {"city"}
        store.close()
