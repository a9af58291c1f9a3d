"""Who may sign in?"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from faqbot.errors import InvalidInput, NotFound
from faqbot.staff.accounts import Account, Role
from faqbot.store.engine import Database
from faqbot.store.sessions import end_all
from faqbot.store.tables import accounts


class SqlAccounts(Database):
    """Accounts: see `faqbot.store.base_identity.AccountStore`."""

    def accounts(self) -> tuple[Account, ...]:
        with self.read() as connection:
            return tuple(map(_account, connection.execute(select(accounts).order_by(accounts.c.pk))))

    def account(self, name: str) -> Account | None:
        with self.read() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        return None if row is None else _account(row)

    def account_of(self, issuer: str, subject: str) -> Account | None:
        here = (accounts.c.issuer == issuer) & (accounts.c.subject == subject)
        with self.read() as connection:
            row = connection.execute(select(accounts).where(here, accounts.c.subject != "")).first()
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
            _change(connection, name, password_hash=password_hash)
            end_all(connection, name)

    def set_subject(self, name: str, issuer: str, subject: str) -> None:
        with self.write() as connection:
            _change(connection, name, issuer=issuer, subject=subject, password_hash="")
            end_all(connection, name)

    def set_place(self, name: str, role: Role, department: str) -> None:
        same = (accounts.c.role == role.value) & (accounts.c.department == department)
        with self.write() as connection:
            if connection.execute(select(accounts.c.pk).where(accounts.c.name == name, same)).first():
                return
            _change(connection, name, role=role.value, department=department)
            end_all(connection, name)

    def disable_account(self, name: str, *, disabled: bool) -> None:
        with self.write() as connection:
            _change(connection, name, disabled=disabled)
            if disabled:
                end_all(connection, name)


def _change(connection: Connection, name: str, **values: Any) -> None:
    changed = connection.execute(update(accounts).where(accounts.c.name == name).values(values))
    if changed.rowcount == 0:
        raise NotFound(f"アカウント「{name}」はありません。faqbot account list で名前を確かめてください。")


def _account(row: Row[Any]) -> Account:
    values = dict(row._mapping)
    del values["pk"]
    return Account(**values | {"role": Role(values["role"])})
