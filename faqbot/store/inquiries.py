"""What was asked of the staff? Inquiries, their drafts, and the chain of their changes."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update

from faqbot.errors import NotFound, StaleInquiry
from faqbot.staff import chain
from faqbot.staff.inquiries import Act, Change, Channel, Inquiry, Sought, State
from faqbot.store.engine import Database
from faqbot.store.tables import inquiries, inquiry_changes


class SqlInquiries(Database):
    """Inquiries: see `faqbot.store.base_staff.InquiryStore`."""

    def keep_draft(self, draft: Inquiry) -> None:
        with self.write() as connection:
            stored = _stored(connection, draft.id)
            if stored is None:
                connection.execute(insert(inquiries), _row(draft))
            elif stored.agent != draft.agent:
                raise NotFound("この下書きは、ほかの人のものです。新しい記録を作ってください。")
            elif stored.state is State.DRAFT:
                connection.execute(update(inquiries).where(inquiries.c.id == draft.id).values(_row(draft)))

    def drop_draft(self, inquiry_id: str, agent: str) -> None:
        mine = (inquiries.c.id == inquiry_id) & (inquiries.c.agent == agent)
        with self.write() as connection:
            connection.execute(delete(inquiries).where(mine, inquiries.c.state == State.DRAFT.value))

    def write_inquiry(self, inquiry: Inquiry, *, act: Act, by: str, now: datetime) -> Inquiry:
        with self.write() as connection:
            stored = _stored(connection, inquiry.id)
            if inquiry.version != (stored.version if stored else 0):
                raise StaleInquiry(
                    "ほかの人がこの記録を変えたので、読みこみなおしてから、もう一度直してください。"
                )
            made = replace(inquiry, version=inquiry.version + 1)
            if stored is None:
                connection.execute(insert(inquiries), _row(made))
            else:
                connection.execute(update(inquiries).where(inquiries.c.id == made.id).values(_row(made)))
            written = _stored(connection, made.id) or made
            _link(connection, written, act, by, now)
            return written

    def inquiry(self, inquiry_id: str) -> Inquiry | None:
        with self.read() as connection:
            return _stored(connection, inquiry_id)

    def inquiries(self, sought: Sought) -> tuple[Inquiry, ...]:
        with self.read() as connection:
            return tuple(map(_inquiry, connection.execute(_narrowed(sought))))

    def changes(self, inquiry_id: str) -> tuple[Change, ...]:
        links = (
            select(inquiry_changes)
            .where(inquiry_changes.c.inquiry_id == inquiry_id)
            .order_by(inquiry_changes.c.version)
        )
        with self.read() as connection:
            return tuple(map(_change, connection.execute(links)))


def _stored(connection: Connection, inquiry_id: str) -> Inquiry | None:
    row = connection.execute(select(inquiries).where(inquiries.c.id == inquiry_id)).first()
    return None if row is None else _inquiry(row)


def _link(connection: Connection, inquiry: Inquiry, act: Act, by: str, now: datetime) -> None:
    last = (
        select(inquiry_changes.c.digest)
        .where(inquiry_changes.c.inquiry_id == inquiry.id)
        .order_by(inquiry_changes.c.version.desc())
        .limit(1)
    )
    previous = connection.execute(last).scalar() or chain.START
    link = Change(
        inquiry_id=inquiry.id,
        version=inquiry.version,
        at=now,
        by=by,
        act=act,
        record=chain.record(inquiry),
        digest="",
    )
    row = {field.name: getattr(link, field.name) for field in fields(link)}
    bound = {"act": act.value, "record": dict(link.record), "digest": chain.digest(link, previous)}
    connection.execute(insert(inquiry_changes), row | bound)


def _narrowed(sought: Sought) -> Select[Any]:
    table = inquiries.c
    wanted = select(inquiries).where(table.state.in_([state.value for state in sought.states]))
    if sought.system:
        wanted = wanted.where(table.system == sought.system)
    if sought.agent:
        wanted = wanted.where(table.agent == sought.agent)
    if sought.faults_only:
        wanted = wanted.where(table.is_fault)
    if sought.unanswered_only:
        wanted = wanted.where(table.entry_id == "")
    if sought.since:
        wanted = wanted.where(table.received_at >= sought.since)
    if sought.until:
        wanted = wanted.where(table.received_at < sought.until)
    if sought.text:
        searched = (table.question, table.work, table.notes, table.department)
        wanted = wanted.where(or_(*(column.contains(sought.text, autoescape=True) for column in searched)))
    return wanted.order_by(table.received_at.desc(), table.number.desc()).limit(sought.limit)


def _row(inquiry: Inquiry) -> dict[str, Any]:
    row = {field.name: getattr(inquiry, field.name) for field in fields(inquiry)}
    if not row["number"]:
        del row["number"]
    return row | {"channel": inquiry.channel.value, "state": inquiry.state.value}


def _inquiry(row: Row[Any]) -> Inquiry:
    values = dict(row._mapping)
    return Inquiry(**values | {"channel": Channel(values["channel"]), "state": State(values["state"])})


def _change(row: Row[Any]) -> Change:
    values = dict(row._mapping)
    return Change(**values | {"act": Act(values["act"])})
