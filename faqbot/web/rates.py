"""How often may somebody ask? Token buckets by address, session or key; here, those of one process.

A bucket holds `burst` tokens and gains `rate` of them a second; a request takes one (Turner, "New directions in
communications", 1986, as the leaky bucket). Memory is bounded: the buckets that were used longest ago go first, and by
then they are full again or their owner gets a fresh one.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Protocol

MOST = 20_000
"""Buckets: some 4 MB."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second, and how many at once."""

    per_second: float
    burst: int


class Counting(Protocol):
    """A bucket for each key."""

    def take(self, key: str, rate: Rate) -> int:
        """Take a token; 0 if there was one, or else the whole seconds after which there will be."""
        ...


def drawn(level: float, seconds: float, rate: Rate) -> tuple[float, int]:
    """What a bucket of this level holds when it has filled for so many seconds and a token was taken, and what `take` says."""
    level = min(rate.burst, level + seconds * rate.per_second)
    waits = 0 if level >= 1 else max(1, ceil((1 - level) / rate.per_second))
    return (level if waits else level - 1), waits


class Buckets:
    """The buckets of one process. Called from the event loop only, so that it needs no lock."""

    def __init__(self, *, most: int = MOST, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, rate: Rate) -> int:
        """See `Counting`."""
        now = self._clock()
        level, at = self._levels.pop(key, (float(rate.burst), now))
        level, waits = drawn(level, now - at, rate)
        self._levels[key] = (level, now)
        if len(self._levels) > self._most:
            self._levels.popitem(last=False)
        return waits
