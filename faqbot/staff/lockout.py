"""How long must whoever guesses wrong wait? Pure.

NIST SP 800-63B-4 §3.2.2: waits that grow from 30 seconds to an hour as failures add up, and never more than a hundred
guesses in a row. Light on purpose: whoever locks an agent out in bad faith holds up a quarter of an hour of calls at most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_BY_ACCOUNT = 5
"""Wrong ones in a row before the first wait."""
FREE_BY_ADDRESS = 40
"""A city hall may come from one address, and its clerks mistype on Monday mornings."""
FIRST = timedelta(minutes=1)
LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(hours=12)
"""After so long without a failure, counting begins anew."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong ones in a row, and when the last of them was."""

    failures: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Try:
    """One that was counted as wrong before anybody knew, and what was counted before it, by key (no failures for none)."""

    at: datetime
    before: Mapping[str, Attempts]


def locked_until(attempts: Attempts, free: int) -> datetime:
    """Until when nothing is let in; a moment that has passed if it is not locked. Each failure doubles the wait."""
    over = attempts.failures - free
    if over < 0:
        return attempts.last_at
    return attempts.last_at + min(FIRST * (1 << min(over, 10)), LONGEST)
