"""What is on the disk, how a connection is set, and what is said when the disk fails us."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from faqbot.errors import StoreError
from faqbot.store import open_store
from faqbot.store.sql import SqlStore
from tests.contracts.store import CITY, NOW, axis, entry, turn

SECRET = "たんすの中のないしょ話 and a plain word"
KEY = "0123456789abcdef" * 4


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_store(tmp_path, KEY)
    assert isinstance(store, SqlStore)
    store.save_collection(CITY)
    yield store
    store.close()


def write_secret(store: SqlStore) -> None:
    asked = turn(text=SECRET)
    store.receive(asked)
    store.open_ticket(asked, key=SECRET, vector=axis(0), near=0.1, now=NOW)
    store.save_entries([entry(answer=SECRET, fields={SECRET: SECRET})], now=NOW, by=SECRET)


def test_nothing_on_the_disk_is_plain(store: SqlStore, tmp_path: Path) -> None:
    write_secret(store)
    # While it is open the newest pages are in the log beside the database; closing moves them.
    assert (tmp_path / "faqbot.db-wal").stat().st_size > 0
    for _ in range(2):
        for file in tmp_path.iterdir():
            content = file.read_bytes()
            assert not content.startswith(b"SQLite format 3")
            for encoding in ("utf-8", "utf-16-le"):
                assert SECRET.encode(encoding) not in content
            assert b"plain word" not in content
            assert b"CREATE TABLE" not in content
        store.close()


def test_how_each_connection_is_set(store: SqlStore) -> None:
    pragmas = {
        "journal_mode": "wal",
        "synchronous": 2,
        "fullfsync": 1,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
    }
    with store.read() as one, store.read() as two:
        for connection in (one, two):
            for name, value in pragmas.items():
                assert connection.execute(text(f"PRAGMA {name}")).scalar_one() == value


def test_extensions_can_only_be_loaded_by_us(store: SqlStore) -> None:
    def load() -> None:
        with store.read() as connection:
            connection.execute(text("SELECT load_extension('x')"))

    with pytest.raises(StoreError):
        load()


def test_a_failed_write_leaves_nothing(store: SqlStore) -> None:
    def fail() -> None:
        with store.write() as connection:
            connection.execute(text("DELETE FROM collections"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.collections() == (CITY,)


def test_a_reader_does_not_wait_for_the_writer(store: SqlStore) -> None:
    with store.write() as connection:
        connection.execute(text("DELETE FROM collections"))
        assert store.collections() == (CITY,)


def test_errors_and_logs_carry_no_words_of_people(store: SqlStore, caplog: pytest.LogCaptureFixture) -> None:
    store.receive(turn(text=SECRET))
    with caplog.at_level(logging.INFO), pytest.raises(StoreError) as caught:
        store.receive(turn(text=SECRET))
    chain: list[BaseException | None] = [caught.value, caught.value.__cause__]
    assert not any(SECRET in str(error) for error in chain)
    assert SECRET not in caplog.text
    assert "SQLITE_CONSTRAINT" in str(caught.value)


def test_a_time_without_a_zone_is_refused(store: SqlStore) -> None:
    with pytest.raises(StoreError):
        store.receive(turn(received_at=NOW.replace(tzinfo=None)))
    assert store.count_turns() == 0


def test_a_writer_elsewhere_is_named(
    store: SqlStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faqbot.store.engine._BUSY_SECONDS", 0)
    other = open_store(tmp_path, KEY)
    with store.write(), pytest.raises(StoreError, match="ほかの処理で使われている"):
        other.receive(turn())
    other.receive(turn())
    other.close()


def test_a_full_disk_says_so_and_keeps_what_was_there(store: SqlStore) -> None:
    rows = [entry(f"e{number}", answer="あ" * 3000) for number in range(50)]
    with store.read() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 20}"))
    with pytest.raises(StoreError, match="空きがない"):
        store.save_entries(rows, now=NOW, by="a")
    assert store.entries("city") == ()
    store.save_entries(rows[:1], now=NOW, by="a")
    assert store.entries("city") == (rows[0],)


def test_a_broken_file_says_so(store: SqlStore, tmp_path: Path) -> None:
    store.save_entries([entry(f"e{number}") for number in range(500)], now=NOW, by="a")
    store.close()
    file = tmp_path / "faqbot.db"
    content = bytearray(file.read_bytes())
    content[4096 * 8 :] = bytes(len(content) - 4096 * 8)
    file.write_bytes(content)
    with pytest.raises(StoreError, match="バックアップから戻してください"):
        open_store(tmp_path, KEY).snapshot()


def test_a_place_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="データの置き場所"):
        open_store(tmp_path / "file" / "data", KEY)


def test_a_database_that_is_a_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "faqbot.db").mkdir()
    with pytest.raises(StoreError, match="開けない"):
        open_store(tmp_path, KEY)


def test_a_url_names_the_file(store: SqlStore, tmp_path: Path) -> None:
    again = open_store(f"sqlite:///{tmp_path}/faqbot.db", KEY)
    assert again.collections() == (CITY,)
    again.close()


@pytest.mark.parametrize("url", ["sqlite://", "postgresql://localhost/faqbot", "://"])
def test_another_url_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="SQLite のファイルだけ"):
        open_store(url, KEY)


def test_a_relative_place_stays_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("data", KEY)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.save_collection(CITY)
    store.close()
    assert (tmp_path / "data" / "faqbot.db").exists()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_the_protocols_load_no_database() -> None:
    loaded = "import faqbot.store.base, sys; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr
