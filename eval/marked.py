"""What a measurement writes into a page of the documentation: the lines between two marks, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path


def put(page: Path, mark: str, lines: Iterable[str]) -> None:
    """Replace what stands between `<!-- mark -->` and `<!-- /mark -->`."""
    block = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    between = "\n".join(lines)
    text = block.sub(lambda found: f"{found[1]}{between}\n{found[2]}", page.read_text("utf-8"))
    page.write_text(text, "utf-8")


def told(machine: str, load: float, command: str) -> tuple[str, str, str]:
    """When, where, beside what and by which command it was measured."""
    return f"{date.today().isoformat()}, {machine}; load before the run {load:.1f}:", f"`{command}`", ""
