"""Which turns are questions, and what became of each? The one definition of what is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select

from faqbot.staff.figures import Period
from faqbot.store.tables import collections, entries, turns
from faqbot.types import Outcome, Shape

# Japan has had one offset, without summer time, since 1952.
JAPAN = "+9 hours"

_shape: ColumnElement[str] = func.coalesce(turns.c.shape, "")
_NO_QUESTION = or_(
    _shape.in_((Shape.TALK.value, Shape.SEVERAL.value)),
    # A question whose candidates were all refused ends in a menu; one that was opened was never a question.
    and_(_shape == Shape.MENU.value, turns.c.refused == 0),
    # A question that reaches nobody is on a ticket; a wish to phone is not.
    and_(_shape == Shape.HANDOFF.value, turns.c.ticket_pk.is_(None), turns.c.refused == 0),
    turns.c.completes,
)
_UNDERSTOOD = turns.c.outcome.in_((Outcome.ANSWERED.value, Outcome.SUGGESTED.value))
_OFFERED = or_(_shape.in_((Shape.CANDIDATES.value, Shape.CONDITION.value)), turns.c.chosen_at.is_not(None))
_SHOWN = or_(turns.c.entry_id != "", _shape.in_((Shape.DAYS.value, Shape.ALARM.value)))
STAGES: dict[str, ColumnElement[bool]] = {
    "understood": _UNDERSTOOD,
    "offered": _OFFERED,
    "chosen": and_(_OFFERED, turns.c.entry_id != ""),
    "shown": _SHOWN,
    "solved": turns.c.solved.is_(True),
    "not_solved": turns.c.solved.is_(False),
    "silent": and_(_SHOWN, turns.c.solved.is_(None)),
}
"""How far a question got, by the names of the columns that count it."""

_ENTRY = func.coalesce(func.nullif(turns.c.entry_id, ""), func.json_extract(turns.c.hits, "$[0][0]"))
_DEPARTMENT = func.coalesce(entries.c.department, collections.c.owner, "")
# Whose words have been erased asks no longer.
_ASKER = case((turns.c.text != "", func.coalesce(func.nullif(turns.c.session, ""), turns.c.id)))


def questions(day: date) -> Select[Any]:
    """The questions of a day in Japan, a row each: whose they are, when they came, and 0 or 1 for each stage."""
    received, period = turns.c.received_at, Period(first=day, last=day)
    return (
        select(
            func.date(received, JAPAN).label("day"),
            func.strftime("%H", received, JAPAN).label("hour"),
            turns.c.collection,
            turns.c.channel,
            _DEPARTMENT.label("department"),
            turns.c.entry_id,
            turns.c.ticket_pk,
            _ASKER.label("asker"),
            *(case((met, 1), else_=0).label(name) for name, met in STAGES.items()),
        )
        .select_from(turns)
        .outerjoin(entries, and_(entries.c.collection == turns.c.collection, entries.c.id == _ENTRY))
        .outerjoin(collections, collections.c.name == turns.c.collection)
        .where(received >= period.since, received < period.until, not_(_NO_QUESTION))
    )
