"""What has a publication changed? The questions that reached the entry before and after it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, func, select

from faqbot.staff.funnel import Chosen, Effect
from faqbot.store.asked import JAPAN
from faqbot.store.counting import SqlCounting
from faqbot.store.tables import entry_days, entry_versions, ticket_days, tickets
from faqbot.types import Status

_BEFORE, _AFTER = ("-28 days", "-1 day"), ("+0 days", "+27 days")


class SqlEffects(SqlCounting):
    """Effects of publications: see `faqbot.store.base_funnel.FunnelStore`."""

    def effects(self, chosen: Chosen, limit: int) -> tuple[Effect, ...]:
        published = _published(chosen).subquery()
        before, after = (_reached(published, chosen, *span) for span in (_BEFORE, _AFTER))
        found = select(
            *(published.c[name] for name in ("collection", "entry_id", "version", "published_at")),
            before.label("before"),
            after.label("after"),
            _missed(published, chosen).label("missed"),
        ).where(published.c.place == 1)
        most = found.order_by((after - before).desc(), published.c.published_at.desc()).limit(limit)
        with self.counted() as connection:
            return tuple(Effect(**row._mapping) for row in connection.execute(most))


def _published(chosen: Chosen) -> Select[Any]:
    """The published versions of the period; in the first place the last of each entry."""
    made = entry_versions.c
    place = func.row_number().over(partition_by=(made.collection, made.id), order_by=made.version.desc())
    found = select(
        made.collection,
        made.id.label("entry_id"),
        made.version,
        made.saved_at.label("published_at"),
        func.date(made.saved_at, JAPAN).label("day"),
        place.label("place"),
    ).where(
        made.status == Status.PUBLISHED.value,
        made.saved_at >= chosen.period.since,
        made.saved_at < chosen.period.until,
    )
    for name in ("collection", "department"):
        if value := getattr(chosen, name):
            found = found.where(made[name] == value)
    return found


def _reached(published: Subquery, chosen: Chosen, first: str, last: str) -> ScalarSelect[int]:
    days = entry_days.c
    counted = select(func.coalesce(func.sum(days.shown), 0)).where(
        days.collection == published.c.collection,
        days.entry_id == published.c.entry_id,
        _between(days.day, published, first, last),
    )
    return (counted.where(days.channel == chosen.channel) if chosen.channel else counted).scalar_subquery()


def _missed(published: Subquery, chosen: Chosen) -> ScalarSelect[int]:
    days = ticket_days.c
    counted = (
        select(func.coalesce(func.sum(days["count"]), 0))
        .join_from(tickets, ticket_days, days.ticket_pk == tickets.c.pk)
        .where(
            tickets.c.collection == published.c.collection,
            tickets.c.entry_id == published.c.entry_id,
            tickets.c.entry_id != "",
            _between(days.day, published, *_BEFORE),
        )
    )
    return (counted.where(days.channel == chosen.channel) if chosen.channel else counted).scalar_subquery()


def _between(day: ColumnElement[Any], published: Subquery, first: str, last: str) -> ColumnElement[bool]:
    return day.between(func.date(published.c.day, first), func.date(published.c.day, last))
