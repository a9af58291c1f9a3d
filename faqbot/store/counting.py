"""How are questions counted without reading them all? A day at a time, and only the days on which something has changed.

Triggers mark the day of a turn as stale in the transaction that writes the turn, whoever writes it. Who wants to know a
figure first counts the stale days again (incremental maintenance by partition: A. Gupta and I. S. Mumick, *Maintenance of
materialized views*, IEEE Data Engineering Bulletin 18.2 (1995), 3–18). A count is never corrected by a difference, so it
cannot drift; what was counted outlives turns that are deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select
from sqlalchemy.sql.selectable import Subquery

from faqbot.store.asked import JAPAN, STAGES, questions
from faqbot.store.engine import Database
from faqbot.store.tables import entry_days, question_days, question_hours, stale_days, ticket_days, turns

_STALE = select(stale_days.c.day).order_by(stale_days.c.day)
_TABLES = (question_days, question_hours, entry_days, ticket_days)


class SqlCounting(Database):
    """What is kept of questions: counts, and the days that are to be counted again."""

    @contextmanager
    def counted(self) -> Iterator[Connection]:
        """A read transaction in which every question that was kept before it is counted."""
        with self.read() as connection:
            stale = connection.execute(_STALE).scalars().all()
        for day in stale:
            # One day a transaction: who asks meanwhile waits for one at most. What is asked meanwhile makes a day stale anew.
            with self.write(hasty=True) as connection:
                _count_day(connection, day)
        with self.read() as connection:
            yield connection

    def recount(self) -> int:
        """See `faqbot.store.base_funnel.FunnelStore`."""
        days = select(func.date(turns.c.received_at, JAPAN)).distinct()
        with self.write() as connection:
            connection.execute(delete(stale_days))
            connection.execute(insert(stale_days).from_select(["day"], days))
            found: int = connection.execute(select(func.count()).select_from(stale_days)).scalar_one()
        with self.counted():
            return found


def _count_day(connection: Connection, day: date) -> None:
    for table in _TABLES:
        connection.execute(delete(table).where(table.c.day == day))
    asked = questions(day).subquery()
    stages = [func.sum(asked.c[name]) for name in STAGES]
    _keep(connection, question_days, asked, [func.count(), *stages])
    _keep(connection, question_hours, asked, [func.count(), func.sum(asked.c.shown)])
    judged = [func.count(), func.sum(asked.c.solved), func.sum(asked.c.not_solved)]
    _keep(connection, entry_days, asked, judged, asked.c.entry_id != "")
    askers = [func.count(), func.count(asked.c.asker.distinct())]
    _keep(connection, ticket_days, asked, askers, asked.c.ticket_pk.is_not(None))
    connection.execute(delete(stale_days).where(stale_days.c.day == day))


def _keep(
    connection: Connection,
    table: Table,
    asked: Subquery,
    numbers: Sequence[ColumnElement[int]],
    *only: ColumnElement[bool],
) -> None:
    keys = [asked.c[column.name] for column in table.primary_key]
    rows = select(*keys, *numbers).where(*only).group_by(*keys)
    connection.execute(insert(table).from_select([column.name for column in table.c], rows))
