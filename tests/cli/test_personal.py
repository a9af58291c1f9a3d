"""An operator lets go of what is old, hands over what is kept of one person, erases it, and changes the keys."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from faqbot.store import open_store
from faqbot.store.base_trust import LINE_SESSIONS
from tests.cli.test_cli import faqbot
from tests.contracts.identity import YAMADA
from tests.contracts.store import CITY, turn

USER = "U0123456789abcdef0123456789abcdef"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = open_store(tmp_path / "var")
    store.save_collection(CITY)
    store.add_account(YAMADA)
    session = store.pseudonym(LINE_SESSIONS, USER)
    now = datetime.now(UTC)
    store.receive(turn("t1", received_at=now - timedelta(days=400), session=session, channel="line"))
    store.receive(turn("t2", received_at=now, session=session, channel="line"))
    store.close()
    return tmp_path / "var"


def test_what_is_old_is_shown_before_it_goes(data: Path) -> None:
    shown = faqbot("retention", "--dry-run", data=data).stdout.splitlines()
    assert shown[0] == "質問の文と、だれの質問か（questions）\t1 件が消えます"
    assert not (data / "chores").exists()
    assert faqbot("retention", data=data).stdout.splitlines()[0].endswith("1 件を消しました")
    assert (data / "chores" / "retention").exists()
    assert faqbot("retention", "--dry-run", data=data).stdout.splitlines()[0].endswith("0 件が消えます")


def test_one_person(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "person.json"
    assert faqbot("rekey", "pseudonyms", data=data).stdout.startswith("1 人の番号")
    said = faqbot("personal", "export", "--line", "-", "--output", out, data=data, stdin=f"{USER}\n")
    assert "消してください" in said.stdout
    told = json.loads(out.read_text("utf-8"))
    assert [row["id"] for row in told["turns"]] == ["t1", "t2"]
    assert out.stat().st_mode & 0o777 == 0o600
    assert "質問 2 件" in faqbot("personal", "erase", "--line", USER, data=data).stdout
    gone = faqbot("personal", "export", "--line", USER, "--output", str(out), data=data)
    assert gone.returncode == 1
    assert gone.stderr == "faqbot: その人について残っているデータはありません。\n"
    assert "使えないように" in faqbot("personal", "erase", "--account", "yamada", data=data).stdout
    assert faqbot("personal", "erase", data=data).returncode == 2
    assert USER not in faqbot("audit", "search", data=data).stdout


def test_another_key(data: Path) -> None:
    before = (data / "key").read_text("ascii")
    assert "別の場所に控えて" in faqbot("rekey", "database", data=data).stdout
    assert (data / "key").read_text("ascii") != before
    assert faqbot("audit", "verify", data=data).returncode == 0
    store = open_store(data)
    store.count_turns()
    refused = faqbot("rekey", "database", data=data)
    store.close()
    assert refused.returncode == 1
    assert "止めてから" in refused.stderr
