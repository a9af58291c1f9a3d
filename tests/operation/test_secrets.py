"""A canary for every secret: what is set, sent or typed turns up in no log, no answer, no error and no list of processes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import httpx
import psutil
import pytest

from faqbot.settings import VARIABLES, Settings, load
from tests.cli.test_cli import FAQBOT
from tests.operation.serving import Served, seeded

NOWHERE = "http://127.0.0.1:9"
CANARY = "canary0"
"""What every secret of these tests begins with."""
_SECRET = {field.name for field in fields(Settings) if not field.repr}
SET = {variable: f"{CANARY}-{name}-0123456789" for variable, name in VARIABLES.items() if name in _SECRET}
BESIDE = {
    "FAQBOT_OIDC_ISSUER": f"{NOWHERE}/realms/city",
    "FAQBOT_LINE_HOST": NOWHERE,
    "FAQBOT_ROCKETCHAT_URL": NOWHERE,
    "FAQBOT_ROCKETCHAT_USER": "bot",
}
SENT = f"{CANARY}-sent"
HEADERS = {
    "authorization": f"Bearer fq_{SENT}_{SENT}",
    "cookie": f"faqbot={SENT}; faqbot-sso={SENT}",
    "x-csrf-token": SENT,
    "x-line-signature": SENT,
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as environment:
        for variable, value in (SET | BESIDE).items():
            environment.setenv(variable, value)
        data = seeded(tmp_path_factory.mktemp("secrets"))
        with Served(data) as running:
            yield running


def test_every_secret_has_a_canary() -> None:
    assert len(SET) >= 6
    told = repr(load(SET | BESIDE))
    assert CANARY not in told


@pytest.fixture(scope="module")
def answers(served: Served) -> list[httpx.Response]:
    """What comes back for requests that go wrong in every way we know."""
    typed = {"name": SENT, "password": SENT, "code": SENT, "logout_token": SENT, "old": SENT, "csrf": SENT}
    posts = ("sign-in", "code", "sso/ended", "account/password", "account/end", "sign-out")
    origin = {"origin": served.address}
    with httpx.Client(base_url=served.address, headers=HEADERS, timeout=60) as client:
        return [
            *(client.post(f"/desk/{path}", data=typed, headers=origin) for path in posts),
            client.get("/desk/sso"),
            client.get(f"/desk/sso/back?code={SENT}&state={SENT}"),
            client.get(f"/desk/code?next={SENT}"),
            client.get(f"/{SENT}"),
            client.get("/api/v1/desk/me"),
            client.put("/api/v1/desk/draft", json={"id": SENT}),
            client.post("/api/v1/ask", content=f'{{"collection": "{SENT}"'),
            client.post("/line/webhook", content=SENT),
            client.post("/rocketchat/webhook", json={"token": SENT}),
        ]


def test_no_answer_repeats_a_secret(answers: list[httpx.Response]) -> None:
    assert {each.status_code for each in answers} >= {400, 401, 403, 404, 422}
    for each in answers:
        assert each.status_code < 500, each.request.url
        heads = {name: value for name, value in each.headers.items() if name != "set-cookie"}
        assert CANARY not in each.text.replace(f"/{SENT}", ""), each.request.url
        assert CANARY not in str(heads)
        assert "server" not in each.headers, "what it runs on is nobody's business"
        assert "x-powered-by" not in each.headers


def test_no_process_shows_a_secret(served: Served) -> None:
    ours = [
        served.process.pid,
        *(each.pid for each in psutil.Process(served.process.pid).children(recursive=True)),
    ]
    for pid in ours:
        assert CANARY not in " ".join(psutil.Process(pid).cmdline())


@pytest.mark.parametrize("command", [("doctor",), ("audit", "verify"), ("line", "check"), ("stats",)])
def test_no_command_tells_a_secret(tmp_path: Path, command: tuple[str, ...]) -> None:
    environment = os.environ | SET | BESIDE
    run = subprocess.run(
        [*FAQBOT, "--data", str(tmp_path), *command],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert run.stdout + run.stderr
    assert CANARY not in run.stdout + run.stderr


def test_a_wrong_key_is_not_told(served: Served, tmp_path: Path) -> None:
    data = served.process.args[served.process.args.index("--data") + 1]  # type: ignore[union-attr, index]
    environment = os.environ | {"FAQBOT_KEY": f"{CANARY}-another-key"}
    run = subprocess.run(
        [*FAQBOT, "--data", str(data), "account", "list"],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert run.returncode == 1
    assert CANARY not in run.stdout + run.stderr


def test_no_log_has_a_secret(served: Served, answers: list[httpx.Response]) -> None:
    """The last test of the module: the server ends, and everything that it has said and written is read."""
    data = Path(str(served.process.args[served.process.args.index("--data") + 1]))  # type: ignore[union-attr, index]
    served.stop()
    assert served.process.stdout is not None
    assert CANARY not in served.process.stdout.read() + served.said()
    for path in data.rglob("*"):
        if path.is_file():
            assert CANARY.encode() not in path.read_bytes(), path
