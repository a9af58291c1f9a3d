"""How long did a question without an answer wait until somebody saw to it?"""

from __future__ import annotations

from math import ceil
from statistics import median

from sqlalchemy import ColumnElement, and_, exists, func, select, true

from faqbot.staff.funnel import Chosen, Waiting
from faqbot.store.counting import SqlCounting
from faqbot.store.tables import ticket_days, tickets

_SECONDS = func.unixepoch(tickets.c.decided_at) - func.unixepoch(tickets.c.first_at)
_OPEN = tickets.c.state == "open"


class SqlWaiting(SqlCounting):
    """The turn-round time of tickets: see `faqbot.store.base_funnel.FunnelStore`."""

    def waiting(self, chosen: Chosen) -> Waiting:
        decided = tickets.c.decided_at
        ended = and_(~_OPEN, decided >= chosen.period.since, decided < chosen.period.until)
        took = select(_SECONDS).where(ended, _whose(chosen)).order_by(_SECONDS)
        still = select(func.count()).select_from(tickets).where(_OPEN, _whose(chosen))
        with self.counted() as connection:
            seconds = connection.execute(took).scalars().all()
            waits = connection.execute(still).scalar_one()
        if not seconds:
            return Waiting(open=waits)
        nine = seconds[ceil(0.9 * len(seconds)) - 1]
        return Waiting(
            open=waits, ended=len(seconds), median_seconds=median(seconds), nine_in_ten_seconds=nine
        )


def _whose(chosen: Chosen) -> ColumnElement[bool]:
    """A ticket is of the channels and departments of its questions."""
    wanted: list[ColumnElement[bool]] = [true()]
    if chosen.collection:
        wanted.append(tickets.c.collection == chosen.collection)
    for name in ("channel", "department"):
        if value := getattr(chosen, name):
            asked = and_(ticket_days.c.ticket_pk == tickets.c.pk, ticket_days.c[name] == value)
            wanted.append(exists().where(asked))
    return and_(*wanted)
