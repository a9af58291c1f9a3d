"""What was written last, over all entries?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select, tuple_

from faqbot.staff.versions import Mark, Recent
from faqbot.store import tables
from faqbot.store.base_history import Written
from faqbot.store.editing import version_of
from faqbot.store.engine import Database
from faqbot.types import Entry

_ever = tables.entry_versions.c
_earlier = tables.entry_versions.alias("earlier")
_PLACE = (_ever.saved_at, _ever.collection, _ever.id, _ever.version)
_KEY = (_ever.collection, _ever.id, _ever.version)


class SqlHistory(Database):
    """The versions of all entries: see `faqbot.store.base_history.HistoryStore`."""

    def written(self, wanted: Recent, *, before: Mark | None = None, limit: int) -> tuple[Written, ...]:
        newest = [column.desc() for column in _PLACE]
        # Read from the index alone: the rows themselves are long.
        keys = select(*_KEY).where(*_chosen(wanted, before)).order_by(*newest).limit(limit)
        page = select(tables.entry_versions).where(tuple_(*_KEY).in_(keys)).order_by(*newest)
        was = and_(
            _earlier.c.collection == _ever.collection,
            _earlier.c.id == _ever.id,
            _earlier.c.version == _ever.version - 1,
        )
        earlier = select(_earlier).join(tables.entry_versions, was).where(tuple_(*_KEY).in_(keys))
        with self.read() as connection:
            rows = connection.execute(page).all()
            before_them = {_key(row): version_of(row).entry for row in connection.execute(earlier)}
        return tuple(Written(version_of(row), _before(row, before_them)) for row in rows)

    def writers(self) -> tuple[str, ...]:
        with self.read() as connection:
            found = connection.execute(select(_ever.saved_by).distinct().order_by(_ever.saved_by))
            return tuple(found.scalars())


def _chosen(wanted: Recent, before: Mark | None) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if wanted.by:
        chosen.append(_ever.saved_by == wanted.by)
    if wanted.department:
        chosen.append(_ever.department == wanted.department)
    if wanted.collection:
        # As it stands, the column would be found by the key of the table, and all its versions read and sorted: a second.
        chosen.append(_ever.collection.concat("") == wanted.collection)
    if wanted.period:
        chosen += [_ever.saved_at >= wanted.period.since, _ever.saved_at < wanted.period.until]
    if before:
        chosen.append(tuple_(*_PLACE) < (before.saved_at, before.collection, before.id, before.version))
    return chosen


def _key(row: Row[Any]) -> tuple[str, str, int]:
    return row.collection, row.id, row.version


def _before(row: Row[Any], earlier: dict[tuple[str, str, int], Entry]) -> Entry | None:
    return earlier.get((row.collection, row.id, row.version - 1))
