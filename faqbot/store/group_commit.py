"""How do several threads share one wait for the disk? Group commit.

Whoever has the turn to write also writes what the others have brought meanwhile, in one transaction: its cost, the wait for
the disk, is paid once a group (DeWitt et al., *Implementation techniques for main memory database systems*, SIGMOD 1984, § 5).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from faqbot.errors import FaqbotError

_T = TypeVar("_T")


@dataclass(slots=True, eq=False)
class _Brought(Generic[_T]):
    value: _T
    written: bool = False


class GroupCommit(Generic[_T]):
    """Writes values of many threads in groups, each group in one transaction."""

    def __init__(self, write: Callable[[Sequence[_T]], None]) -> None:
        """`write` writes all of the values or, if it raises, none."""
        self._write = write
        self._turn = Lock()
        self._waiting: deque[_Brought[_T]] = deque()

    def put(self, value: _T) -> None:
        """Written when this returns; raises what `write` raises for this value, whatever the others are."""
        mine = _Brought(value)
        self._waiting.append(mine)
        with self._turn:
            if not mine.written:
                self._write_waiting(mine)

    def _write_waiting(self, mine: _Brought[_T]) -> None:
        group = [self._waiting.popleft() for _ in range(len(self._waiting))]
        if len(group) > 1:
            # A value that cannot be written fails its group. Then each thread writes its own, and hears of its own.
            with suppress(FaqbotError):
                self._write([each.value for each in group])
                for each in group:
                    each.written = True
        if not mine.written:
            self._write([mine.value])
