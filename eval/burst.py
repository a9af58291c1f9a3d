"""Two thousand people ask at the same moment: who is answered, how soon, and is everybody else told when to come again?

    python -m eval.burst --users 2000 --workers 2

Each user is a connection of its own that sends one question. A user counts as *answered* (200), *told* (503 with Retry-After) or
*failed* (anything else, also a connection that breaks off). The turns of all answers are looked up afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import numpy as np

from eval.load import Case, made_up, shipped
from eval.served import Server
from faqbot.app import open_store_only
from faqbot.settings import Settings

_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Heard:
    """What a user got: the status (0: nothing), whether it was told when to come again, the turn, and after how many seconds."""

    status: int
    told: bool
    turn: str
    seconds: float


def measure(case: Case, users: int, workers: int) -> dict[str, float]:
    """One burst against a warm server."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        case.fill(data)
        with Server(data, workers) as server:
            heard = asyncio.run(_burst(server.address, case, users))
        with open_store_only(Settings(data=data)) as store:
            lost = sum(store.turn(each.turn) is None for each in heard if each.status == 200)
    return _table(heard) | {"lost": lost, "workers": workers}


def _table(heard: Sequence[Heard]) -> dict[str, float]:
    answered = [each.seconds for each in heard if each.status == 200]
    told = [each.seconds for each in heard if each.status == 503 and each.told]
    return {
        "users": len(heard),
        "answered": len(answered),
        "answered_p50_s": round(float(np.median(answered)), 2),
        "answered_max_s": round(max(answered), 2),
        "told_busy": len(told),
        "told_max_s": round(max(told, default=0.0), 2),
        "failed": len(heard) - len(answered) - len(told),
    }


async def _burst(address: str, case: Case, users: int) -> list[Heard]:
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
    for text in case.questions[:8]:  # the first questions of each process find it cold
        await _ask(host, port, case.collection, text)
    asked = (case.questions[number % len(case.questions)] for number in range(users))
    return await asyncio.gather(*(_ask(host, port, case.collection, text) for text in asked))


async def _ask(host: str, port: int, collection: str, text: str) -> Heard:
    """One request on a connection of its own. A lean client: it shares the cores with the server."""
    body = json.dumps({"collection": collection, "text": text}).encode()
    head = f"POST /api/v1/ask HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\nconnection: close\r\n"
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(_PATIENCE):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(head.encode() + f"content-length: {len(body)}\r\n\r\n".encode() + body)
            got = await reader.read(-1)
            writer.close()
    except (OSError, TimeoutError):
        got = b""
    seconds = time.perf_counter() - begun
    status = int(got[9:12]) if got[9:12].isdigit() else 0
    headers, _, content = got.partition(b"\r\n\r\n")
    turn = json.loads(content)["turn"] if status == 200 else ""
    return Heard(status, b"retry-after:" in headers.lower(), turn, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--users", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--size", type=int, default=0, help="so many made-up entries; 0: the shipped corpora")
    given = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    case = made_up(given.size) if given.size else shipped()
    print(json.dumps(measure(case, given.users, given.workers) | {"cores": os.cpu_count() or 0}))


if __name__ == "__main__":
    main()
