"""How did questions fare? Sums of what is counted a day at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, cast, func, literal, select
from sqlalchemy.types import Integer

from faqbot.staff.funnel import Along, Chosen, Funnel, Judged, Missed, Slot, Unmet, Viewed
from faqbot.store.counting import SqlCounting
from faqbot.store.tables import entry_days, question_days, question_hours, ticket_days, tickets

_STAGES = [column for column in question_days.c if column not in list(question_days.primary_key)]


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
        sums = [func.sum(column).label(column.name) for column in _STAGES]
        found = select(key, *sums).where(within(question_days, chosen)).group_by(key).order_by(key)
        with self.counted() as connection:
            rows = [Funnel(**row._mapping) for row in connection.execute(found)]
        return tuple(rows) or ((Funnel(),) if along is Along.NOTHING else ())

    def slots(self, chosen: Chosen) -> tuple[Slot, ...]:
        # SQLite counts from Sunday.
        weekday = ((cast(func.strftime("%w", question_hours.c.day), Integer) + 6) % 7).label("weekday")
        hour = question_hours.c.hour
        sums = [func.sum(question_hours.c[name]).label(name) for name in ("received", "shown")]
        found = select(weekday, hour, *sums).where(within(question_hours, chosen)).group_by(weekday, hour)
        with self.counted() as connection:
            rows = connection.execute(found.order_by(weekday, hour))
            return tuple(Slot(**row._mapping) for row in rows)

    def viewed(self, chosen: Chosen, limit: int) -> tuple[Viewed, ...]:
        names, count = (entry_days.c.collection, entry_days.c.entry_id), func.sum(entry_days.c.shown)
        shown = select(*names, count.label("count")).where(within(entry_days, chosen)).group_by(*names)
        with self.counted() as connection:
            rows = connection.execute(shown.order_by(count.desc(), *names).limit(limit))
            return tuple(Viewed(**row._mapping) for row in rows)

    def judged(self, chosen: Chosen) -> tuple[Judged, ...]:
        names = (entry_days.c.collection, entry_days.c.entry_id)
        sums = [func.sum(entry_days.c[name]).label(name) for name in ("shown", "solved", "not_solved")]
        told = sums[1] + sums[2] > 0
        found = select(*names, *sums).where(within(entry_days, chosen)).group_by(*names).having(told)
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


def within(table: Table, chosen: Chosen) -> ColumnElement[bool]:
    """The rows of a table of counts that are chosen."""
    wanted = [table.c.day.between(chosen.period.first, chosen.period.last)]
    for name in ("collection", "channel", "department"):
        if value := getattr(chosen, name):
            wanted.append(table.c[name] == value)
    return and_(*wanted)
