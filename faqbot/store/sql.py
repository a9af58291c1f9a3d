"""The store in one encrypted file: its parts put together, and how it is opened."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError

from faqbot.errors import StoreError
from faqbot.store.accounts import SqlAccounts
from faqbot.store.alone import alone
from faqbot.store.approvals import SqlApprovals
from faqbot.store.audit import SqlAudit
from faqbot.store.collections import SqlCollections
from faqbot.store.credentials import SqlAttempts, SqlFactors, SqlKeys
from faqbot.store.deliveries import SqlDeliveries
from faqbot.store.dump import SqlDump
from faqbot.store.editing import SqlEditing
from faqbot.store.effects import SqlEffects
from faqbot.store.engine import connect
from faqbot.store.entries import SqlEntries
from faqbot.store.figures import SqlFigures
from faqbot.store.funnel import SqlFunnel
from faqbot.store.history import SqlHistory
from faqbot.store.inbox import SqlInbox
from faqbot.store.inquiries import SqlInquiries
from faqbot.store.key import Key, find_key
from faqbot.store.migrate import upgrade
from faqbot.store.needs import SqlNeeds
from faqbot.store.persons import SqlPersons
from faqbot.store.proof import SqlProof
from faqbot.store.proposals import SqlProposals
from faqbot.store.readings import SqlReadings
from faqbot.store.rekey import settle
from faqbot.store.retention import SqlRetention
from faqbot.store.roots import SqlRoots
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
    SqlHistory,
    SqlApprovals,
    SqlTurns,
    SqlTickets,
    SqlNeeds,
    SqlSettlements,
    SqlVectors,
    SqlReadings,
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
    SqlRetention,
    SqlPersons,
    SqlRoots,
    SqlDump,
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
        return (self.roots() or (self._key,))[-1].derive(purpose)

    def pseudonym(self, purpose: str, identity: str) -> str:
        name = identity
        for root in self.roots() or (self._key,):
            name = hmac.digest(root.derive(purpose), name.encode(), sha256).hex()
        return name

    def change_roots(self, now: datetime) -> int:
        return self.add_root(self._key, now)

    def ping(self) -> None:
        self.revision()

    def close(self) -> None:
        self._engine.dispose()


def open_store(where: Path | str, key: str = "") -> SqlStore:
    """See `faqbot.store.open_store`."""
    path = database_at(where)
    with alone(path.parent):
        settle(path)
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
