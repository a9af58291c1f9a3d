"""How does a database get another key? Onto a copy, which takes its place; killed at any step, one whole database is left.

The new key lies beside the old as `key.next` before the database is replaced (by one rename), and takes the old one's name after
it; `settle` finishes or forgets what was interrupted.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from faqbot.errors import StoreError, WrongKey
from faqbot.staff.audit import Deed
from faqbot.store import copies
from faqbot.store.alone import alone
from faqbot.store.key import Key, key_file, read_key, write_key

_IN_USE = (
    "データベースが使われているので、サービスと編集画面（faqbot serve、faqbot panel など）を止めてから、"
    "もう一度実行してください。"
)
_RESEALED = {"audit_head"}
"""Sealed with the key: its digest is another one after the change."""


def change_key(database: Path, old: Key, new: Key) -> None:
    """Encrypt a database that nobody else has open with another key. A key file beside it is replaced with it.

    What was derived from the old key before (hashed ids) stays what it was: the old secret becomes a root.

    Raises:
        StoreError: the database is in use, or the disk cannot be used; the old key still opens it.
        WrongKey: the old key does not open it.
    """
    part = database.with_name(f"{database.name}.{secrets.token_hex(4)}.part")
    with alone(database.parent), copies.opened(database, old) as connection:
        _take(connection)
        try:
            _keep_root(connection, old)
            copies.note_on(connection, Deed.KEY_CHANGED, "database", database.name)
            connection.execute("VACUUM INTO ?", (str(part),))
            copies.change_key(part, old, new)
            _reseal(part, new)
            _compare(connection, part, new)
            _swap(database, part, old, new)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()


def settle(database: Path) -> None:
    """Finish a change of the key that was interrupted, or forget it. To be called alone."""
    for left in database.parent.glob(f"{database.name}.*.part"):
        left.unlink()
    following = _next(database)
    if not following.exists():
        return
    try:
        with copies.opened(database, read_key(following)):
            pass
    except WrongKey:
        following.unlink()
    else:
        _rename(database)


def _take(connection: Any) -> None:
    """Be the only one that has it open: nobody can be while there is a log for others."""
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except copies.DriverError:
        mode = "wal"
    if mode != "delete":
        raise StoreError(_IN_USE)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def _keep_root(connection: Any, old: Key) -> None:
    if connection.execute("SELECT 1 FROM roots").fetchone() is None:
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
        connection.execute("INSERT INTO roots (secret, since) VALUES (?, ?)", (old.secret, now))


def _reseal(part: Path, new: Key) -> None:
    with copies.opened(part, new) as connection:
        connection.execute("UPDATE audit_head SET seal = audit_seal(number, digest)")


def _compare(connection: Any, part: Path, new: Key) -> None:
    before, after = copies.read_all(connection), copies.contents(part, new)
    same = before.counts == after.counts and all(
        before.digests[name] == after.digests[name] for name in before.digests.keys() - _RESEALED
    )
    if not same:
        raise StoreError(
            "新しい鍵で書いた中身が元と合わないので、元のままにしました。ディスクを確かめてください。"
        )


def _swap(database: Path, part: Path, old: Key, new: Key) -> None:
    file = key_file(database)
    if file.exists() and read_key(file) == old:
        write_key(_next(database), new)
    part.chmod(database.stat().st_mode & 0o777)
    _replace(database, part)
    if _next(database).exists():
        _rename(database)


def _replace(database: Path, part: Path) -> None:
    part.replace(database)


def _rename(database: Path) -> None:
    _next(database).replace(key_file(database))


def _next(database: Path) -> Path:
    return key_file(database).with_name("key.next")
