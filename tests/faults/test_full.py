"""A disk that is full, or not there: while a backup is made, and while a log is written."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from faqbot import logs
from faqbot.errors import StoreError
from faqbot.store import open_store
from faqbot.store.key import find_key
from faqbot.trust.backup import backup, check, manifest_of
from tests.contracts.store import CITY, NOW, entry

SMALL = "128k"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    at = tmp_path / "disk"
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "none", str(at)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root on Linux only")
    yield at
    subprocess.run(["umount", "--lazy", str(at)], check=True)


def enlarge(disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)


@pytest.fixture
def access(disk: Path) -> Iterator[Path]:
    """Where the access log goes: on that disk, with a page left for it."""
    root, requests = logging.getLogger(), logging.getLogger(logs.ACCESS)
    before = root.handlers[:], root.level, requests.handlers, requests.level, requests.propagate
    (disk / "rest").write_bytes(b"x" * (128 * 1024 - 4096))
    yield disk / "access.log"
    for handler in requests.handlers:
        handler.close()
    root.handlers, requests.handlers, requests.propagate = before[0], before[2], before[4]
    root.setLevel(before[1])
    requests.setLevel(before[3])


def test_a_backup_on_a_full_disk_leaves_nothing_and_the_next_is_whole(disk: Path, tmp_path: Path) -> None:
    store = open_store(tmp_path / "data")
    store.save_collection(CITY)
    store.save_entries([entry(f"e{number}") for number in range(200)], now=NOW, by="yamada")
    store.close()
    database = tmp_path / "data" / "faqbot.db"
    key = find_key(database)
    with pytest.raises(StoreError, match="空き"):
        backup(database, key, disk)
    assert list(disk.iterdir()) == []
    enlarge(disk)
    made = backup(database, key, disk)
    assert check(made, key)


def test_a_backup_whose_manifest_cannot_be_written_is_none(tmp_path: Path) -> None:
    open_store(tmp_path / "data").close()
    database, folder = tmp_path / "data" / "faqbot.db", tmp_path / "backups"
    manifest_of(folder / "faqbot-20260401T093000Z.db").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        backup(database, find_key(database), folder, now=NOW)
    assert [each.name for each in folder.iterdir()] == ["faqbot-20260401T093000Z.json"]


def test_a_log_on_a_full_disk_is_told_once_and_goes_on_when_there_is_room(
    access: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.begin(access)
    requests = logging.getLogger(logs.ACCESS)
    for _ in range(100):
        requests.info("request", extra={"fields": {"route": "/" + "x" * 200}})
    told = capfd.readouterr().err
    assert told.count("\n") == 1
    assert "access.log に書けません" in told
    enlarge(access.parent)
    requests.info("request", extra={"fields": {"route": "/last"}})
    assert '"/last"' in access.read_text("utf-8").splitlines()[-1]
    assert capfd.readouterr().err == ""


def test_a_log_that_cannot_be_opened_is_told_at_the_start_and_no_more(
    access: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    requests = logging.getLogger(logs.ACCESS)
    folder = access.parent / "later"
    logs.begin(folder / "access.log")
    for _ in range(3):
        requests.info("request")
    assert capfd.readouterr().err.count("later/access.log に書けません") == 1
    enlarge(access.parent)
    folder.mkdir()
    requests.info("request")
    assert (folder / "access.log").read_text("utf-8").count("\n") == 1
