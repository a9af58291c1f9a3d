"""Several processes on one data directory: each knows what is published, one does what is done once, and a roll loses nobody."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

import httpx
import psutil
import pytest

from faqbot.app import open_store_only
from faqbot.settings import Settings
from tests.cli.test_cli import FAQBOT
from tests.operation.serving import Served, seeded

QUESTION = {"collection": "garbage", "text": "フライパン"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seeded(tmp_path_factory.mktemp("several"))


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    # Who comes through the proxy may ask once a second; this machine itself is not counted.
    counted = {"FAQBOT_PROXIES": "127.0.0.1", "FAQBOT_RATE": "1"}
    with Served(data, "--workers", "2", environment=counted) as running:
        running.hear("2 個のプロセス")
        yield running


def ask(address: str, **changed: str) -> dict[str, object]:
    """One question on a connection of its own, as a proxy asks."""
    response = httpx.post(f"{address}/api/v1/ask", json=QUESTION | changed, timeout=60)
    response.raise_for_status()
    return dict(response.json())


def test_what_another_process_publishes_is_live_in_each_worker(served: Served, data: Path) -> None:
    entries = data / "new.csv"
    entries.write_text("id,question,answer\nneko-1,ねこじゃらし,ねこじゃらしは燃やすごみです。\n", "utf-8")
    imported = [*FAQBOT, "--data", str(data), "import", "--collection", "garbage", str(entries)]
    subprocess.run(imported, check=True, stdout=subprocess.DEVNULL)
    replies = [ask(served.address, text="ねこじゃらし") for _ in range(12)]
    assert {reply["status"] for reply in replies} == {"answered"}


def test_who_asks_too_often_is_told_so_by_whichever_process_answers(served: Served) -> None:
    def asked(_: int) -> int:
        return httpx.get(f"{served.address}/health", headers={"x-forwarded-for": "192.0.2.7"}).status_code

    begun = monotonic()
    with ThreadPoolExecutor(4) as asking:
        passed = list(asking.map(asked, range(40))).count(200)
    burst = 15  # seconds of the rate
    assert burst <= passed <= burst + 1 + (monotonic() - begun), "what there was, and one for each second"


def test_a_worker_that_is_killed_is_replaced_and_nobody_is_refused(served: Served) -> None:
    victim = served.workers()[0]
    victim.kill()
    victim.wait(30)
    assert ask(served.address)["status"] == "answered"
    served.hear_log("another process answers in its place")
    pids = {worker.pid for worker in served.workers()}
    assert len(pids - {victim.pid}) == 2


def test_a_roll_under_load_loses_no_request(served: Served, data: Path) -> None:
    before = {worker.pid for worker in served.workers()}

    async def load() -> list[str]:
        turns: list[str] = []
        done = asyncio.Event()

        async def asker() -> None:
            while not done.is_set():
                # As a proxy does: one request a connection.
                async with httpx.AsyncClient(timeout=60) as client:
                    response = await client.post(f"{served.address}/api/v1/ask", json=QUESTION)
                response.raise_for_status()
                turns.append(response.json()["turn"])

        async with asyncio.TaskGroup() as group:
            for _ in range(2):
                group.create_task(asker())
            os.kill(served.process.pid, signal.SIGHUP)
            await asyncio.to_thread(served.hear_log, "the roll is over")
            done.set()
        return turns

    turns = asyncio.run(load())
    assert len({worker.pid for worker in served.workers()} - before) == 2
    with open_store_only(Settings(data=data)) as store:
        assert turns
        assert all(store.turn(turn) for turn in turns)


def test_a_number_without_a_socket_is_told_in_one_line(data: Path) -> None:
    done = subprocess.run(
        [*FAQBOT, "--data", str(data), "serve", "--fd", "77"], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "faqbot.socket" in done.stderr


def test_workers_that_cannot_start_are_told_once_and_end(tmp_path: Path) -> None:
    (tmp_path / "faqbot.db").write_bytes(b"not a database" * 500)
    (tmp_path / "key").write_text("0" * 64)
    (tmp_path / "key").chmod(0o600)
    arguments = ["--data", str(tmp_path), "serve", "--port", "0", "--workers", "2"]
    done = subprocess.run([*FAQBOT, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "サーバーを始められませんでした" in done.stderr


def test_who_asks_while_nobody_serves_is_answered_when_somebody_does(data: Path) -> None:
    """As systemd does: the socket outlives the service."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as holder:
        number = holder.fileno()
        with socket.create_connection(holder.getsockname()) as early:
            early.sendall(b"GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            with Served(data, "--fd", str(number), fds=[number]) as served:
                assert early.recv(64).startswith(b"HTTP/1.1 200")
                assert served.stop() in (0, -signal.SIGTERM)


def test_workers_end_with_whoever_started_them(served: Served) -> None:
    """The last of this file: it kills what the others ask."""
    workers = served.workers()
    served.process.kill()
    gone, alive = psutil.wait_procs(workers, timeout=60)
    assert (len(gone), alive) == (2, [])
