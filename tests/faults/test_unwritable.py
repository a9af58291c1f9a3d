"""A disk that is full or cannot be written: residents are answered and told, staff are refused, and it recovers by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from sqlalchemy import event

from faqbot.desk.desk import Desk
from faqbot.errors import NotKept
from faqbot.store.base import Store
from faqbot.types import Action, Audience, Do, Outcome, Shape
from tests.operation.serving import Served, seeded

PUBLIC = Audience.PUBLIC
NOTICE = "いまは記録ができません"


@contextmanager
def read_only(store: Store) -> Iterator[None]:
    """SQLite refuses every write, as on a disk that has been mounted read-only."""

    def refuse(connection: object) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")  # type: ignore[attr-defined]

    engine = store._engine  # type: ignore[attr-defined]
    event.listen(engine, "begin", refuse, insert=True)
    try:
        yield
    finally:
        event.remove(engine, "begin", refuse)
        engine.dispose()


def test_who_asks_is_answered_and_told_that_it_was_not_kept(desk: Desk, store: Store) -> None:
    before = desk.count_turns()
    with read_only(store):
        reply = desk.ask("gomi", "フライパン", audience=PUBLIC, channel="test", session="s")
        assert reply.outcome is Outcome.ANSWERED
        assert reply.message.startswith(NOTICE)
        assert reply.turn_id == ""
        assert {option.action.do for option in reply.options} & {Do.SOLVED, Do.UNSOLVED, Do.NONE} == set()
    again = desk.ask("gomi", "フライパン", audience=PUBLIC, channel="test")
    assert not again.message.startswith(NOTICE)
    assert desk.count_turns() == before + 1


def test_who_reaches_no_answer_is_told_whom_to_phone(desk: Desk, store: Store) -> None:
    with read_only(store):
        reply = desk.ask("gomi", "パスポートの写真", audience=PUBLIC, channel="test")
        assert (reply.shape, reply.handoff is not None) == (Shape.HANDOFF, True)


def test_a_candidate_can_still_be_tapped(desk: Desk, store: Store) -> None:
    with read_only(store):
        reply = desk.act("gomi", Action(Do.MENU), audience=PUBLIC, channel="test")
        assert all(not option.action.turn for option in reply.options)
        entry = desk.entries("gomi", audience=PUBLIC)[0]
        shown = desk.open_entry("gomi", entry.id, audience=PUBLIC, channel="test")
        assert shown.answer is not None


@pytest.mark.parametrize("do", [Do.FORGET, Do.SOLVED])
def test_nobody_is_promised_what_cannot_be_done(desk: Desk, store: Store, do: Do) -> None:
    turn = desk.ask("gomi", "フライパン", audience=PUBLIC, channel="test", session="s" * 32).turn_id
    with read_only(store), pytest.raises(NotKept):
        desk.act("gomi", Action(do, turn), audience=PUBLIC, channel="test", session="s" * 32)


def test_staff_are_refused_what_must_be_kept(desk: Desk, store: Store) -> None:
    with read_only(store), pytest.raises(NotKept):
        desk.give_up("chat", "分からないこと", audience=Audience.STAFF, channel="test")


def test_a_full_disk_is_noticed_and_its_end_too(tmp_path: Path) -> None:
    with Served(seeded(tmp_path)) as served:
        server = psutil.Process(served.process.pid)

        def ask() -> dict[str, object]:
            body = {"collection": "garbage", "text": "フライパン"}
            response = httpx.post(f"{served.address}/api/v1/ask", json=body, timeout=60)
            response.raise_for_status()
            return dict(response.json())

        assert not str(ask()["message"]).startswith(NOTICE)
        unlimited = server.rlimit(psutil.RLIMIT_FSIZE)
        server.rlimit(psutil.RLIMIT_FSIZE, (4096, unlimited[1]))
        full = [ask() for _ in range(3)]
        assert all(str(reply["message"]).startswith(NOTICE) for reply in full)
        assert all(reply["status"] == "answered" for reply in full)
        server.rlimit(psutil.RLIMIT_FSIZE, unlimited)
        assert not str(ask()["message"]).startswith(NOTICE)
