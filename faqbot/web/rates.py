"""How often may somebody ask? Token buckets by address, session or key, kept in this process.

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

MOST = 20_000
"""Buckets: some 4 MB."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second, and how many at once."""

    per_second: float
    burst: int


class Buckets:
    """A bucket for each key. Called from the event loop only, so that it needs no lock."""

    def __init__(self, *, most: int = MOST, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, rate: Rate) -> int:
        """Take a token; 0 if there was one, or else the whole seconds after which there will be."""
        now = self._clock()
        level, at = self._levels.pop(key, (float(rate.burst), now))
        level = min(rate.burst, level + (now - at) * rate.per_second)
        waits = 0 if level >= 1 else max(1, ceil((1 - level) / rate.per_second))
        self._levels[key] = (level if waits else level - 1, now)
        if len(self._levels) > self._most:
            self._levels.popitem(last=False)
        return waits
