"""How did questions fare? Sums of what is counted a day at a time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Table,
    UnaryExpression,
    and_,
    cast,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.sql.operators import custom_op
from sqlalchemy.types import Integer

from faqbot.staff.funnel import Along, Chosen, Funnel, Judged, Missed, Slot, Unmet, Viewed
from faqbot.store.counting import SqlCounting
from faqbot.store.tables import entry_days, question_days, question_hours, ticket_days, tickets

_STAGES = [column.name for column in question_days.c if column not in list(question_days.primary_key)]
_LONG = timedelta(days=120)
"""From so long a period on, all that is counted of entries is read entry by entry: a year 0.12 s instead of 0.31 s of
processor time over 650,000 rows, three months 0.11 s instead of 0.08 s (`python -m eval.panel_bench`)."""


def _week(day: ColumnElement[date]) -> ColumnElement[str]:
    """Six days back and on to Monday is the Monday of the week."""
    return func.date(day, "-6 days", "weekday 1")


_KEYS: dict[Along, ColumnElement[Any]] = {
    Along.NOTHING: literal(""),
    Along.DAY: func.date(question_days.c.day),
    Along.WEEK: _week(question_days.c.day),
    Along.CHANNEL: question_days.c.channel,
    Along.COLLECTION: question_days.c.collection,
    Along.DEPARTMENT: question_days.c.department,
}


class SqlFunnel(SqlCounting):
    """The funnel: see `faqbot.store.base_funnel.FunnelStore`."""

    def funnel(self, chosen: Chosen, along: Along = Along.NOTHING) -> tuple[Funnel, ...]:
        key = _KEYS[along].label("key")
        sums = _sums(question_days, *_STAGES)
        found = select(key, *sums).where(within(question_days, chosen)).group_by(key).order_by(key)
        with self.counted() as connection:
            rows = [Funnel(**row._mapping) for row in connection.execute(found)]
        return tuple(rows) or ((Funnel(),) if along is Along.NOTHING else ())

    def slots(self, chosen: Chosen) -> tuple[Slot, ...]:
        # First in the order in which they lie: nothing is sorted.
        key = (question_hours.c.day, question_hours.c.hour)
        hours = select(*key, *_sums(question_hours, "received", "shown")).where(
            within(question_hours, chosen)
        )
        asked = hours.group_by(*key).subquery()
        # SQLite counts from Sunday.
        weekday = ((cast(func.strftime("%w", asked.c.day), Integer) + 6) % 7).label("weekday")
        hour = asked.c.hour
        found = select(weekday, hour, *_sums(asked, "received", "shown")).group_by(weekday, hour)
        with self.counted() as connection:
            rows = connection.execute(found.order_by(weekday, hour))
            return tuple(Slot(**row._mapping) for row in rows)

    def viewed(self, chosen: Chosen, limit: int) -> tuple[Viewed, ...]:
        names, count = (entry_days.c.collection, entry_days.c.entry_id), func.sum(entry_days.c.shown)
        shown = select(*names, count.label("count")).where(_of_entries(chosen)).group_by(*names)
        with self.counted() as connection:
            rows = connection.execute(shown.order_by(count.desc(), *names).limit(limit))
            return tuple(Viewed(**row._mapping) for row in rows)

    def judged(self, chosen: Chosen) -> tuple[Judged, ...]:
        names = (entry_days.c.collection, entry_days.c.entry_id)
        sums = _sums(entry_days, "shown", "solved", "not_solved")
        found = select(*names, *sums).where(_of_entries(chosen)).group_by(*names)
        with self.counted() as connection:
            return tuple(Judged(**row._mapping) for row in connection.execute(found.order_by(*names)))

    def missed(self, chosen: Chosen, limit: int) -> tuple[Missed, ...]:
        week, count = _week(ticket_days.c.day).label("week"), func.sum(ticket_days.c["count"]).label("count")
        asked = (
            select(week, tickets.c.collection, tickets.c.text, count, tickets.c.pk)
            .join_from(ticket_days, tickets, ticket_days.c.ticket_pk == tickets.c.pk)
            .where(within(ticket_days, chosen), tickets.c.text != "")
            .group_by(week, tickets.c.pk)
            .subquery()
        )
        place = func.row_number().over(partition_by=asked.c.week, order_by=(asked.c.count.desc(), asked.c.pk))
        ranked = select(asked, place.label("place")).subquery()
        most = select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.week, ranked.c.place)
        with self.counted() as connection:
            return tuple(
                Missed(
                    week=date.fromisoformat(row.week),
                    collection=row.collection,
                    text=row.text,
                    count=row._mapping["count"],
                )
                for row in connection.execute(most)
            )

    def unmet(self, chosen: Chosen, limit: int) -> tuple[Unmet, ...]:
        count, askers = func.sum(ticket_days.c["count"]), func.sum(ticket_days.c.askers)
        of_ticket = (tickets.c.collection, tickets.c.text, tickets.c.state)
        asked = (
            select(tickets.c.pk, *of_ticket, count.label("count"), askers.label("askers"))
            .join_from(ticket_days, tickets, ticket_days.c.ticket_pk == tickets.c.pk)
            .where(within(ticket_days, chosen), tickets.c.text != "")
            .group_by(tickets.c.pk)
            .order_by(count.desc(), tickets.c.pk)
            .limit(limit)
        )
        with self.counted() as connection:
            rows = [dict(row._mapping) for row in connection.execute(asked)]
        return tuple(Unmet(ticket_id=str(row.pop("pk")), **row) for row in rows)


def _sums(table: FromClause, *names: str) -> list[ColumnElement[int]]:
    return [func.sum(table.c[name]).label(name) for name in names]


def _of_entries(chosen: Chosen) -> ColumnElement[bool]:
    is_long = chosen.period.last - chosen.period.first >= _LONG
    # SQLite looks for no index of an expression, and takes the one of the grouping.
    day = UnaryExpression(entry_days.c.day, operator=custom_op("+")) if is_long else entry_days.c.day
    return and_(_between(day, chosen), _whose(entry_days, chosen))


def within(table: Table, chosen: Chosen) -> ColumnElement[bool]:
    """The rows of a table of counts that are chosen."""
    return and_(_between(table.c.day, chosen), _whose(table, chosen))


def _between(day: ColumnElement[date], chosen: Chosen) -> ColumnElement[bool]:
    return day.between(chosen.period.first, chosen.period.last)


def _whose(table: Table, chosen: Chosen) -> ColumnElement[bool]:
    named = ((name, getattr(chosen, name)) for name in ("collection", "channel", "department"))
    return and_(true(), *(table.c[name] == value for name, value in named if value))
