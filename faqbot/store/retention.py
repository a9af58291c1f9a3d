"""What goes when its time is over? Each kind of data in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection, Delete, Table, Update, and_, delete, func, not_, select, update

from faqbot.staff.audit import Deed
from faqbot.staff.inquiries import State
from faqbot.staff.retention import Kept
from faqbot.store.audit import put_note
from faqbot.store.engine import Database
from faqbot.store.tables import (
    deliveries,
    inbox,
    inquiries,
    inquiry_changes,
    sessions,
    tickets,
    turns,
    visitors,
)

_Step = Update | Delete


class SqlRetention(Database):
    """Retention: see `faqbot.store.base_trust.RetentionStore`."""

    def count_old(self, kind: Kept, before: datetime) -> int:
        with self.read() as connection:
            return _count(connection, _STEPS[kind](before)[-1])

    def expire(self, kind: Kept, before: datetime) -> int:
        with self.write() as connection:
            steps = _STEPS[kind](before)
            found = _count(connection, steps[-1])
            for step in steps if found else ():
                connection.execute(step)
            if found:
                put_note(connection, Deed.ERASED, kind.value, f"{found} < {before.date()}")
        return found


def _count(connection: Connection, step: _Step) -> int:
    table, where = step.table, step.whereclause
    assert isinstance(table, Table)
    assert where is not None
    return connection.execute(select(func.count()).select_from(table).where(where)).scalar_one()


def _questions(before: datetime) -> list[_Step]:
    said = and_(turns.c.received_at < before, (turns.c.text != "") | (turns.c.session != ""))
    return [update(turns).where(said).values(text="", session="", area="")]


def _tickets(before: datetime) -> list[_Step]:
    closed = and_(tickets.c.last_at < before, tickets.c.state != "open", tickets.c.text != "")
    return [update(tickets).where(closed).values(text="")]


def _inquiries(before: datetime) -> list[_Step]:
    old = and_(inquiries.c.received_at < before, inquiries.c.state != State.DRAFT.value)
    theirs = inquiry_changes.c.inquiry_id.in_(select(inquiries.c.id).where(old))
    return [delete(inquiry_changes).where(theirs), delete(inquiries).where(old)]


def _drafts(before: datetime) -> list[_Step]:
    return [delete(inquiries).where(inquiries.c.received_at < before, inquiries.c.state == State.DRAFT.value)]


_STEPS: Mapping[Kept, Callable[[datetime], list[_Step]]] = {
    Kept.QUESTIONS: _questions,
    Kept.TICKETS: _tickets,
    Kept.VISITORS: lambda before: [delete(visitors).where(visitors.c.kept_at < before)],
    Kept.ARRIVALS: lambda before: [
        delete(inbox).where(inbox.c.received_at < before, not_(inbox.c.state == "waiting"))
    ],
    Kept.DELIVERIES: lambda before: [delete(deliveries).where(deliveries.c.at < before)],
    Kept.DRAFTS: _drafts,
    Kept.INQUIRIES: _inquiries,
    Kept.SESSIONS: lambda before: [delete(sessions).where(sessions.c.seen_at < before)],
}
"""What is done to a kind; the last step is what is counted."""
