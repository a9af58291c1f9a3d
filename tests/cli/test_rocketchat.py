"""`faqbot rocketchat …` as an administrator types it: what is in order, what is not, and what to do."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from faqbot.app import create_web, open_house
from faqbot.settings import load
from faqbot.simulators.rocketchat.workspace import BOT
from tests.cli.test_cli import FAQBOT, faqbot
from tests.conftest import CORPUS
from tests.listening import listening

TOKEN = "simulator-webhook-token"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the collection that Rocket.Chat asks."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "chat").symlink_to(CORPUS / "chat")
    made = folder / "var"
    done = faqbot("init", folder / "corpus", data=made)
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def bot(data: Path) -> Iterator[str]:
    """The webhook of a bot that is set up by the environment alone."""
    settings = load({"FAQBOT_DATA": str(data), "FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN": TOKEN})
    with (
        open_house(settings) as (desk, office, _),
        listening(create_web(settings, desk, office)) as address,
    ):
        yield f"{address}/rocketchat/webhook"


@pytest.fixture(scope="module")
def simulator(bot: str) -> Iterator[str]:
    """The address that `faqbot rocketchat simulate` prints."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("FAQBOT_ROCKETCHAT")}
    arguments = ["rocketchat", "simulate", "--bot", bot, "--port", "0"]
    with subprocess.Popen([*FAQBOT, *arguments], stdout=subprocess.PIPE, text=True, env=bare) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(8)]
        assert f"FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN={TOKEN}" in "".join(said)
        yield said[5].partition("=")[2].strip()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, 130)


def test_everything_in_order(data: Path, bot: str, simulator: str) -> None:
    given = {
        "FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN": TOKEN,
        "FAQBOT_ROCKETCHAT_URL": simulator,
        "FAQBOT_ROCKETCHAT_USER": BOT.id,
        "FAQBOT_ROCKETCHAT_TOKEN": "simulator-token",
    }
    done = faqbot("rocketchat", "check", "--bot", bot, data=data, **given)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {line[0] for line in done.stdout.splitlines()} == {"○"}
    assert len(done.stdout.splitlines()) == 5


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "× Webhook のトークンがありません"),
        ({"FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN": "another-token-of-ours"}, "× 動いているボットは、別のトークン"),
        ({"FAQBOT_ROCKETCHAT_COLLECTION": "none"}, "× 窓口「none」がありません。いまある窓口: chat"),
        ({"FAQBOT_ROCKETCHAT_TOKEN": "wrong"}, "× Rocket.Chat がトークンを受けつけません"),
        ({"FAQBOT_ROCKETCHAT_URL": "http://127.0.0.1:9"}, "× Rocket.Chat（127.0.0.1）につながりません"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(
    data: Path, bot: str, simulator: str, given: dict[str, str], said: str
) -> None:
    whole = {
        "FAQBOT_ROCKETCHAT_URL": simulator,
        "FAQBOT_ROCKETCHAT_USER": BOT.id,
        "FAQBOT_ROCKETCHAT_TOKEN": "t",
    }
    done = faqbot("rocketchat", "check", "--bot", bot, data=data, **whole | given)
    assert done.returncode == 1
    assert said in done.stdout
    assert not done.stderr


def test_a_bot_that_is_not_there_is_told(data: Path) -> None:
    done = faqbot("rocketchat", "check", "--bot", "http://127.0.0.1:9/rocketchat/webhook", data=data)
    assert done.returncode == 1
    assert "faqbot serve" in done.stdout


def test_a_person_is_answered_on_the_page(simulator: str) -> None:
    room = f"{simulator}/simulator/rooms/HELPDESK"
    httpx.post(f"{room}/acts", json={"kind": "say", "text": "パスワードを忘れた"})
    shown, version = [], ""
    while len(shown) < 2:  # each request waits up to a second for news
        answer = httpx.get(room, params={"version": version}, timeout=30)
        if answer.status_code == 200:
            shown, version = answer.json()["messages"], answer.json()["version"]
    assert shown[1]["user"] == "rocket.cat"
    assert shown[1]["attachments"]


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"FAQBOT_ROCKETCHAT_SPECS": "nowhere"}, "messaging.yaml"),
        ({"FAQBOT_ROCKETCHAT_ROOMS": "uketsuke"}, "FAQBOT_ROCKETCHAT_ROOMS"),
    ],
)
def test_a_mistake_is_one_line(environment: dict[str, str], said: str, tmp_path: Path) -> None:
    done = faqbot("rocketchat", "simulate", data=tmp_path, **environment)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
