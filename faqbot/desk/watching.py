"""Who counts what is answered? The seam between the desk and whoever watches the machine."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Protocol

from faqbot.types import Outcome, Reply


class Watching(Protocol):
    """Is told of every answer: on which channel, what came of it and after how many seconds. Never who asked, or what."""

    def answered(self, channel: str, outcome: Outcome, seconds: float) -> None:
        """An answer has been given."""
        ...

    def unkept(self) -> None:
        """An answer has been given that could not be kept."""
        ...


class _Nobody:
    """Counts nothing."""

    def answered(self, channel: str, outcome: Outcome, seconds: float) -> None: ...

    def unkept(self) -> None: ...


NOBODY: Watching = _Nobody()


def timed(watching: Watching, channel: str, answer: Callable[[], Reply]) -> Reply:
    """The answer, told to whoever watches."""
    begun = perf_counter()
    reply = answer()
    watching.answered(channel, reply.outcome, perf_counter() - begun)
    return reply
