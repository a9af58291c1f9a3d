"""What a load found, for people: a table in docs/bench.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

_COLUMNS = ("entries", "asked a second", "questions", "p50 ms", "p95 ms", "p99 ms", "failed", "lost")
_BLOCK = re.compile(r"(<!-- loaded -->\n).*?(<!-- /loaded -->)", re.DOTALL)


def write(page: Path, rows: Sequence[Mapping[str, float]], machine: str, load: float) -> None:
    """Put the table between its marks."""
    lines = [
        f"{date.today().isoformat()}, {machine}; load before the run {load:.1f}:",
        "`python -m eval.load --docs`",
        "",
        f"| {' | '.join(_COLUMNS)} |",
        f"|{'--:|' * len(_COLUMNS)}",
        *(f"| {' | '.join(_cells(row))} |" for row in rows),
    ]
    table = "\n".join(lines)
    text = _BLOCK.sub(lambda found: f"{found[1]}{table}\n{found[2]}", page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8")


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
