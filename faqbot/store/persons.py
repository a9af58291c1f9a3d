"""What is kept of one person? Given to them whole, or erased: a session of the page or of LINE, or an account of the staff."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select, update

from faqbot.errors import NotFound
from faqbot.staff.audit import Deed
from faqbot.store.audit import put_note
from faqbot.store.engine import Database
from faqbot.store.tables import (
    accounts,
    audit,
    inbox,
    inquiries,
    recovery_codes,
    second_factors,
    sessions,
    turns,
    visitors,
)
from faqbot.store.tickets import close_without_text

ERASED = "（消去済み）"
"""The display name of an account that has been erased."""
_SECRET = {"password_hash", "id_token", "key", "secret", "digest"}
_Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class SqlPersons(Database):
    """What is kept of persons: see `faqbot.store.base_trust.PersonStore`."""

    def session_data(self, session: str) -> _Rows:
        with self.read() as connection:
            return {
                table.name: _rows(connection, table, table.c.session == session)
                for table in (turns, visitors, inbox)
            }

    def account_data(self, name: str) -> _Rows:
        with self.read() as connection:
            return {
                "accounts": _rows(connection, accounts, accounts.c.name == name),
                "sessions": _rows(connection, sessions, sessions.c.account == name),
                "inquiries": _rows(connection, inquiries, inquiries.c.agent == name),
                "audit": [
                    json.loads(link)
                    for link in connection.execute(
                        select(audit.c.link)
                        .where(or_(audit.c.who == name, audit.c.thing == name))
                        .order_by(audit.c.number)
                    ).scalars()
                ],
            }

    def erase_session(self, session: str) -> int:
        theirs = turns.c.session == session
        with self.write() as connection:
            found = connection.execute(select(func.count()).select_from(turns).where(theirs)).scalar_one()
            close_without_text(connection, theirs)
            connection.execute(update(turns).where(theirs).values(text="", session="", area=""))
            connection.execute(delete(visitors).where(visitors.c.session == session))
            connection.execute(delete(inbox).where(inbox.c.session == session))
            # Not which: its hash would outlive what is erased.
            put_note(connection, Deed.ERASED, "turns", str(found))
        return found

    def erase_account(self, name: str) -> None:
        empty = {"password_hash": "", "display_name": ERASED, "disabled": True, "issuer": "", "subject": ""}
        with self.write() as connection:
            erased = update(accounts).where(accounts.c.name == name).values(empty)
            if connection.execute(erased).rowcount == 0:
                raise NotFound(
                    f"アカウント「{name}」はありません。faqbot account list で名前を確かめてください。"
                )
            for table in (sessions, second_factors, recovery_codes):
                connection.execute(delete(table).where(table.c.account == name))
            put_note(connection, Deed.ERASED, "accounts", name)


def _rows(connection: Connection, table: Table, where: ColumnElement[bool]) -> list[dict[str, Any]]:
    shown = [column for column in table.columns if column.name not in _SECRET]
    return [dict(row._mapping) for row in connection.execute(select(*shown).where(where))]
