from __future__ import annotations

from io import StringIO

from rich.console import Console

from scrapers.progress import CrawlProgress


def drawn(terminal: bool) -> str:
    shown = StringIO()
    with CrawlProgress(Console(file=shown, force_terminal=terminal, width=100)) as progress:
        tell = progress.of("みほん市")
        tell(3, 40)
    return shown.getvalue()


def test_a_terminal_shows_how_far_each_source_is() -> None:
    assert "みほん市" in drawn(terminal=True)
    assert "3/40" in drawn(terminal=True)


def test_a_log_file_is_left_in_peace() -> None:
    assert drawn(terminal=False).strip() == ""
