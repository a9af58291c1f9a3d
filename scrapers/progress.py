"""How far a crawl is, on standard error, so that standard output stays fit for scripts."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from scrapers.crawl import Tell


class CrawlProgress:
    """A bar for each source; its length grows as pages are found. Draws nothing where standard error is no terminal."""

    def __init__(self, console: Console | None = None) -> None:
        console = console or Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("ページ"),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
        )

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def of(self, source: str) -> Tell:
        """What the crawl of one source tells."""
        task = self._progress.add_task(source, total=None)

        def tell(done: int, known: int) -> None:
            self._progress.update(task, completed=done, total=known)

        return tell
