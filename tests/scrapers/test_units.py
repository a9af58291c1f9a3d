"""The units that are shipped start a command that there is, and systemd can read them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from scrapers.command import BUSY, LOOK, scrape
from tests.conftest import ROOT

UNITS = ROOT / "deploy" / "systemd"


def values(unit: str, key: str) -> list[str]:
    lines = (UNITS / unit).read_text("utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{key}=")]


def test_the_service_runs_what_is_due() -> None:
    (start,) = values("faqbot-scrape.service", "ExecStart")
    _, group, command, *options = start.split()
    assert (group, command) == ("scrape", "run")
    assert set(options) <= {opt for parameter in scrape.commands["run"].params for opt in parameter.opts}
    assert values("faqbot-scrape.service", "SuccessExitStatus") == [f"{LOOK} {BUSY}"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        text = unit.read_text("utf-8").replace("/opt/faqbot/.venv/bin/faqbot", "/bin/true")
        (tmp_path / unit.name).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert ours == []
