"""The store in one encrypted file: its parts put together, and how it is opened."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError

from faqbot.errors import StoreError
from faqbot.store.accounts import SqlAccounts
from faqbot.store.approvals import SqlApprovals
from faqbot.store.audit import SqlAudit
from faqbot.store.collections import SqlCollections
from faqbot.store.credentials import SqlAttempts, SqlFactors, SqlKeys
from faqbot.store.deliveries import SqlDeliveries
from faqbot.store.editing import SqlEditing
from faqbot.store.effects import SqlEffects
from faqbot.store.engine import connect
from faqbot.store.entries import SqlEntries
from faqbot.store.figures import SqlFigures
from faqbot.store.funnel import SqlFunnel
from faqbot.store.inbox import SqlInbox
from faqbot.store.inquiries import SqlInquiries
from faqbot.store.key import Key, find_key
from faqbot.store.migrate import upgrade
from faqbot.store.proof import SqlProof
from faqbot.store.proposals import SqlProposals
from faqbot.store.sessions import SqlSessions
from faqbot.store.settlements import SqlSettlements
from faqbot.store.terms import SqlTerms
from faqbot.store.tickets import SqlTickets
from faqbot.store.triages import SqlTriages
from faqbot.store.turns import SqlTurns
from faqbot.store.vectors import SqlVectors
from faqbot.store.vitals import SqlVitals
from faqbot.store.waiting import SqlWaiting
from faqbot.store.words import SqlWords


class SqlStore(
    SqlCollections,
    SqlEntries,
    SqlEditing,
    SqlApprovals,
    SqlTurns,
    SqlTickets,
    SqlSettlements,
    SqlVectors,
    SqlDeliveries,
    SqlInbox,
    SqlProposals,
    SqlAccounts,
    SqlAttempts,
    SqlSessions,
    SqlFactors,
    SqlKeys,
    SqlInquiries,
    SqlTriages,
    SqlFigures,
    SqlFunnel,
    SqlAudit,
    SqlProof,
    SqlTerms,
    SqlEffects,
    SqlWaiting,
    SqlVitals,
    SqlWords,
):
    """Everything that is kept: see `faqbot.store.base.Store`."""

    def __init__(self, engine: Engine, key: Key) -> None:
        super().__init__(engine)
        self._key = key

    def derived_key(self, purpose: str) -> bytes:
        return self._key.derive(purpose)

    def ping(self) -> None:
        self.revision()

    def close(self) -> None:
        self._engine.dispose()


def open_store(where: Path | str, key: str = "") -> SqlStore:
    """See `faqbot.store.open_store`."""
    path = database_at(where)
    with _alone(path.parent):
        found = find_key(path, key)
        upgrade(path, found)
    return SqlStore(connect(path, found), found)


def database_at(where: Path | str) -> Path:
    """`faqbot.db` in a directory, or the file that an SQLAlchemy URL names."""
    if "://" not in str(where):
        return Path(where).absolute() / "faqbot.db"
    try:
        url = make_url(str(where))
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() != "sqlite" or not url.database:
        raise StoreError(
            "使えるデータベースは SQLite のファイルだけなので、"
            "「sqlite:////置き場所/faqbot.db」の形で指定してください。"
        )
    return Path(url.database).absolute()


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """One process at a time makes the key and moves the schema; a killed one frees the lock."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (directory / "faqbot.lock").open("w")
    except OSError as error:
        raise StoreError(
            f"データの置き場所 {directory} を使えないので、場所と権限を確かめてください({error.strerror})。"
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
