"""Of all processes on a data directory, one at a time does what must be done once; when it ends, the next takes over."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TextIO

Duty = Callable[[bool], AbstractContextManager[None]]
"""What is done for all; it is told whether nobody was at it before (the first process), or it was taken over."""


class Once:
    """The lead over a file. The kernel takes it from a process that dies, however it dies (flock(2))."""

    def __init__(self, file: Path, duty: Duty) -> None:
        self._file, self._duty = file, duty
        self._state, self._stopping = Lock(), Event()
        self._leading = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """Do the duty meanwhile: from now on if nobody does, else from when whoever does has ended."""
        thread = Thread(target=self._lead, name="once", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            with self._state:
                leading = self._leading
            if leading:  # who only waits for the lead may go on waiting: it finds that it is late
                thread.join()

    def _lead(self) -> None:
        with self._file.open("w") as file:
            first = _taken(file)
            if not first:
                fcntl.flock(file, fcntl.LOCK_EX)
            with self._state:
                if self._stopping.is_set():
                    return
                self._leading = True
            with self._duty(first):
                self._stopping.wait()


def _taken(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
