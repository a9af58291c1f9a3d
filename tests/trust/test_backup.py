"""A backup is one moment of a service that runs, and comes back whole or not at all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from faqbot.errors import BackupError, KeyMissing, StoreError, WrongKey
from faqbot.store import open_store
from faqbot.store.copies import contents
from faqbot.store.key import Key, find_key, read_key
from faqbot.trust.backup import backup, backups, check, manifest_of, restore, thin_out
from tests.conftest import ROOT
from tests.contracts.store import CITY, NOW, entry, turn
from tests.contracts.trust import broken
from tests.trust import dying

OTHER = Key("f" * 64)
ENTRIES = 20


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store = open_store(tmp_path / "data")
    store.save_collection(CITY)
    store.save_entries([entry(f"e{number}", answer="0") for number in range(ENTRIES)], now=NOW, by="yamada")
    store.receive(turn("t1"))
    store.close()
    return tmp_path / "data"


@pytest.fixture
def key(data: Path) -> Key:
    return find_key(data / "faqbot.db")


@pytest.fixture
def file(data: Path, key: Key, tmp_path: Path) -> Path:
    return backup(data / "faqbot.db", key, tmp_path / "backups", now=datetime(2026, 11, 21, tzinfo=UTC))


def test_what_was_kept_comes_back(data: Path, file: Path, key: Key, tmp_path: Path) -> None:
    assert file.name == "faqbot-20261121T000000Z.db"
    assert restore(file, key, tmp_path / "new").contents == contents(data / "faqbot.db", key)
    again = open_store(tmp_path / "new")
    assert len(again.entries("city")) == ENTRIES
    assert again.turn("t1") == turn("t1")
    assert broken(again) == []
    again.close()
    assert (tmp_path / "new" / "key").stat().st_mode & 0o777 == 0o600


def test_it_is_encrypted_and_for_nobody_else(file: Path) -> None:
    assert b"SQLite format" not in file.read_bytes()[:100]
    for each in (file, manifest_of(file)):
        assert each.stat().st_mode & 0o777 == 0o600
    assert "質問" not in manifest_of(file).read_text("utf-8")


def test_a_passphrase_opens_what_it_made(tmp_path: Path) -> None:
    phrase = "ひみつの'ことば"
    open_store(tmp_path / "data", phrase).close()
    made = backup(tmp_path / "data" / "faqbot.db", Key(phrase), tmp_path / "backups")
    restore(made, Key(phrase), tmp_path / "new")
    assert not (tmp_path / "new" / "key").exists()
    open_store(tmp_path / "new", phrase).close()


@pytest.fixture
def writers(data: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Two other processes that write as fast as they can, each of which has written."""
    at_work = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.processes", str(data), name],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("a", "b")
    ]
    for process in at_work:
        assert process.stdout
        while not process.stdout.readline().startswith("saved"):
            assert process.poll() is None
    yield at_work
    for process in at_work:
        process.kill()
        process.communicate()


@pytest.mark.usefixtures("writers")
def test_under_load_each_backup_is_one_moment(data: Path, key: Key, tmp_path: Path) -> None:
    held = 0
    for number in range(3):
        made = backup(data / "faqbot.db", key, tmp_path / "backups")
        restore(made, key, tmp_path / f"new{number}")
        store = open_store(tmp_path / f"new{number}")
        # All entries of a generation are saved in one transaction.
        assert len({each.answer for each in store.entries("city")}) == 1
        assert store.count_turns() >= held
        held = store.count_turns()
        assert broken(store) == []
        store.close()
    assert len(backups(tmp_path / "backups")) == 3


@pytest.mark.parametrize("step", dying.BACKUP_STEPS)
def test_killed_half_way_it_leaves_none_that_looks_whole(
    data: Path, key: Key, tmp_path: Path, step: str
) -> None:
    folder = tmp_path / "backups"
    died = subprocess.run(
        [sys.executable, "-m", "tests.trust.dying", str(data), str(folder), step], cwd=ROOT, check=False
    )
    assert died.returncode == -9
    assert backups(folder) == ()
    for left in folder.iterdir():
        with pytest.raises(BackupError, match="途中で止まった"):
            restore(left, key, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    made = backup(data / "faqbot.db", key, folder)
    assert backups(folder) == (made,)


def test_what_is_damaged_is_not_restored(file: Path, key: Key, tmp_path: Path) -> None:
    whole = file.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:5000] + b"x" + whole[5001:], b""):
        file.write_bytes(damaged)
        with pytest.raises(BackupError, match="途中で切れているか"):
            restore(file, key, tmp_path / "new")
    manifest = manifest_of(file)
    told = json.loads(manifest.read_text("utf-8"))
    file.write_bytes(whole)
    manifest.write_text(json.dumps(told | {"made_at": "2020-01-01"}), "utf-8")
    with pytest.raises(BackupError, match="合わない"):
        check(file, key)
    manifest.write_text("{", "utf-8")
    with pytest.raises(BackupError, match="読めない"):
        check(file, key)
    assert not (tmp_path / "new").exists()


def test_the_wrong_key_and_no_key(file: Path, data: Path, key: Key, tmp_path: Path) -> None:
    with pytest.raises(WrongKey, match="この鍵では開けません"):
        restore(file, OTHER, tmp_path / "new")
    with pytest.raises(WrongKey):
        backup(data / "faqbot.db", OTHER, tmp_path / "backups")
    with pytest.raises(KeyMissing, match="控えておいた鍵"):
        read_key(tmp_path / "nothing")
    assert backups(tmp_path / "backups") == (file,)
    assert not (tmp_path / "new").exists()


def test_nothing_is_written_over(file: Path, data: Path, key: Key) -> None:
    before = (data / "faqbot.db").read_bytes()
    with pytest.raises(BackupError, match="もうある"):
        restore(file, key, data)
    assert (data / "faqbot.db").read_bytes() == before


def test_only_the_newest_are_kept(data: Path, key: Key, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    made = [backup(data / "faqbot.db", key, folder, now=moment) for _ in range(3)]
    assert len(set(made)) == 3
    assert thin_out(folder, 2) == 1
    assert set(folder.iterdir()) == {each for file in made[1:] for each in (file, manifest_of(file))}


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="ない"):
        backup(tmp_path / "faqbot.db", OTHER, tmp_path / "backups")
    assert not (tmp_path / "faqbot.db").exists()
    assert backups(tmp_path / "backups") == ()
