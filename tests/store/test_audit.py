"""Nobody changes the audit in the database, and who forces it is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from faqbot.staff.audit import Deed
from faqbot.store import audit_links, audit_triggers, open_store
from faqbot.store.base import Store
from faqbot.store.key import Key
from faqbot.store.tables import metadata
from tests.contracts.store import CITY
from tests.contracts.trust import broken

KEY = "0123456789abcdef" * 4
RECORDS = 6
UNWATCHED = {
    "audit": "the records themselves",
    "audit_head": "their end",
    "roots": "a change of the keys is noted",
    "readings": "follows the entries",
    "needs": "follows the tickets",
    "revision": "follows the entries",
    "entry_versions": "follows the entries",
    "turns": "what residents ask is no deed of ours",
    "visitors": "the same",
    "deliveries": "the same",
    "inbox": "the same",
    "judged_pairs": "follows what residents and curators do",
    "attempts": "refusals are noted",
    "sessions": "signing in and out has triggers of its own",
    "inquiries": "each change is a row of inquiry_changes; drafts are none",
    "stale_days": "counted",
    "question_days": "counted",
    "question_hours": "counted",
    "entry_days": "counted",
    "ticket_days": "counted",
    "ticket_terms": "counted",
}
"""Tables whose changes are not audited, and why."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    store = open_store(tmp_path, KEY)
    for number in range(RECORDS):
        store.note(Deed.LOOKED, "inquiries", f"i{number}", who="sato")
    store.close()
    return tmp_path / "faqbot.db"


def by_hand(file: Path) -> Any:
    """The database as somebody opens it who has the key and knows SQL."""
    connection = sqlcipher.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA key = {Key(KEY).literal()}")
    audit_links.install(connection, Key(KEY))
    return connection


@pytest.fixture
def intruder(file: Path) -> Iterator[Any]:
    connection = by_hand(file)
    yield connection
    connection.close()


def now_broken(file: Path) -> list[int]:
    store: Store = open_store(file.parent, KEY)
    try:
        return broken(store)
    finally:
        store.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET link = replace(link, 'sato', 'ono')",
        "DELETE FROM audit WHERE number = 3",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit (number, link) SELECT number, link FROM audit WHERE number = 3",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_refuses(file: Path, intruder: Any, sql: str) -> None:
    with pytest.raises(sqlcipher.DatabaseError, match="the audit only grows"):
        intruder.execute(sql)
    assert now_broken(file) == []


def test_without_our_functions_nothing_that_is_audited_is_written(file: Path) -> None:
    connection = sqlcipher.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA key = {Key(KEY).literal()}")
    with pytest.raises(sqlcipher.OperationalError, match="audit_link"):
        connection.execute("UPDATE accounts SET role = 'administrator'")
    connection.close()


def _swap(connection: Any) -> None:
    for sql in (
        "UPDATE audit SET number = -3 WHERE number = 3",
        "UPDATE audit SET number = 3 WHERE number = 4",
        "UPDATE audit SET number = 4 WHERE number = -3",
    ):
        connection.execute(sql)


def _forge_end(connection: Any) -> None:
    """Take the last record away, and tell the head so; the seal is what cannot be told."""
    connection.execute("DELETE FROM audit WHERE number = 6")
    connection.execute(
        "UPDATE audit_head SET number = 5, digest = (SELECT json_extract(link, '$.digest') FROM audit WHERE number = 5)"
    )


def _run(sql: str) -> Callable[[Any], None]:
    return lambda connection: connection.execute(sql)


@pytest.mark.parametrize(
    ("tamper", "at"),
    [
        (_run("UPDATE audit SET link = replace(link, 'sato', 'ono') WHERE number = 3"), [3]),
        (_run("UPDATE audit SET link = json_set(link, '$.at', '2020-01-01T00:00:00') WHERE number = 1"), [1]),
        (_run("DELETE FROM audit WHERE number = 3"), [3, 4]),
        (_run("DELETE FROM audit WHERE number = 1"), [1, 2]),
        (_run("DELETE FROM audit WHERE number >= 5"), [4]),
        (_run("DELETE FROM audit"), [0]),
        (_run("UPDATE audit SET link = '{}' WHERE number = 2"), [2, 3]),
        (
            _run(
                "INSERT INTO audit (number, link) SELECT 7, link FROM audit WHERE number = 6",
            ),
            [7, 7],
        ),
        (_swap, [3, 4, 5]),
        (_forge_end, [5]),
    ],
)
def test_who_forces_it_is_found(file: Path, tamper: Callable[[Any], None], at: list[int]) -> None:
    connection = by_hand(file)
    for name in audit_triggers.wanted():
        connection.execute(f"DROP TRIGGER {name}")
    tamper(connection)
    connection.close()
    assert now_broken(file) == at


def test_missing_triggers_come_back_when_the_store_is_opened(file: Path, intruder: Any) -> None:
    for name in audit_triggers.wanted():
        intruder.execute(f"DROP TRIGGER {name}")
    store = open_store(file.parent, KEY)
    store.save_collection(CITY)
    store.close()
    assert intruder.execute("SELECT count(*) FROM audit").fetchone() == (RECORDS + 1,)


def test_every_table_is_watched_or_says_why_not() -> None:
    watched = {each.table.name for each in audit_triggers.WATCHED}
    assert watched & UNWATCHED.keys() == set()
    assert watched | UNWATCHED.keys() == set(metadata.tables)
