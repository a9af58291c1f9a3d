"""Who is signed in? Sessions by the hash of their token."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from faqbot.errors import NotFound
from faqbot.staff.accounts import Session, Stage
from faqbot.store.engine import Database
from faqbot.store.tables import sessions


class SqlSessions(Database):
    """Sessions: see `faqbot.store.base_identity.SessionStore`."""

    def begin_session(self, session: Session, *, began_before: datetime, seen_before: datetime) -> None:
        row = {field.name: getattr(session, field.name) for field in fields(session)}
        stale = or_(sessions.c.begun_at < began_before, sessions.c.seen_at < seen_before)
        with self.write() as connection:
            connection.execute(delete(sessions).where(stale))
            try:
                connection.execute(insert(sessions), row | {"stage": session.stage.value})
            except IntegrityError:
                raise NotFound(f"アカウント「{session.account}」はありません。") from None

    def session(self, key: str) -> Session | None:
        with self.read() as connection:
            row = connection.execute(select(sessions).where(sessions.c.key == key)).first()
        return None if row is None else _session(row)

    def sessions_of(self, account: str) -> tuple[Session, ...]:
        theirs = select(sessions).where(sessions.c.account == account).order_by(sessions.c.seen_at.desc())
        with self.read() as connection:
            return tuple(map(_session, connection.execute(theirs)))

    def see_session(self, key: str, now: datetime) -> None:
        with self.write() as connection:
            connection.execute(update(sessions).where(sessions.c.key == key).values(seen_at=now))

    def end_session(self, key: str) -> None:
        with self.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.key == key))

    def end_sessions(self, account: str, *, sid: str = "") -> None:
        with self.write() as connection:
            end_all(connection, account, sid)


def end_all(connection: Connection, account: str, sid: str = "") -> None:
    """End the sessions of an account, within a transaction of the caller's."""
    ending = delete(sessions).where(sessions.c.account == account)
    connection.execute(ending.where(sessions.c.sid == sid) if sid else ending)


def _session(row: Row[Any]) -> Session:
    return Session(**{**row._mapping, "stage": Stage(row.stage)})
