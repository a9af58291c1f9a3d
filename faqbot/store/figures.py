"""What do the records of a period add up to? Counted by the database, whatever their number."""

from __future__ import annotations

from math import ceil
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, select

from faqbot.staff.figures import By, Period, Tally
from faqbot.staff.inquiries import State
from faqbot.store.engine import Database
from faqbot.store.tables import inquiries

# Japan has had one offset, without summer time, since 1952.
_JAPAN = "+9 hours"

_KEYS: dict[By, ColumnElement[Any]] = {
    By.NOTHING: literal(""),
    By.SYSTEM: inquiries.c.system,
    By.CHANNEL: inquiries.c.channel,
    By.DEPARTMENT: inquiries.c.department,
    By.AGENT: inquiries.c.agent,
    By.HOUR: func.strftime("%H", inquiries.c.received_at, _JAPAN),
    By.DAY: func.date(inquiries.c.received_at, _JAPAN),
    By.ENTRY: inquiries.c.entry_id,
}
_SECONDS = func.unixepoch(inquiries.c.finished_at) - func.unixepoch(inquiries.c.received_at)


class SqlFigures(Database):
    """Figures: see `faqbot.store.base_staff.FigureStore`."""

    def tally(self, period: Period, by: By = By.NOTHING, system: str = "") -> tuple[Tally, ...]:
        key = _KEYS[by].label("key")
        counted = select(key, *_columns()).where(_within(period, system)).group_by(key).order_by(key)
        with self.read() as connection:
            found = tuple(Tally(**row._mapping) for row in connection.execute(counted))
        return found or ((Tally(),) if by is By.NOTHING else ())

    def wait(self, period: Period, share: float, system: str = "") -> int | None:
        ended = and_(_within(period, system), inquiries.c.finished_at.is_not(None))
        with self.read() as connection:
            number = connection.execute(select(func.count()).where(ended)).scalar_one()
            ranked = select(_SECONDS).where(ended).order_by(_SECONDS).limit(1)
            return connection.execute(ranked.offset(max(ceil(share * number) - 1, 0))).scalar()


def _within(period: Period, system: str) -> ColumnElement[bool]:
    received = inquiries.c.received_at
    found = and_(received >= period.since, received < period.until, inquiries.c.state != State.DRAFT.value)
    return and_(found, inquiries.c.system == system) if system else found


def _columns() -> list[ColumnElement[Any]]:
    state, once = inquiries.c.state, inquiries.c.rounds == 1
    return [
        func.count().label("received"),
        _number(state == State.RESOLVED.value).label("resolved"),
        _number(and_(state == State.RESOLVED.value, once)).label("first_contact"),
        _number(state == State.ESCALATED.value).label("escalated"),
        _number(state == State.OPEN.value).label("still_open"),
        _number(inquiries.c.after_hours).label("after_hours"),
        _number(inquiries.c.is_fault).label("faults"),
        func.avg(_SECONDS).label("mean_seconds"),
    ]


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
