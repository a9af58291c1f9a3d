"""The key is made once, found again, and asked for by name when it is not there."""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from faqbot.errors import KeyMissing, StoreError, WrongKey
from faqbot.store import open_store
from faqbot.store.key import Key, find_key
from tests.contracts.store import CITY

PASSPHRASE = 'it\'s a "long" 合言葉 --'


def fill(where: Path, key: str = "") -> None:
    store = open_store(where, key)
    store.save_collection(CITY)
    store.close()


def is_filled(where: Path, key: str = "") -> bool:
    store = open_store(where, key)
    try:
        return store.collections() == (CITY,)
    finally:
        store.close()


def test_the_first_start_makes_a_key_that_only_we_can_read(tmp_path: Path) -> None:
    fill(tmp_path / "data")
    file = tmp_path / "data" / "key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(bytes.fromhex(file.read_text())) == 32
    assert sorted(os.listdir(file.parent)) == ["faqbot.db", "faqbot.db.queue", "faqbot.lock", "key"]
    assert is_filled(tmp_path / "data")


def test_two_first_starts_make_two_keys(tmp_path: Path) -> None:
    keys = {find_key(tmp_path / name / "faqbot.db").secret for name in _folders(tmp_path, 2)}
    assert len(keys) == 2


def _folders(where: Path, count: int) -> list[str]:
    names = [f"{number}" for number in range(count)]
    for name in names:
        (where / name).mkdir()
    return names


@pytest.mark.parametrize("given", ["", " \n"])
def test_a_database_without_its_key_is_not_replaced(tmp_path: Path, given: str) -> None:
    fill(tmp_path)
    before = (tmp_path / "faqbot.db").read_bytes()
    (tmp_path / "key").rename(tmp_path / "elsewhere")
    with pytest.raises(KeyMissing, match="バックアップから戻すか、環境変数 FAQBOT_KEY"):
        open_store(tmp_path, given)
    assert not (tmp_path / "key").exists()
    assert (tmp_path / "faqbot.db").read_bytes() == before
    (tmp_path / "elsewhere").rename(tmp_path / "key")
    assert is_filled(tmp_path)


def test_a_start_that_died_before_the_first_page_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "faqbot.db").touch()
    fill(tmp_path)
    assert is_filled(tmp_path)


def test_a_given_passphrase_needs_no_file(tmp_path: Path) -> None:
    fill(tmp_path, PASSPHRASE)
    assert not (tmp_path / "key").exists()
    assert is_filled(tmp_path, f"{PASSPHRASE}\n")


@pytest.mark.parametrize("wrong", ["another", "0" * 64, "x'" + "0" * 64 + "'"])
def test_a_wrong_key_opens_nothing(tmp_path: Path, wrong: str, capfd: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, PASSPHRASE)
    with pytest.raises(WrongKey, match="作ったときの鍵") as caught:
        open_store(tmp_path, wrong)
    assert wrong not in str(caught.value)
    assert capfd.readouterr() == ("", "")
    assert is_filled(tmp_path, PASSPHRASE)


def test_a_new_key_file_is_a_wrong_key(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "key").write_text("ab" * 32)
    with pytest.raises(WrongKey):
        open_store(tmp_path)


def test_the_content_of_the_key_file_may_be_given_instead(tmp_path: Path) -> None:
    fill(tmp_path)
    content = (tmp_path / "key").read_text()
    (tmp_path / "key").unlink()
    assert is_filled(tmp_path, content)


def test_a_given_key_goes_before_the_file(tmp_path: Path) -> None:
    fill(tmp_path, PASSPHRASE)
    find_key(tmp_path / "other.db")
    assert is_filled(tmp_path, PASSPHRASE)


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o777])
def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    fill(tmp_path)
    (tmp_path / "key").chmod(mode)
    with pytest.raises(StoreError, match="chmod 600"):
        open_store(tmp_path)
    (tmp_path / "key").chmod(0o400)
    assert is_filled(tmp_path)


@pytest.mark.parametrize("content", [b"", b"abc", b"0" * 65, "鍵".encode(), b"\xff" * 64])
def test_a_key_file_without_a_key_is_refused(tmp_path: Path, content: bytes) -> None:
    fill(tmp_path)
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(WrongKey, match="16進数64文字"):
        open_store(tmp_path)


def test_a_key_that_cannot_be_written_is_no_start(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="作れない"):
        find_key(tmp_path / "nowhere" / "faqbot.db")


def test_a_key_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").mkdir()
    with pytest.raises(StoreError, match="持ち主と権限"):
        open_store(tmp_path)


@pytest.mark.parametrize("given", ["a\x00b", "a\nb", "片割れ\udce3"])
def test_a_given_key_that_cannot_be_typed_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(WrongKey, match="FAQBOT_KEY"):
        open_store(tmp_path, given)


def test_a_plain_sqlite_file_is_not_taken_for_ours(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "faqbot.db")
    plain.execute("CREATE TABLE mine (x)")
    plain.commit()
    plain.close()
    with pytest.raises(WrongKey):
        open_store(tmp_path, PASSPHRASE)


def test_the_key_is_never_shown(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert PASSPHRASE not in repr(Key(PASSPHRASE))
    with caplog.at_level(logging.DEBUG):
        fill(tmp_path, PASSPHRASE)
        with pytest.raises(WrongKey):
            open_store(tmp_path, "besides-it")
    assert caplog.records
    assert PASSPHRASE not in caplog.text
    assert "besides-it" not in caplog.text
