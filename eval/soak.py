"""Asked for a long time: does the server's memory grow, or the number of its open files?

    python -m eval.soak --minutes 30 --rate 50

The first fifth is left out (indexes and caches fill); after it, the medians of the first and of the last quarter are compared.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import psutil

from eval.load import Case, Driven, drive, shipped
from eval.served import Server

_EVERY = 2.0
"""Seconds between two looks."""


def measure(minutes: float, rate: float) -> dict[str, float]:
    """Ask at `rate` a second, and watch the process."""
    case = shipped()
    with TemporaryDirectory() as folder:
        case.fill(Path(folder))
        with Server(Path(folder)) as server:
            looks, (waited, _, failed) = asyncio.run(_watched(server, case, minutes, rate))
    settled = looks[len(looks) // 5 :]
    quarter = max(1, len(settled) // 4)
    first, last = (np.median(part, axis=0) for part in (settled[:quarter], settled[-quarter:]))
    return {
        "asked": len(waited),
        "failed": failed,
        "rss_first_mb": round(first[0] / 1e6, 1),
        "rss_last_mb": round(last[0] / 1e6, 1),
        "files_first": int(first[1]),
        "files_last": int(last[1]),
        "p99_ms": round(float(np.percentile(waited, 99)), 1),
    }


async def _watched(
    server: Server, case: Case, minutes: float, rate: float
) -> tuple[list[tuple[int, int]], Driven]:
    process = psutil.Process(server.pid)
    looks: list[tuple[int, int]] = []

    async def watch() -> None:
        while True:
            looks.append((process.memory_info().rss, process.num_fds()))
            await asyncio.sleep(_EVERY)

    watching = asyncio.create_task(watch())
    got = await drive(server.address, case, rate, 60 * minutes)
    watching.cancel()
    return looks, got


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=50)
    given = parser.parse_args()
    print(json.dumps(measure(given.minutes, given.rate)))


if __name__ == "__main__":
    main()
