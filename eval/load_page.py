"""What a load found, for people: a table in docs/bench.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.marked import put, told

_COLUMNS = ("entries", "asked a second", "questions", "p50 ms", "p95 ms", "p99 ms", "failed", "lost")


def write(page: Path, rows: Sequence[Mapping[str, float]], machine: str, load: float) -> None:
    """Put the table between its marks."""
    lines = [
        *told(machine, load, "python -m eval.load --docs"),
        f"| {' | '.join(_COLUMNS)} |",
        f"|{'--:|' * len(_COLUMNS)}",
        *(f"| {' | '.join(_cells(row))} |" for row in rows),
    ]
    put(page, "loaded", lines)


def _cells(row: Mapping[str, float]) -> tuple[str, ...]:
    size = f"{row['size']:,.0f}" if row["size"] else "the shipped corpora"
    waited = (f"{row[name]:.1f}" for name in ("p50_ms", "p95_ms", "p99_ms"))
    return (
        size,
        f"{row['rate']:.0f}",
        f"{row['asked']:.0f}",
        *waited,
        f"{row['failed']:.0f}",
        f"{row['lost']:.0f}",
    )
