"""What is deployed runs commands that exist, and its units are well-formed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from getpass import getuser
from grp import getgrgid
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


def test_a_command_typed_by_hand_has_the_settings_of_the_service(tmp_path: Path) -> None:
    settings = tmp_path / "environment"
    settings.write_text(
        '# 設定\n\nFAQBOT_OIDC_ROLES=a=agent b=curator\nFAQBOT_SYNONYMS="/x y"\nFAQBOT_DATA=/var/lib/faqbot/modoshita',
        "utf-8",
    )
    script = (DEPLOY / "bin" / "faqbot").read_text("utf-8").replace("runuser -u faqbot -- ", "")
    script = script.replace("/etc/faqbot/environment", str(settings)).replace(
        "/opt/faqbot/.venv/bin/faqbot", "env"
    )
    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )
    assert {
        "FAQBOT_OIDC_ROLES=a=agent b=curator",
        "FAQBOT_SYNONYMS=/x y",
        "FAQBOT_DATA=/var/lib/faqbot/modoshita",
        "HOME=/var/lib/faqbot",
    } <= set(done.stdout.splitlines())


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


# What `systemd-analyze security` makes of a unit, in tenths: 1.4 for those that use the network, 0.7 for those that don't.
EXPOSED_AT_MOST = 15


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize(
    "unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.stem
)
def test_a_service_may_do_little_but_its_work(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSED_AT_MOST}", unit]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-300:]


WRITES = """
import logging, sys
from pathlib import Path
from faqbot import logs

logs.begin(Path(sys.argv[1]))
for number in range(3000):
    logging.getLogger(logs.ACCESS).info("%s", number)
"""


@pytest.mark.skipif(not shutil.which("logrotate"), reason="logrotate is not here")
def test_no_line_is_lost_when_the_access_log_is_rotated(tmp_path: Path) -> None:
    folder, conf = tmp_path / "log", tmp_path / "conf"
    folder.mkdir()
    who = f"su {getuser()} {getgrgid(os.getgid()).gr_name}"
    text = (DEPLOY / "logrotate" / "faqbot").read_text("utf-8").replace("su faqbot faqbot", who)
    # Not once a day, but as often as it can; so nothing has the day for which it is not compressed.
    text = text.replace("    compress", "    nocompress")
    conf.write_text(
        text.replace("/var/log/faqbot", str(folder)).replace("dateext", "dateext\ndateformat .%s")
    )
    conf.chmod(0o600)
    command = [sys.executable, "-c", WRITES, folder / "access.log"]
    writers = [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]
    while any(writer.poll() is None for writer in writers):
        subprocess.run(["logrotate", "--force", "--state", tmp_path / "state", conf], capture_output=True)
    files = list(folder.iterdir())
    assert len(files) >= 2
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    said = Counter(json.loads(line)["message"] for line in lines)
    assert said == {str(number): 2 for number in range(3000)}


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not here")
def test_nginx_reads_the_example(tmp_path: Path) -> None:
    example = (DEPLOY / "nginx" / "faqbot.conf").read_text("utf-8")
    example = re.sub(r"^\s*ssl_certificate.*$", "", example, flags=re.MULTILINE).replace(" ssl;", ";")
    whole = f"pid {tmp_path}/pid; events {{}} http {{ {example} }}"
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    done = subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
