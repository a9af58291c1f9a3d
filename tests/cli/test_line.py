"""`faqbot line …` as an operator types it: what it prints, and what it says when something is missing."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.cli.test_cli import FAQBOT, faqbot
from tests.conftest import CORPUS

MENU = CORPUS / "line" / "menu.toml"


@pytest.fixture
def simulator() -> Iterator[str]:
    """The address that `faqbot line simulate` prints."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("FAQBOT_LINE")}
    with subprocess.Popen(
        [*FAQBOT, "line", "simulate", "--port", "0"], stdout=subprocess.PIPE, text=True, env=bare
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(6)]
        assert "FAQBOT_LINE_TOKEN=simulator-token" in "".join(said)
        yield said[3].partition("=")[2].strip()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, 130)


def test_menus_are_pushed_switched_and_listed(simulator: str) -> None:
    account = {"FAQBOT_LINE_HOST": simulator, "FAQBOT_LINE_TOKEN": "simulator-token"}

    def menu(*arguments: str) -> str:
        done = faqbot("line", "menu", *arguments, "--file", MENU, **account)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert httpx.get(f"{simulator}/").status_code == 200
    assert menu("list").count("まだ送っていません") == 3
    assert menu("push").count("送りました") == 3
    assert "災害" in menu("switch", "disaster")
    states = [line.split("\t")[-1] for line in menu("list").splitlines()]
    assert states == ["送信ずみ", "送信ずみ", "表示中"]


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (("menu", "list", "--file", str(MENU)), {"FAQBOT_LINE_TOKEN": ""}, "FAQBOT_LINE_TOKEN"),
        (("menu", "push", "--file", "none.toml"), {"FAQBOT_LINE_TOKEN": "t"}, "--file"),
        (("simulate",), {"FAQBOT_LINE_SPECS": "nowhere"}, "messaging-api.yml"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: tuple[str, ...], environment: dict[str, str], said: str, tmp_path: Path
) -> None:
    done = faqbot("line", *arguments, data=tmp_path, **environment)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_is_not_set_up_is_told_with_what_to_do(tmp_path: Path) -> None:
    done = faqbot("--data", tmp_path, "line", "check", FAQBOT_LINE_TOKEN="", FAQBOT_LINE_SECRET="")
    assert done.returncode == 1
    assert done.stdout.count("×") == 2
    assert "チャネルアクセストークン" in done.stdout
