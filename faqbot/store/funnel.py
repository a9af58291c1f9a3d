"""How did questions fare? Counted by the database, whatever their number."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_, select

from faqbot.store.base_funnel import Along, Chosen, Funnel, Missed, Viewed
from faqbot.store.engine import Database
from faqbot.store.tables import tickets, turns
from faqbot.types import Outcome, Shape

# Japan has had one offset, without summer time, since 1952. Six days back and on to Monday is the Monday of the week.
_WEEK = func.date(turns.c.received_at, "+9 hours", "-6 days", "weekday 1")
_KEYS: dict[Along, ColumnElement[Any]] = {
    Along.NOTHING: literal(""),
    Along.WEEK: _WEEK,
    Along.CHANNEL: turns.c.channel,
    Along.COLLECTION: turns.c.collection,
}
_shape: ColumnElement[str] = func.coalesce(turns.c.shape, "")
_NO_QUESTION = or_(
    _shape.in_((Shape.TALK.value, Shape.SEVERAL.value)),
    # A question whose candidates were all refused ends in a menu; one that was opened was never a question.
    and_(_shape == Shape.MENU.value, turns.c.refused == 0),
    # A question that reaches nobody is on a ticket; a wish to phone is not.
    and_(_shape == Shape.HANDOFF.value, turns.c.ticket_pk.is_(None), turns.c.refused == 0),
    # The name of an area, tapped or typed, completes the question before it.
    and_(_shape == Shape.DAYS.value, turns.c.text == turns.c.area),
)
_ANSWERED = or_(turns.c.entry_id != "", _shape.in_((Shape.DAYS.value, Shape.ALARM.value)))
_OFFERED = or_(_shape.in_((Shape.CANDIDATES.value, Shape.CONDITION.value)), turns.c.chosen_at.is_not(None))


class SqlFunnel(Database):
    """The funnel: see `faqbot.store.base_funnel.FunnelStore`."""

    def funnel(self, chosen: Chosen, along: Along = Along.NOTHING) -> tuple[Funnel, ...]:
        key = _KEYS[along].label("key")
        counted = select(key, *_columns()).where(_questions(chosen)).group_by(key).order_by(key)
        with self.read() as connection:
            found = tuple(Funnel(**row._mapping) for row in connection.execute(counted))
        return found or ((Funnel(),) if along is Along.NOTHING else ())

    def viewed(self, chosen: Chosen, limit: int) -> tuple[Viewed, ...]:
        count = func.count().label("count")
        names = (turns.c.collection, turns.c.entry_id)
        shown = select(*names, count).where(_questions(chosen), turns.c.entry_id != "").group_by(*names)
        with self.read() as connection:
            rows = connection.execute(shown.order_by(count.desc(), *names).limit(limit))
            return tuple(Viewed(**row._mapping) for row in rows)

    def missed(self, chosen: Chosen, limit: int) -> tuple[Missed, ...]:
        week, count = _WEEK.label("week"), func.count().label("count")
        asked = (
            select(week, tickets.c.collection, tickets.c.text, count, tickets.c.pk)
            .join_from(turns, tickets, turns.c.ticket_pk == tickets.c.pk)
            .where(_questions(chosen))
            .group_by(week, tickets.c.pk)
            .subquery()
        )
        place = func.row_number().over(partition_by=asked.c.week, order_by=(asked.c.count.desc(), asked.c.pk))
        ranked = select(asked, place.label("place")).subquery()
        most = select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.week, ranked.c.place)
        with self.read() as connection:
            return tuple(
                Missed(
                    week=date.fromisoformat(row.week),
                    collection=row.collection,
                    text=row.text,
                    count=row._mapping["count"],
                )
                for row in connection.execute(most)
            )


def _questions(chosen: Chosen) -> ColumnElement[bool]:
    received = turns.c.received_at
    wanted = [received >= chosen.period.since, received < chosen.period.until, not_(_NO_QUESTION)]
    if chosen.collection:
        wanted.append(turns.c.collection == chosen.collection)
    if chosen.channel:
        wanted.append(turns.c.channel == chosen.channel)
    return and_(*wanted)


def _columns() -> list[ColumnElement[Any]]:
    understood = turns.c.outcome.in_((Outcome.ANSWERED.value, Outcome.SUGGESTED.value))
    return [
        func.count().label("received"),
        _number(understood).label("understood"),
        _number(_OFFERED).label("offered"),
        _number(and_(_OFFERED, turns.c.entry_id != "")).label("chosen"),
        _number(_ANSWERED).label("shown"),
        _number(turns.c.solved.is_(True)).label("solved"),
        _number(turns.c.solved.is_(False)).label("not_solved"),
        _number(and_(_ANSWERED, turns.c.solved.is_(None))).label("silent"),
    ]


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
