"""How are questions counted without reading them all? A day at a time, and only the days on which something has changed.

Triggers mark the day of a turn as stale in the transaction that writes the turn, whoever writes it. Who wants to know a
figure first counts the stale days again, without holding up who writes meanwhile (incremental maintenance by partition: A.
Gupta and I. S. Mumick, *Maintenance of materialized views*, IEEE Data Engineering Bulletin 18.2 (1995), 3–18). A count is
never corrected by a difference, so it cannot drift; what was counted outlives turns that are deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from secrets import randbits
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select, true, update

from faqbot.store.asked import JAPAN, STAGES, questions
from faqbot.store.engine import Database
from faqbot.store.tables import entry_days, question_days, question_hours, stale_days, ticket_days, turns

_STALE = select(stale_days.c.day).order_by(stale_days.c.day)
_AT_ONCE = 14
"""Days that are written in one transaction."""
_Counts = dict[Table, list[dict[str, Any]]]


class SqlCounting(Database):
    """What is kept of questions: counts, and the days that are to be counted again."""

    @contextmanager
    def counted(self) -> Iterator[Connection]:
        """A read transaction in which every question that was kept before it is counted."""
        with self.read() as connection:
            stale = connection.execute(_STALE).scalars().all()
        for begin in range(0, len(stale), _AT_ONCE):
            self._count(stale[begin : begin + _AT_ONCE])
        with self.read() as connection:
            yield connection

    def _count(self, days: Sequence[date]) -> None:
        """Count days while questions go on: take them, read, and replace what is kept. What changes meanwhile marks them anew."""
        marks, token = stale_days.c.day.in_(days), 1 + randbits(62)
        with self.write(hasty=True) as connection:
            connection.execute(update(stale_days).where(marks).values(taken=token))
        with self.read() as connection:
            counts = {day: _counts(connection, day) for day in days}
        with self.write(hasty=True) as connection:
            # Without a mark: somebody who took the day later is done, and knows more.
            for day in connection.execute(_STALE.where(marks)).scalars().all():
                _replace(connection, day, counts[day])
            connection.execute(delete(stale_days).where(marks, stale_days.c.taken == token))

    def recount(self) -> int:
        """See `faqbot.store.base_funnel.FunnelStore`."""
        days = select(func.date(turns.c.received_at, JAPAN)).distinct()
        with self.write() as connection:
            connection.execute(delete(stale_days))
            connection.execute(insert(stale_days).from_select(["day"], days))
            found: int = connection.execute(select(func.count()).select_from(stale_days)).scalar_one()
        with self.counted():
            return found


def _counts(connection: Connection, day: date) -> _Counts:
    """The rows of each table."""
    asked = questions(day).subquery()
    stages = [func.sum(asked.c[name]) for name in STAGES]
    judged = [func.count(), func.sum(asked.c.solved), func.sum(asked.c.not_solved)]
    askers = [func.count(), func.count(asked.c.asker.distinct())]
    wanted: tuple[tuple[Table, Sequence[ColumnElement[int]], ColumnElement[bool]], ...] = (
        (question_days, [func.count(), *stages], true()),
        (question_hours, [func.count(), func.sum(asked.c.shown)], true()),
        (entry_days, judged, asked.c.entry_id != ""),
        (ticket_days, askers, asked.c.ticket_pk.is_not(None)),
    )
    found: _Counts = {}
    for table, numbers, only in wanted:
        keys = [asked.c[column.name] for column in table.primary_key if column.name != "day"]
        rows = connection.execute(select(*keys, *numbers).where(only).group_by(*keys))
        names = [column.name for column in table.c if column.name != "day"]
        found[table] = [dict(zip(names, row, strict=True), day=day) for row in rows]
    return found


def _replace(connection: Connection, day: date, counts: _Counts) -> None:
    for table, rows in counts.items():
        connection.execute(delete(table).where(table.c.day == day))
        if rows:
            connection.execute(insert(table), rows)
