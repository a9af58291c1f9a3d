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
    """Tickets: see `faqbot.store.base_tickets.TicketStore`."""

    def open_ticket(
        self, turn: Turn, *, key: str, vector: Sequence[float], near: float, now: datetime
    ) -> Ticket:
        packed = vectors.pack(vector)
        with self.write(hasty=True) as connection:
            pk = _ticket_of(connection, turn.id)
            if pk is None:
                pk = same_question(connection, turn.collection, key)
                if pk is None and packed is not None:
                    pk = vectors.nearest_ticket(connection, turn.collection, packed, near)
                if pk is None:
                    pk = _add(connection, turn, key, packed, now)
                else:
                    _count(connection, pk, now)
                connection.execute(update(turns).where(turns.c.id == turn.id).values(ticket_pk=pk))
            return ticket_of(connection.execute(select(tickets).where(tickets.c.pk == pk)).one())

    def tickets(self, collection: str | None = None, state: str = "open") -> tuple[Ticket, ...]:
        wanted = (
            select(tickets)
            .where(tickets.c.state == state)
            .order_by(tickets.c.count.desc(), tickets.c.last_at.desc(), tickets.c.pk.desc())
        )
        if collection is not None:
            wanted = wanted.where(tickets.c.collection == collection)
        with self.read() as connection:
            return tuple(map(ticket_of, connection.execute(wanted)))

    def ticket(self, ticket_id: str) -> Ticket | None:
        with self.read() as connection:
            row = connection.execute(select(tickets).where(tickets.c.pk == _pk(ticket_id))).first()
        return ticket_of(row) if row else None


def resolve(
    connection: Connection, settlement: str, *, collection: str, entry_id: str, now: datetime, by: str
) -> tuple[str, ...]:
    """Close tickets (their ids with commas between) with the entry that answers them, in the transaction that writes it.

    Returns their questions. One that was closed already is answered all the same: the last entry
    stands.

    Raises:
        NotFound: the collection has no such ticket.
    """
    rows = ticket_rows(connection, settlement, tickets.c.collection == collection)
    for row in rows:
        close(
            connection,
            row.pk,
            state="resolved",
            entry_id=entry_id,
            settlement=settlement,
            reason="",
            decided_at=now,
            decided_by=by,
        )
    return tuple(row.text for row in rows)


def close_without_text(connection: Connection, theirs: ColumnElement[bool]) -> None:
    """Close each open ticket on which nothing stands but one of these turns, and erase what it says."""
    sole = select(tickets.c.pk).where(
        tickets.c.pk.in_(select(turns.c.ticket_pk).where(theirs)),
        tickets.c.count == 1,
        tickets.c.state == "open",
    )
    for pk in connection.execute(sole).scalars().all():
        close(connection, pk, state="dismissed", text="", key="")


def _ticket_of(connection: Connection, turn_id: str) -> int | None:
    row = connection.execute(select(turns.c.ticket_pk).where(turns.c.id == turn_id)).first()
    if row is None:
        raise unknown_turn()
    pk: int | None = row.ticket_pk
    return pk


def same_question(connection: Connection, collection: str, key: str) -> int | None:
    """The open ticket of a question, by its key."""
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


def close(connection: Connection, pk: int, **values: Any) -> None:
    """Write how a ticket was closed; it gathers no more questions."""
    connection.execute(update(tickets).where(tickets.c.pk == pk).values(values))
    vectors.drop_ticket_vector(connection, pk)


def ticket_rows(connection: Connection, ids: str, *where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """The rows of tickets, given by their ids with commas between, in that order.

    Raises:
        NotFound: there is no such ticket.
    """
    wanted = {ticket_id: _pk(ticket_id) for ticket_id in ids.split(",")}
    found = connection.execute(select(tickets).where(tickets.c.pk.in_(wanted.values()), *where))
    rows = {row.pk: row for row in found}
    for ticket_id, pk in wanted.items():
        if pk not in rows:
            raise _unknown(ticket_id)
    return [rows[pk] for pk in wanted.values() if pk is not None]


def _pk(ticket_id: str) -> int | None:
    """A ticket's id is its row number: short enough to be said on the phone."""
    short = ticket_id.isascii() and ticket_id.isdecimal() and len(ticket_id) < 19
    return int(ticket_id) if short else None


def _unknown(ticket_id: str) -> NotFound:
    return NotFound(f"未回答の質問 {ticket_id!r} が見つからないので、一覧を読みこみなおしてください。")


def ticket_of(row: Row[Any]) -> Ticket:
    """A row as a value."""
    values = dict(row._mapping)
    del values["key"]
    return Ticket(id=str(values.pop("pk")), **values)
