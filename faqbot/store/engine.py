"""How do we reach the database, and what is a transaction? SQLite's settings are only here."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import IO, Any

import sqlite_vec
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlcipher3 import dbapi2 as sqlcipher

from faqbot.errors import InvalidInput, NotKept, StoreError, WrongKey
from faqbot.store import audit_links
from faqbot.store.key import Key, key_file

_PAUSE_SECONDS = 0.001
"""A write takes a few of these."""
_BUSY_SECONDS = 10
"""How long a writer waits for one in another process before it gives up."""

_LASTING = (
    "SQLITE_FULL",
    "SQLITE_READONLY",
    "SQLITE_IOERR",
    "SQLITE_CORRUPT",
    "SQLITE_NOTADB",
    "SQLITE_CANTOPEN",
)
"""What is so until somebody does something about it: waiting for it keeps nobody's question."""

_ADVICE = {
    "SQLITE_BUSY": "データベースがほかの処理で使われているので、少し待ってからお試しください。",
    "SQLITE_CANTOPEN": "データベースのファイルを開けないので、置き場所と権限を確かめてください。",
    "SQLITE_CORRUPT": "データベースのファイルがこわれているので、バックアップから戻してください。",
    "SQLITE_FULL": "ディスクに空きがないので、空きを作ってから、もう一度お試しください。",
    "SQLITE_IOERR": "ディスクに書きこめないので、空きと故障の有無を確かめてから、もう一度お試しください。",
    "SQLITE_NOTADB": "データベースのファイルがこわれているので、バックアップから戻してください。",
    "SQLITE_READONLY": "データベースに書きこめないので、ファイルの権限を確かめてください。",
}


def connect(path: Path, key: Key, *, foreign_keys: bool = True) -> Engine:
    """An engine on an encrypted SQLite file. Nothing is opened until it is used.

    A thread never waits for a connection, only for its turn to write: as many are opened as threads
    ask for at once, and eight are kept. Statements in error messages come without their parameters,
    which are people's words.
    """
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        module=sqlcipher,
        pool_size=8,
        max_overflow=-1,
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
        hide_parameters=True,
    )
    prepare = partial(_prepare, path=path, key=key, foreign_keys=foreign_keys)
    event.listen(engine, "connect", prepare, insert=True)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any, *, path: Path, key: Key, foreign_keys: bool) -> None:
    # The driver shall begin no transactions of its own: see `_begin`.
    connection.isolation_level = None
    # SQLCipher would explain itself on stderr, in English; we raise.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = {key.literal()}")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")
    except sqlcipher.DatabaseError as error:
        if error.sqlite_errorname != "SQLITE_NOTADB":
            raise
        raise WrongKey(
            f"データベース {path} は今の鍵では開けないので、作ったときの鍵"
            f"(ファイル {key_file(path)} または環境変数 FAQBOT_KEY)に戻してから、"
            "もう一度起動してください。"
        ) from None
    # Readers and the writer do not wait for each other; a commit is on the disk when it returns
    # (FULL syncs the log at each commit; macOS syncs truly only when asked with fullfsync).
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
    connection.enable_load_extension(True)
    connection.load_extension(sqlite_vec.loadable_path())
    connection.enable_load_extension(False)
    audit_links.install(connection, key)


def _begin(connection: Connection) -> None:
    """The driver begins a transaction at the first write, and none for reads; so we begin it.

    A writer takes the lock at once: one that started as a reader could not wait for it.
    """
    options = connection.get_execution_options()
    if options.get("begin") == "IMMEDIATE":
        connection.exec_driver_sql(f"PRAGMA synchronous = {options.get('synchronous', 'FULL')}")
    connection.exec_driver_sql(f"BEGIN {options.get('begin', 'DEFERRED')}")


def writer(engine: Engine, *, synchronous: str = "FULL") -> Engine:
    """The same engine, whose transactions take the write lock when they begin."""
    return engine.execution_options(begin="IMMEDIATE", synchronous=synchronous)


class Database:
    """A base of the parts of the store: transactions that speak in faqbot's errors."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = writer(engine)
        self._hasty_writer = writer(engine, synchronous="NORMAL")
        self._turn_to_write = Lock()
        self._queue = Path(f"{engine.url.database}.queue")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction: every statement in it sees the same state of the database."""
        with spoken(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, hasty: bool = False) -> Iterator[Connection]:
        """A write transaction: on the disk as a whole when it ends, undone if anything is raised.

        A hasty one outlives the process, and is on the disk with the next that is not hasty: a power cut may take it
        back, never one before it. It is for what the sweep makes again of a turn received.

        Threads queue on a lock, which wakes them at once; SQLite polls with growing pauses
        (8 threads, 50 `receive()` each: 0.12 s with the lock, 0.20 s without). So do processes, on a lock of a file.
        """
        engine = self._hasty_writer if hasty else self._writer
        with spoken(), self._turn_to_write, _turn_of_processes(self._queue), engine.begin() as connection:
            yield connection


@contextmanager
def _turn_of_processes(queue: Path) -> Iterator[None]:
    """Wait for writers in other processes, as long as SQLite would. Where that was in vain, or the file cannot be had (a
    read-only disk), SQLite says what is wrong.
    """
    try:
        file = queue.open("a")
    except OSError:
        yield
        return
    with file:
        _queue_up(file, monotonic() + _BUSY_SECONDS)
        yield


def _queue_up(file: IO[str], until: float) -> None:
    """Take the lock when it is free; SQLite's own pauses grow to 100 ms, in which a busy process would never be let in."""
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() >= until:
                return None
            sleep(_PAUSE_SECONDS)


@contextmanager
def spoken() -> Iterator[None]:
    """Turn what the driver raises into what the person in front of the screen can act on."""
    try:
        yield
    except UnicodeEncodeError:
        # Without the cause, which carries the whole text.
        raise InvalidInput(
            "文字として読めない部分があるので、そこを消してから、もう一度お試しください。"
        ) from None
    except SQLAlchemyError as error:
        name = _name(error)
        raise (NotKept if name.startswith(_LASTING) else StoreError)(advice(name)) from error


def _name(error: SQLAlchemyError) -> str:
    """SQLite's name of what went wrong, else the exception's."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    return getattr(cause, "sqlite_errorname", "") or type(error).__name__


def advice(name: str) -> str:
    """What to do about an error of SQLite, by its name."""
    for prefix, told in _ADVICE.items():
        if name.startswith(prefix):
            return told
    return f"データベースの処理に失敗したので、管理者に次の名前を伝えてください({name})。"
