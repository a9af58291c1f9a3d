"""Which questions reached no answer? Tickets, on which repeats and near-repeats gather."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from faqbot.errors import NotFound
from faqbot.store import vectors
from faqbot.store.engine import Database
from faqbot.store.tables import tickets, turns
from faqbot.store.turns import unknown_turn
from faqbot.types import Ticket, Turn


class SqlTickets(Database):
    """Tickets: see `faqbot.store.base.TicketStore`."""

    def open_ticket(
        self, turn: Turn, *, key: str, vector: Sequence[float], near: float, now: datetime
    ) -> Ticket:
        packed = vectors.pack(vector)
        with self.write(hasty=True) as connection:
            pk = _ticket_of(connection, turn.id)
            if pk is None:
                pk = _same(connection, turn.collection, key)
                if pk is None and packed is not None:
                    pk = vectors.nearest_ticket(connection, turn.collection, packed, near)
                if pk is None:
                    pk = _add(connection, turn, key, packed, now)
                else:
                    _count(connection, pk, now)
                connection.execute(update(turns).where(turns.c.id == turn.id).values(ticket_pk=pk))
            return _ticket(connection.execute(select(tickets).where(tickets.c.pk == pk)).one())

    def tickets(self, collection: str | None = None, state: str = "open") -> tuple[Ticket, ...]:
        wanted = (
            select(tickets)
            .where(tickets.c.state == state)
            .order_by(tickets.c.count.desc(), tickets.c.last_at.desc(), tickets.c.pk.desc())
        )
        if collection is not None:
            wanted = wanted.where(tickets.c.collection == collection)
        with self.read() as connection:
            return tuple(map(_ticket, connection.execute(wanted)))

    def dismiss(self, ticket_id: str) -> None:
        with self.write() as connection:
            row = connection.execute(select(tickets).where(_is(ticket_id))).first()
            if row is None:
                raise _unknown(ticket_id)
            if row.state == "open":
                _close(connection, row.pk, state="dismissed")


def resolve(connection: Connection, ticket_id: str, *, collection: str, entry_id: str) -> str:
    """Close a ticket with the entry that answers it, in the transaction that writes the entry.

    Returns its question. One that was closed already is answered all the same: the last entry
    stands.

    Raises:
        NotFound: the collection has no such ticket.
    """
    wanted = select(tickets).where(_is(ticket_id), tickets.c.collection == collection)
    row = connection.execute(wanted).first()
    if row is None:
        raise _unknown(ticket_id)
    _close(connection, row.pk, state="resolved", entry_id=entry_id)
    return str(row.text)


def close_without_text(connection: Connection, theirs: ColumnElement[bool]) -> None:
    """Close each open ticket on which nothing stands but one of these turns, and erase what it says."""
    sole = select(tickets.c.pk).where(
        tickets.c.pk.in_(select(turns.c.ticket_pk).where(theirs)),
        tickets.c.count == 1,
        tickets.c.state == "open",
    )
    for pk in connection.execute(sole).scalars().all():
        _close(connection, pk, state="dismissed", text="", key="")


def _ticket_of(connection: Connection, turn_id: str) -> int | None:
    row = connection.execute(select(turns.c.ticket_pk).where(turns.c.id == turn_id)).first()
    if row is None:
        raise unknown_turn()
    pk: int | None = row.ticket_pk
    return pk


def _same(connection: Connection, collection: str, key: str) -> int | None:
    return connection.execute(
        select(tickets.c.pk).where(
            tickets.c.collection == collection, tickets.c.key == key, tickets.c.state == "open"
        )
    ).scalar()


def _add(connection: Connection, turn: Turn, key: str, vector: bytes | None, now: datetime) -> int:
    ticket = insert(tickets).values(
        collection=turn.collection,
        key=key,
        text=turn.text,
        count=1,
        first_at=now,
        last_at=now,
        state="open",
        entry_id="",
    )
    pk: int = connection.execute(ticket.returning(tickets.c.pk)).scalar_one()
    if vector is not None:
        vectors.add_ticket_vector(connection, pk, turn.collection, vector)
    return pk


def _count(connection: Connection, pk: int, now: datetime) -> None:
    connection.execute(
        update(tickets).where(tickets.c.pk == pk).values(count=tickets.c.count + 1, last_at=now)
    )


def _close(connection: Connection, pk: int, **values: str) -> None:
    connection.execute(update(tickets).where(tickets.c.pk == pk).values(values))
    vectors.drop_ticket_vector(connection, pk)


def _is(ticket_id: str) -> ColumnElement[bool]:
    """A ticket's id is its row number: short enough to be said on the phone."""
    short = ticket_id.isascii() and ticket_id.isdecimal() and len(ticket_id) < 19
    return tickets.c.pk == (int(ticket_id) if short else None)


def _unknown(ticket_id: str) -> NotFound:
    return NotFound(f"未回答の質問 {ticket_id!r} が見つからないので、一覧を読みこみなおしてください。")


def _ticket(row: Row[Any]) -> Ticket:
    values = dict(row._mapping)
    del values["key"]
    return Ticket(id=str(values.pop("pk")), **values)
