"""Progress on standard error, so that standard output stays fit for scripts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, TaskID


class Steps:
    """A bar for each step of a long work, drawn while it lasts."""

    def __init__(self) -> None:
        self._progress = Progress(console=Console(stderr=True), transient=True)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def told(self, step: str, done: float) -> None:
        """Show how far a step is, 0 to 1."""
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step, total=1.0)
        self._progress.update(self._tasks[step], completed=done)

    def of(self, step: str) -> Callable[[float], None]:
        """What one step tells."""
        return partial(self.told, step)
