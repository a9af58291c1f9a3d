"""Who may sign in, and who has? Accounts, and their sessions by hashed token."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from faqbot.errors import InvalidInput, NotFound
from faqbot.staff.accounts import Account, Role, Session
from faqbot.store.engine import Database
from faqbot.store.tables import accounts, sessions


class SqlAccounts(Database):
    """Accounts and sessions: see `faqbot.store.base_staff.AccountStore`."""

    def accounts(self) -> tuple[Account, ...]:
        with self.read() as connection:
            return tuple(map(_account, connection.execute(select(accounts).order_by(accounts.c.pk))))

    def account(self, name: str) -> Account | None:
        with self.read() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        return None if row is None else _account(row)

    def add_account(self, account: Account) -> None:
        row = {field.name: getattr(account, field.name) for field in fields(account)}
        with self.write() as connection:
            try:
                connection.execute(insert(accounts), row | {"role": account.role.value})
            except IntegrityError:
                raise InvalidInput(
                    f"アカウント「{account.name}」はもうあるので、別の名前にしてください。"
                ) from None

    def set_password(self, name: str, password_hash: str) -> None:
        with self.write() as connection:
            _change(connection, name, password_hash=password_hash, failures=0, locked_until=None)
            _end_all(connection, name)

    def disable_account(self, name: str, *, disabled: bool) -> None:
        with self.write() as connection:
            _change(connection, name, disabled=disabled)
            if disabled:
                _end_all(connection, name)

    def count_failure(self, name: str, *, limit: int, until: datetime) -> None:
        last = accounts.c.failures + 1 >= limit
        with self.write() as connection:
            connection.execute(
                update(accounts)
                .where(accounts.c.name == name)
                .values(
                    failures=case((last, 0), else_=accounts.c.failures + 1),
                    locked_until=case((last, until), else_=accounts.c.locked_until),
                )
            )

    def begin_session(self, session: Session, *, began_before: datetime, seen_before: datetime) -> None:
        row = {field.name: getattr(session, field.name) for field in fields(session)}
        stale = or_(sessions.c.begun_at < began_before, sessions.c.seen_at < seen_before)
        with self.write() as connection:
            _change(connection, session.account, failures=0, locked_until=None)
            connection.execute(delete(sessions).where(stale))
            connection.execute(insert(sessions), row)

    def session(self, key: str) -> Session | None:
        with self.read() as connection:
            row = connection.execute(select(sessions).where(sessions.c.key == key)).first()
        return None if row is None else Session(**row._mapping)

    def see_session(self, key: str, now: datetime) -> None:
        with self.write() as connection:
            connection.execute(update(sessions).where(sessions.c.key == key).values(seen_at=now))

    def end_session(self, key: str) -> None:
        with self.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.key == key))


def _change(connection: Connection, name: str, **values: Any) -> None:
    changed = connection.execute(update(accounts).where(accounts.c.name == name).values(values))
    if changed.rowcount == 0:
        raise NotFound(f"アカウント「{name}」はありません。faqbot account list で名前を確かめてください。")


def _end_all(connection: Connection, name: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.account == name))


def _account(row: Row[Any]) -> Account:
    values = dict(row._mapping)
    del values["pk"]
    return Account(**values | {"role": Role(values["role"])})
