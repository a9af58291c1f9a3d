"""How is a database copied while it is being written to, and is a copy whole? Plain files, as they lie in a backup.

A copy is SQLite's `VACUUM INTO`: one read transaction, so it is the state at one commit, and writers go on in the log. SQLCipher
encrypts it with the same key.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from faqbot.errors import StoreError, WrongKey
from faqbot.staff.audit import Deed
from faqbot.store import audit_links
from faqbot.store.engine import advice
from faqbot.store.key import Key

_BLOCK = 1 << 20
DriverError = sqlcipher.Error


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: its schema's revision, and of each table the number of rows and a SHA-256 over them."""

    schema: str
    counts: dict[str, int]
    digests: dict[str, str]


def copy(database: Path, key: Key, target: Path) -> None:
    """Copy a database as it is at one commit, under the same key; `target` must not exist. It is on the disk afterwards.

    Raises:
        WrongKey: the key does not open the database.
        StoreError: there is none, or the disk cannot be used.
    """
    with opened(database, key) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    _sync(target)


def contents(database: Path, key: Key) -> Contents:
    """Read a whole copy, and check it page by page.

    Raises:
        WrongKey: the key does not open it (or what opens is no database).
        StoreError: pages are missing or damaged.
    """
    with opened(database, key) as connection:
        for check in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
            if [row for row in connection.execute(f"PRAGMA {check}") if row != ("ok",)]:
                raise StoreError(
                    f"{database} の中がこわれているので、別のバックアップを使ってください（{check}）。"
                )
        return read_all(connection)


def read_all(connection: Any) -> Contents:
    """What a connection of the driver sees."""
    named = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    tables = [name for (name,) in named.fetchall()]
    read = {name: _rows(connection, name) for name in tables}
    (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return Contents(
        schema, {name: rows[0] for name, rows in read.items()}, {n: rows[1] for n, rows in read.items()}
    )


def note(database: Path, key: Key, deed: Deed, kind: str, thing: str) -> None:
    """Record in the audit of a database, as it is: a backup before an upgrade must not begin with the upgrade.

    Raises:
        as `contents`.
    """
    with opened(database, key) as connection:
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'audit'").fetchone():
            note_on(connection, deed, kind, thing)


def note_on(connection: Any, deed: Deed, kind: str, thing: str) -> None:
    """Record in the audit through a connection of the driver."""
    connection.execute(_NOTE, (deed.value, kind, thing))


_NOTE = (
    "INSERT INTO audit (link) VALUES"
    " (audit_link((SELECT link FROM audit ORDER BY number DESC LIMIT 1), ?, ?, ?, NULL, NULL, NULL))"
)


def change_key(database: Path, old: Key, new: Key) -> None:
    """Encrypt a copy that nobody else has open with another key. Not safe against a crash: use it on copies only."""
    with opened(database, old) as connection:
        connection.execute(f"PRAGMA rekey = {new.literal()}")
    _sync(database)


def fingerprint(file: Path) -> str:
    """The SHA-256 of a file."""
    digest = sha256()
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def opened(database: Path, key: Key) -> Iterator[Any]:
    """A connection of the driver to a database that exists, in autocommit.

    Raises:
        WrongKey: the key does not open it.
        StoreError: there is none, or what is done with it fails.
    """
    if not database.is_file():
        raise StoreError(f"データベース {database} がないので、場所を確かめてください。")
    try:
        with closing(sqlcipher.connect(str(database), isolation_level=None)) as connection:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = {key.literal()}")
            connection.execute("PRAGMA busy_timeout = 10000")
            audit_links.install(connection, key)
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            yield connection
    except sqlcipher.Error as error:
        name = getattr(error, "sqlite_errorname", "") or type(error).__name__
        if name == "SQLITE_NOTADB":
            raise WrongKey(f"{database} は、この鍵では開けません。作ったときの鍵を使ってください。") from None
        raise StoreError(advice(name)) from error


def _rows(connection: Any, table: str) -> tuple[int, str]:
    """How many rows a table has, and the digest of all of them."""
    count, digest = 0, sha256()
    for row in connection.execute(f'SELECT * FROM "{table}"'):
        count += 1
        digest.update(json.dumps(row, default=bytes.hex, ensure_ascii=False).encode())
    return count, digest.hexdigest()


def _sync(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
