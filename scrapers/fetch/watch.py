"""The clock as a seam: what a crawl waits for, tests pass in no time."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Watch(Protocol):
    def now(self) -> datetime:
        """The time of day, with its zone."""

    def ticks(self) -> float:
        """Seconds that only go forward, from any beginning."""

    def sleep(self, seconds: float) -> None:
        """Let that long pass."""


class SystemWatch:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def ticks(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
