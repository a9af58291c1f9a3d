"""What is deployed runs commands that exist, and its units are well-formed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_docs import walk

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
STARTS = [
    (unit.name, found)
    for unit in UNITS
    for found in re.findall(r"/opt/faqbot/\.venv/bin/faqbot ([^'\n]+)", unit.read_text("utf-8"))
]


@pytest.mark.parametrize(("unit", "line"), STARTS)
def test_every_unit_starts_a_command_that_exists(unit: str, line: str) -> None:
    walk(line.replace("$$m", "2026-10").split())


def test_the_image_is_made_of_what_is_there_and_runs_a_command_that_exists() -> None:
    text = (DEPLOY / "container" / "Containerfile").read_text("utf-8")
    copied = [
        name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE) for name in line.split()
    ]
    assert {"faqbot", "scrapers", "ui", "corpus"} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists()] == ["wheelhous[e]/*.whl"]
    (command,) = re.findall(r'^CMD \["faqbot", (.+)\]$', text, re.MULTILINE)
    walk(command.replace('"', "").split(", "))


def test_every_timer_has_its_service() -> None:
    timers = {unit.stem for unit in UNITS if unit.suffix == ".timer"}
    assert timers == {unit.stem for unit in UNITS if "oneshot" in unit.read_text("utf-8")}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        # The program is not installed where the tests run.
        text = unit.read_text("utf-8").replace("/opt/faqbot/.venv/bin/faqbot", "/bin/true")
        (tmp_path / unit.name).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", *sorted(map(str, tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "faqbot" in line]
    assert ours == []


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not here")
def test_nginx_reads_the_example(tmp_path: Path) -> None:
    example = (DEPLOY / "nginx" / "faqbot.conf").read_text("utf-8")
    example = re.sub(r"^\s*ssl_certificate.*$", "", example, flags=re.MULTILINE).replace(" ssl;", ";")
    whole = f"pid {tmp_path}/pid; events {{}} http {{ {example} }}"
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    done = subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
