"""What do curators see of the entries, and how do they write several at once?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, String, func, or_, select, type_coerce

from faqbot.staff.approvals import Approval
from faqbot.staff.rights import Reach
from faqbot.staff.versions import Origin, Version
from faqbot.store import tables
from faqbot.store.approvals import ask
from faqbot.store.base_editing import Listing, Wanted
from faqbot.store.engine import Database
from faqbot.store.writing import Pen, entry_of, write_fresh
from faqbot.types import Entry

_now = tables.entries.c
_ever = tables.entry_versions.c


class SqlEditing(Database):
    """Entries as curators edit them: see `faqbot.store.base_editing.EditingStore`."""

    def listed(self, wanted: Wanted, *, limit: int | None = None, offset: int = 0) -> Listing:
        chosen = _chosen(wanted)
        page = select(tables.entries).where(*chosen).order_by(_now.pk).limit(limit).offset(offset)
        with self.read() as connection:
            total = connection.execute(select(func.count()).select_from(tables.entries).where(*chosen))
            return Listing(tuple(map(version_of, connection.execute(page))), total.scalar_one())

    def checked(self, wanted: Wanted) -> Mapping[str, date | None]:
        days = select(_now.id, _now.checked_on).where(*_chosen(wanted))
        with self.read() as connection:
            return dict(connection.execute(days).tuples().all())

    def versions(self, collection: str, entry_id: str) -> tuple[Version, ...]:
        of_entry = select(tables.entry_versions).where(_ever.collection == collection, _ever.id == entry_id)
        with self.read() as connection:
            return tuple(map(version_of, connection.execute(of_entry.order_by(_ever.version))))

    def revise(
        self,
        entries: Sequence[Entry],
        *,
        requests: Sequence[Approval] = (),
        now: datetime,
        by: str,
        within: Reach,
        origin: Origin | None = None,
    ) -> tuple[Entry, ...]:
        origins = {(entry.collection, entry.id): origin for entry in entries} if origin else {}
        pen = Pen(now=now, by=by, within=within, origins=origins)
        with self.write() as connection:
            written = write_fresh(connection, entries, pen) if entries else ()
            for request in requests:
                ask(connection, request, pen)
        return written

    def owners(self) -> tuple[str, ...]:
        with self.read() as connection:
            found = connection.execute(select(_now.department).distinct().order_by(_now.department))
            return tuple(found.scalars())


def _chosen(wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen = [_now.collection == wanted.collection]
    if wanted.department:
        chosen.append(_now.department == wanted.department)
    if wanted.category:
        chosen.append(_now.category == wanted.category)
    if wanted.status:
        chosen.append(_now.status == wanted.status.value)
    if wanted.ids is not None:
        chosen.append(_now.id.in_(wanted.ids))
    if wanted.questions is not None:
        chosen.append(_now.question.in_(wanted.questions))
    if wanted.contains:
        # The wordings are JSON text in which Japanese stands as it is (see `engine.connect`).
        texts = (_now.question, _now.answer, _now.reading, type_coerce(_now.phrasings, String))
        chosen.append(or_(*(text.icontains(wanted.contains, autoescape=True) for text in texts)))
    if wanted.checked_before:
        chosen.append(or_(_now.checked_on.is_(None), _now.checked_on < wanted.checked_before))
    if wanted.live_on:
        chosen.append(or_(_now.valid_from.is_(None), _now.valid_from <= wanted.live_on))
        chosen.append(or_(_now.valid_until.is_(None), _now.valid_until >= wanted.live_on))
    return chosen


def version_of(row: Row[Any]) -> Version:
    """A row of entries or of their versions as a version."""
    return Version(
        entry=entry_of(row), saved_at=row.saved_at, saved_by=row.saved_by, origin=Origin.read(row.origin)
    )
