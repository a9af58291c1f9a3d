"""A site to put pages on, and a clock that passes without waiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.scrapers.server import Site, serving


class Hands:
    """A watch whose time passes by sleeping alone, and by `step` seconds with every look at its ticks."""

    def __init__(self) -> None:
        self.begun = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # 23:00 in Japan
        self.passed = 0.0
        self.step = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.begun + timedelta(seconds=self.passed)

    def ticks(self) -> float:
        self.passed += self.step
        return self.passed

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed += seconds


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as up:
        yield up
