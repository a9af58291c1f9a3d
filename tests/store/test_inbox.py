"""What the inbox leaves in the file once something is answered: nothing of who wrote what."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from faqbot.store.base import Fate
from faqbot.store.engine import connect
from faqbot.store.key import Key
from faqbot.store.sql import open_store
from tests.contracts.store import arrival

KEY = "0123456789abcdef" * 4


def test_a_finished_arrival_says_nothing_of_anybody(tmp_path: Path) -> None:
    store = open_store(tmp_path, KEY)
    store.take_in([arrival(message="m1")], most=10)
    store.note_reply(arrival(), turn_id="t1", reply="返事")
    store.finish(arrival(), Fate.DONE)
    store.close()
    with connect(tmp_path / "faqbot.db", Key(KEY)).connect() as connection:
        (row,) = connection.execute(text("SELECT session, payload, reply, turn_id, message FROM inbox"))
    assert tuple(row) == ("", "", "", "t1", "m1")


def test_what_waits_is_found_by_an_index(tmp_path: Path) -> None:
    from faqbot.store.inbox import _WAITS, inbox

    store = open_store(tmp_path, KEY)
    query = str(
        inbox.select()
        .where(_WAITS, inbox.c.channel == "line")
        .compile(compile_kwargs={"literal_binds": True})
    )
    with connect(tmp_path / "faqbot.db", Key(KEY)).connect() as connection:
        plan = " ".join(row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}")))
    store.close()
    assert "ix_inbox_waiting" in plan
