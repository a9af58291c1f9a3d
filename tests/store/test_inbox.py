"""What the inbox leaves in the file once something is answered: nothing of who wrote what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import event, text

from faqbot.store.base import Fate
from faqbot.store.engine import connect
from faqbot.store.key import Key
from faqbot.store.sql import open_store
from tests.contracts.store import NOW, arrival

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


def test_nothing_is_looked_for_in_every_row(tmp_path: Path) -> None:
    """At ten thousand rows, one look into each took a tenth of a second, and every webhook waits for it."""
    store = open_store(tmp_path, KEY)
    asked: list[tuple[str, Any]] = []
    event.listen(
        store._engine,
        "before_cursor_execute",
        lambda _c, _k, said, given, _x, _m: asked.append((said, given)),
    )
    store.take_in([arrival(message="m1")], most=10)
    store.next_arrival("line", busy={"s2"})
    store.note_reply(arrival(), turn_id="t1", reply="返事")
    store.waiting_since("line", NOW, limit=1)
    store.take_back("line", "m1")
    store.finish(arrival(), Fate.DONE)
    ours = [each for each in asked if "inbox" in each[0] and not each[0].startswith("INSERT")]
    assert len(ours) >= 8
    with store._engine.connect() as connection:
        for said, given in ours:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", given).all()
            told = " ".join(row.detail for row in plan)
            whole = "sqlite_autoindex_inbox_1 (channel=?)" in told or "SCAN inbox" in told
            assert not whole or "ix_inbox_waiting" in told, (said, told)
    store.close()
