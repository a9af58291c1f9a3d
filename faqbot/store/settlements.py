"""How are tickets closed together, and how is that undone?

A settlement is named by the ids of its tickets, with commas between. The version of an entry that was written for it bears
that name as its origin, so that what was before can be told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from faqbot.errors import NotAllowed, NotFound, StaleEntry
from faqbot.staff.approvals import undoing_needs_second
from faqbot.staff.rights import Reach
from faqbot.staff.versions import Cause, Origin
from faqbot.store import vectors as stored_vectors
from faqbot.store.base_tickets import Background
from faqbot.store.engine import Database
from faqbot.store.tables import entries, entry_versions, judged_pairs, tickets, turns
from faqbot.store.tickets import close, same_question, ticket_of, ticket_rows
from faqbot.store.writing import Pen, entry_of, four_eyes, stored, write_fresh
from faqbot.types import Entry, ScoredId, Status, Ticket


class SqlSettlements(Database):
    """Closing tickets and opening them again: see `faqbot.store.base_tickets.TicketStore`."""

    def backgrounds(self, collection: str) -> Mapping[str, Background]:
        of_open = (tickets.c.collection == collection, tickets.c.state == "open")
        asked = turns.join(tickets, turns.c.ticket_pk == tickets.c.pk)
        counted = (
            select(turns.c.ticket_pk, turns.c.channel, func.count())
            .select_from(asked)
            .where(*of_open)
            .group_by(turns.c.ticket_pk, turns.c.channel)
        )
        with self.read() as connection:
            rows = connection.execute(counted).tuples().all()
            hits = _hits(connection, collection)
        channels: dict[int, dict[str, int]] = {}
        for pk, channel, count in rows:
            channels.setdefault(pk, {})[channel] = count
        return {str(pk): Background(each, hits.get(pk, ())) for pk, each in channels.items()}

    def closed(self, collection: str | None, limit: int) -> tuple[Ticket, ...]:
        decided = select(tickets).where(tickets.c.settlement != "", tickets.c.state != "open")
        if collection is not None:
            decided = decided.where(tickets.c.collection == collection)
        last = decided.order_by(tickets.c.decided_at.desc(), tickets.c.pk.desc()).limit(limit)
        with self.read() as connection:
            return tuple(map(ticket_of, connection.execute(last)))

    def dismiss(self, ticket_ids: Sequence[str], *, reason: str, now: datetime, by: str) -> str:
        settlement = ",".join(ticket_ids)
        with self.write() as connection:
            rows = ticket_rows(connection, settlement)
            if any(row.state != "open" for row in rows):
                raise StaleEntry(_DECIDED)
            for row in rows:
                close(
                    connection,
                    row.pk,
                    state="dismissed",
                    settlement=settlement,
                    reason=reason,
                    decided_at=now,
                    decided_by=by,
                )
        return settlement

    def reopen(
        self,
        settlement: str,
        *,
        vectors: Mapping[str, Sequence[float]],
        now: datetime,
        by: str,
        within: Reach,
    ) -> tuple[Ticket, ...]:
        with self.write() as connection:
            return reopen(connection, settlement, vectors, Pen(now=now, by=by, within=within))

    def undone(self, settlement: str) -> Entry | None:
        with self.read() as connection:
            found = _undone(connection, _settled(connection, settlement)[0])
        return None if found is None else found[0]


def reopen(
    connection: Connection, settlement: str, vectors: Mapping[str, Sequence[float]], pen: Pen
) -> tuple[Ticket, ...]:
    """See `faqbot.store.base_tickets.TicketStore.reopen`."""
    rows = _settled(connection, settlement)
    if rows[0].entry_id:
        _put_back(connection, rows[0], pen)
    connection.execute(delete(judged_pairs).where(judged_pairs.c.settlement == settlement))
    for row in rows:
        _open(connection, row, vectors.get(str(row.pk), ()))
    pks = [row.pk for row in rows]
    return tuple(map(ticket_of, connection.execute(select(tickets).where(tickets.c.pk.in_(pks)))))


_DECIDED = "この質問は、ほかの人が先に処理しました。一覧を読みこみなおしてください。"
_UNDONE = "取り消す処理が見つかりません。もう取り消されています。一覧を読みこみなおしてください。"
_WRITTEN_SINCE = "この項目はそのあとに書きかえられたので、取り消せません。項目の履歴からもどしてください。"


def _hits(connection: Connection, collection: str) -> dict[int, tuple[ScoredId, ...]]:
    """What the last turn of each open ticket came near to."""
    last = (
        select(func.max(turns.c.pk))
        .select_from(turns.join(tickets, turns.c.ticket_pk == tickets.c.pk))
        .where(tickets.c.collection == collection, tickets.c.state == "open")
        .group_by(turns.c.ticket_pk)
    )
    found = connection.execute(select(turns.c.ticket_pk, turns.c.hits).where(turns.c.pk.in_(last)))
    return {pk: tuple(ScoredId(entry_id=key, score=score) for key, score in hits) for pk, hits in found}


def _settled(connection: Connection, settlement: str) -> Sequence[Row[Any]]:
    closed = tickets.c.state.in_(("resolved", "dismissed"))
    chosen = select(tickets).where(tickets.c.settlement == settlement, closed).order_by(tickets.c.pk)
    if not settlement or not (rows := connection.execute(chosen).all()):
        raise NotFound(_UNDONE)
    return rows


def _put_back(connection: Connection, settled: Row[Any], pen: Pen) -> None:
    """The entry as it was before the settlement wrote it; nothing where it wrote nothing."""
    found = _undone(connection, settled)
    if found is None:
        return
    before, now = found
    if not pen.approved and undoing_needs_second(now, before, four_eyes(connection)):
        raise NotAllowed(
            f"「{now.department}」は、もう一人が確かめる課です。取り消しの承認を依頼してください。"
        )
    origin = Origin(Cause.VERSION, str(now.version - 1) if now.version > 1 else "")
    write_fresh(connection, [before], replace(pen, origins={(now.collection, now.id): origin}))


def _undone(connection: Connection, settled: Row[Any]) -> tuple[Entry, Entry] | None:
    """The entry as undoing would write it, and as it is; None where the settlement wrote nothing.

    Raises:
        StaleEntry: it has been written since.
    """
    ever = entry_versions.c
    written = select(ever.version).where(
        ever.collection == settled.collection,
        ever.id == settled.entry_id,
        ever.origin == str(Origin(Cause.TICKET, settled.settlement)),
        ever.saved_at == settled.decided_at,
    )
    version = connection.execute(written).scalar()
    if version is None:
        return None
    now = _stored_entry(connection, settled)
    if now.version != version:
        raise StaleEntry(_WRITTEN_SINCE)
    return _before(connection, now), now


def _stored_entry(connection: Connection, settled: Row[Any]) -> Entry:
    found = stored(connection, entries.c.collection == settled.collection, entries.c.id == settled.entry_id)
    return found[settled.collection, settled.entry_id]


def _before(connection: Connection, entry: Entry) -> Entry:
    """The version before the stored one, to be written over it; a first version is archived."""
    if entry.version == 1:
        return replace(entry, status=Status.ARCHIVED)
    ever = entry_versions.c
    earlier = select(entry_versions).where(
        ever.collection == entry.collection, ever.id == entry.id, ever.version == entry.version - 1
    )
    row = connection.execute(earlier).one()
    return replace(entry_of(row), version=entry.version)


def _open(connection: Connection, row: Row[Any], vector: Sequence[float]) -> None:
    """Open a ticket again. One that the same words have opened meanwhile is merged into it."""
    twin = same_question(connection, row.collection, row.key)
    if twin is not None:
        _merge(connection, row.pk, twin)
    fresh = {
        "state": "open",
        "entry_id": "",
        "settlement": "",
        "reason": "",
        "decided_at": None,
        "decided_by": "",
    }
    connection.execute(update(tickets).where(tickets.c.pk == row.pk).values(fresh))
    packed = stored_vectors.pack(vector)
    if packed is not None:
        stored_vectors.add_ticket_vector(connection, row.pk, row.collection, packed)


def _merge(connection: Connection, pk: int, twin: int) -> None:
    later = connection.execute(select(tickets).where(tickets.c.pk == twin)).one()
    close(connection, twin, state="merged")
    connection.execute(update(turns).where(turns.c.ticket_pk == twin).values(ticket_pk=pk))
    counted = {"count": tickets.c.count + later.count, "last_at": later.last_at}
    connection.execute(update(tickets).where(tickets.c.pk == pk).values(counted))
