"""What has come in by a channel and is not answered yet? Kept before it is acknowledged, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from faqbot.errors import InboxFull
from faqbot.store.base import Arrival, Fate
from faqbot.store.engine import Database
from faqbot.store.tables import inbox, turns
from faqbot.store.tickets import close_without_text

_COLUMNS = [inbox.c[field.name] for field in fields(Arrival)]
# Written out, not bound: SQLite takes a partial index only where the query says its condition (sqlite.org/partialindex.html §3).
_WAITS = inbox.c.state == literal_column("'waiting'")
_NAMED = inbox.c.message != literal_column("''")


class SqlInbox(Database):
    """Arrivals: see `faqbot.store.base.Inbox`."""

    def take_in(self, arrivals: Sequence[Arrival], *, most: int) -> int:
        if not arrivals:
            return 0
        with self.write() as connection:
            new = _new(connection, arrivals)
            if new and _waiting(connection) + len(new) > most:
                raise InboxFull("未処理のメッセージが多すぎるので、少し待ってから、もう一度お試しください。")
            if new:
                rows = [{c.name: getattr(each, c.name) for c in _COLUMNS} for each in new]
                connection.execute(insert(inbox), [row | {"state": "waiting"} for row in rows])
            return len(new)

    def next_arrival(self, channel: str, *, busy: Collection[str]) -> Arrival | None:
        free = and_(_WAITS, inbox.c.channel == channel, inbox.c.session.not_in(busy))
        first = select(inbox.c.session).where(free).order_by(inbox.c.pk).limit(1).scalar_subquery()
        earliest = (
            select(*_COLUMNS)
            .where(_WAITS, inbox.c.channel == channel, inbox.c.session == first)
            .order_by(inbox.c.sent_at, inbox.c.pk)
            .limit(1)
        )
        with self.read() as connection:
            return _arrival(connection.execute(earliest).first())

    def waiting_since(self, channel: str, before: datetime, *, limit: int) -> tuple[Arrival, ...]:
        long = and_(_WAITS, inbox.c.channel == channel, inbox.c.received_at <= before)
        with self.read() as connection:
            rows = connection.execute(select(*_COLUMNS).where(long).order_by(inbox.c.pk).limit(limit))
            return tuple(Arrival(**row._mapping) for row in rows)

    def note_reply(self, arrival: Arrival, *, turn_id: str, reply: str) -> None:
        with self.write(hasty=True) as connection:
            connection.execute(update(inbox).where(_is(arrival)).values(turn_id=turn_id, reply=reply))

    def finish(self, arrival: Arrival, fate: Fate) -> None:
        with self.write(hasty=True) as connection:
            connection.execute(update(inbox).where(_is(arrival)).values(state=fate.value, **_EMPTIED))

    def take_back(self, channel: str, message: str) -> None:
        with self.write() as connection:
            meant = and_(_of(channel), inbox.c.message == message)
            ids = connection.execute(select(inbox.c.turn_id).where(meant, inbox.c.turn_id != "")).scalars()
            _erase(connection, list(ids))
            gone = {"state": Fate.TAKEN_BACK.value, **_EMPTIED}
            connection.execute(update(inbox).where(meant).values(gone))

    def expire_arrivals(self, before: datetime) -> int:
        with self.write() as connection:
            old = delete(inbox).where(~_WAITS, inbox.c.received_at < before)
            return connection.execute(old).rowcount

    def count_arrivals(self, channel: str, since: datetime) -> Mapping[str, int]:
        counted = (
            select(inbox.c.state, func.count())
            .where(inbox.c.channel == channel, inbox.c.received_at >= since)
            .group_by(inbox.c.state)
        )
        with self.read() as connection:
            return {str(state): int(count) for state, count in connection.execute(counted)}


_EMPTIED = {"payload": "", "reply": "", "session": ""}
"""Whom it was from and what it said is needed no longer than for the answer."""


def _new(connection: Connection, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Those that have not come before (nor twice now), and have not been taken back before they came."""
    fresh = {each.event: each for each in reversed(arrivals)}
    channel, messages = arrivals[0].channel, [each.message for each in arrivals if each.message]
    came = select(inbox.c.event).where(inbox.c.channel == channel, inbox.c.event.in_(fresh))
    back = select(inbox.c.message).where(
        _of(channel), inbox.c.message.in_(messages), inbox.c.state == Fate.TAKEN_BACK.value
    )
    known, gone = set(connection.execute(came).scalars()), set(connection.execute(back).scalars())
    return [each for each in reversed(fresh.values()) if each.event not in known and each.message not in gone]


def _of(channel: str) -> ColumnElement[bool]:
    """A channel's messages by their ids. Two look-ups, not one with OR: that reads every row there is."""
    return and_(inbox.c.channel == channel, _NAMED)


def _waiting(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(inbox).where(_WAITS)).scalar_one()


def _erase(connection: Connection, turn_ids: Sequence[str]) -> None:
    """The texts of turns and of their parts, and of the tickets on which nothing else stands."""
    theirs = or_(turns.c.id.in_(turn_ids), turns.c.part_of.in_(turn_ids))
    close_without_text(connection, theirs)
    connection.execute(update(turns).where(theirs).values(text=""))


def _is(arrival: Arrival) -> ColumnElement[bool]:
    return and_(inbox.c.channel == arrival.channel, inbox.c.event == arrival.event)


def _arrival(row: Row[Any] | None) -> Arrival | None:
    return None if row is None else Arrival(**row._mapping)
