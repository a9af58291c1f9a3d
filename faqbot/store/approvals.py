"""What waits for a second person before it is published?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from faqbot.errors import NotAllowed, NotFound, StaleEntry
from faqbot.staff.approvals import Approval, State
from faqbot.staff.rights import Reach, require_within
from faqbot.staff.versions import Cause, Origin
from faqbot.store import tables
from faqbot.store.engine import Database
from faqbot.store.entries import settle
from faqbot.store.packed import packed, unpacked
from faqbot.store.proposals import close
from faqbot.store.settlements import reopen
from faqbot.store.tables import approvals
from faqbot.store.writing import Pen, check_fresh, four_eyes, stored, write_fresh
from faqbot.types import Entry

_c = approvals.c


class SqlApprovals(Database):
    """Requests to publish: see `faqbot.store.base_editing.ApprovalStore`."""

    def four_eyes(self) -> frozenset[str]:
        with self.read() as connection:
            return four_eyes(connection)

    def set_four_eyes(self, department: str, *, on: bool, now: datetime, by: str) -> None:
        with self.write() as connection:
            connection.execute(delete(tables.four_eyes).where(tables.four_eyes.c.department == department))
            if on:
                row = {"department": department, "since": now, "set_by": by}
                connection.execute(insert(tables.four_eyes), row)

    def approval(self, approval_id: str) -> Approval | None:
        with self.read() as connection:
            row = connection.execute(select(approvals).where(_is(approval_id))).first()
        return None if row is None else _approval(row)

    def approvals(
        self, state: State | None = "open", *, about: tuple[str, str] | None = None
    ) -> tuple[Approval, ...]:
        wanted = select(approvals).order_by(_c.pk)
        if state is not None:
            wanted = wanted.where(_c.state == state)
        if about is not None:
            wanted = wanted.where(_c.collection == about[0], _c.entry_id == about[1])
        with self.read() as connection:
            return tuple(map(_approval, connection.execute(wanted)))

    def approve(
        self,
        approval_id: str,
        *,
        note: str,
        now: datetime,
        by: str,
        within: Reach,
        vectors: Mapping[str, Sequence[float]] = MappingProxyType({}),
    ) -> Entry:
        with self.write() as connection:
            request = _open(connection, approval_id)
            if request.asked_by == by:
                raise NotAllowed("自分が依頼したものは承認できません。同じ課のほかの編集者に頼んでください。")
            key = request.entry.collection, request.entry.id
            origins = {key: request.origin} if request.origin else {}
            pen = Pen(now=now, by=request.asked_by, within=within, origins=origins, approved=True)
            _decide(connection, approval_id, "approved", note, now, by)
            if request.origin and request.origin.cause is Cause.UNDO:
                reopen(connection, request.origin.id, vectors, pen)
                return stored(connection, *_of(request.entry))[key]
            (written,) = write_fresh(connection, [request.entry], pen)
            match request.origin:
                case Origin(Cause.TICKET, ticket):
                    settle(connection, written, ticket, now, pen.by)
                case Origin(Cause.PROPOSAL, proposal):
                    close(connection, proposal, "accepted", pen)
        return written

    def decline(self, approval_id: str, *, note: str, now: datetime, by: str, within: Reach) -> None:
        with self.write() as connection:
            request = _open(connection, approval_id)
            if request.asked_by != by:
                require_within(within, request.entry.department)
            state: State = "withdrawn" if request.asked_by == by else "declined"
            _decide(connection, approval_id, state, note, now, by)


def ask(connection: Connection, request: Approval, pen: Pen) -> None:
    """Keep a request to publish, in place of the one that its author made of the same entry before.

    Raises:
        StaleEntry: the entry has been written meanwhile.
        NotAllowed: it belongs, or would belong, to a department beyond the pen's reach.
    """
    entry = request.entry
    old = check_fresh(connection, entry)
    require_within(pen.within, entry.department, *([old.department] if old else []))
    row = {
        "collection": entry.collection,
        "entry_id": entry.id,
        "department": entry.department,
        "entry": packed(entry),
        "origin": str(request.origin or ""),
        "asked_by": request.asked_by,
        "asked_at": request.asked_at,
        "state": "open",
        "decided_by": "",
        "note": "",
    }
    again = [_c.collection == entry.collection, _c.entry_id == entry.id, _c.asked_by == request.asked_by]
    replaced = {"state": "withdrawn", "decided_by": request.asked_by, "decided_at": request.asked_at}
    connection.execute(update(approvals).where(_c.state == "open", *again).values(replaced))
    connection.execute(insert(approvals), row)


def _open(connection: Connection, approval_id: str) -> Approval:
    row = connection.execute(select(approvals).where(_is(approval_id))).first()
    if row is None:
        raise NotFound("この依頼は見つかりません。一覧を読みこみなおしてください。")
    if row.state == "stale":
        raise StaleEntry(
            "依頼のあとに項目が書きかえられたので、承認できません。新しい内容で、もう一度依頼してください。"
        )
    if row.state != "open":
        raise StaleEntry(
            "この依頼はほかの人が先に決めたので、一覧を読みこみなおしてください。",
            by=row.decided_by,
            at=row.decided_at,
        )
    return _approval(row)


def _decide(
    connection: Connection, approval_id: str, state: State, note: str, now: datetime, by: str
) -> None:
    decision = {"state": state, "decided_by": by, "decided_at": now, "note": note}
    connection.execute(update(approvals).where(_is(approval_id)).values(decision))


def _of(entry: Entry) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    now = tables.entries.c
    return now.collection == entry.collection, now.id == entry.id


def _is(approval_id: str) -> ColumnElement[bool]:
    short = approval_id.isascii() and approval_id.isdecimal() and len(approval_id) < 19
    return _c.pk == (int(approval_id) if short else None)


def _approval(row: Row[Any]) -> Approval:
    return Approval(
        id=str(row.pk),
        entry=unpacked(row.entry),
        origin=Origin.read(row.origin),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        state=row.state,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        note=row.note,
    )
