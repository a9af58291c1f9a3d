"""Damaged files and clocks that jump: one clear sentence, nothing made worse, and well again when the cause is gone."""

from __future__ import annotations

import logging
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from faqbot.app import open_desk
from faqbot.desk.desk import Desk
from faqbot.errors import StoreError
from faqbot.settings import Settings
from faqbot.store.base import Store
from faqbot.types import Audience, Outcome, Turn
from tests.cli.test_cli import FAQBOT
from tests.conftest import Clock
from tests.operation.serving import seeded

PUBLIC = Audience.PUBLIC


def ask(data: Path) -> Outcome:
    with open_desk(Settings(data=data)) as desk:
        return desk.ask("garbage", "フライパン", audience=PUBLIC, channel="test").outcome


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 40, b"zz" * 32, b"0" * 64])
def test_a_key_that_is_damaged_is_told_and_put_back_it_opens(tmp_path: Path, content: bytes) -> None:
    data = seeded(tmp_path)
    key = data / "key"
    good, size = key.read_bytes(), (data / "faqbot.db").stat().st_size
    key.write_bytes(content)
    with pytest.raises(StoreError, match="鍵"):
        ask(data)
    assert (key.read_bytes(), (data / "faqbot.db").stat().st_size) == (content, size)
    key.write_bytes(good)
    assert ask(data) is Outcome.ANSWERED


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04half", b"\x00" * 4096])
def test_trained_parts_that_are_damaged_are_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    data = seeded(tmp_path)
    (data / "learned").mkdir()
    (data / "learned" / "garbage.npz").write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert ask(data) is Outcome.ANSWERED
    assert "garbage.npz" in caplog.text


def test_an_import_that_breaks_off_changes_nothing(tmp_path: Path) -> None:
    data = seeded(tmp_path)
    rows = "".join(f"new-{n},新しいもの{n},{n}番の答え\n" for n in range(50))
    whole = f"ID,質問,答え\n{rows}".encode()
    file = data / "new.csv"
    # In the middle of a character, and of a quoted cell: what a broken copy leaves.
    for broken in (whole[:-2], whole + b'"quoted,not closed'):
        file.write_bytes(broken)
        command = [*FAQBOT, "--data", str(data), "import", str(file), "--collection", "garbage"]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        with open_desk(Settings(data=data)) as desk:
            assert len(desk.entries("garbage", audience=PUBLIC)) == 4
    file.write_bytes(whole)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with open_desk(Settings(data=data)) as desk:
        assert len(desk.entries("garbage", audience=PUBLIC)) == 54


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(hours=-1), timedelta(days=400)])
def test_a_clock_that_jumps_keeps_every_question(
    desk: Desk, store: Store, clock: Clock, jump: timedelta
) -> None:
    session = "s" * 32
    first = desk.ask("gomi", "フライパン", audience=PUBLIC, channel="test", session=session)
    clock.now += jump
    second = desk.ask("gomi", "フライパン", audience=PUBLIC, channel="test", session=session)
    clock.now -= jump
    third = desk.ask("gomi", "フライパン", audience=PUBLIC, channel="test", session=session)
    kept = [store.turn(reply.turn_id) for reply in (first, second, third)]
    assert [turn.outcome for turn in kept if turn] == [Outcome.ANSWERED] * 3


def test_what_was_received_in_the_future_is_swept_when_nobody_else_serves(
    desk: Desk, store: Store, clock: Clock
) -> None:
    ahead = clock.now + timedelta(days=1)
    turn = Turn(id="t" * 22, received_at=ahead, collection="gomi", channel="test", text="パスポートの写真")
    store.receive(turn)
    assert desk.sweep(clock.now) == 0
    assert desk.sweep() == 1
