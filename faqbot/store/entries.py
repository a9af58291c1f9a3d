"""Where is what we may say kept? The entries, each with all its earlier versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from faqbot.staff.rights import Reach
from faqbot.staff.versions import Cause, Origin
from faqbot.store import tables
from faqbot.store.base import Changes
from faqbot.store.collections import all_collections, require
from faqbot.store.collections import revision as current_revision
from faqbot.store.engine import Database
from faqbot.store.tickets import resolve
from faqbot.store.turns import add_judged_pair
from faqbot.store.writing import NAMES, Pen, by_key, entry_of, stored, write, write_fresh
from faqbot.types import Delta, Entry, JudgedPair, Snapshot, Status

_now = tables.entries.c
_ever = tables.entry_versions.c
_ENTRY = [_now[name] for name in NAMES]
_VERSION = [_ever[name] for name in NAMES]


class SqlEntries(Database):
    """Entries: see `faqbot.store.base.EntryStore`."""

    def snapshot(self, on: date | None = None) -> Snapshot:
        valid = [_is_valid(on)] if on else []
        published = select(*_ENTRY).where(_now.status == Status.PUBLISHED.value, *valid).order_by(_now.pk)
        with self.read() as connection:
            return Snapshot(
                revision=current_revision(connection),
                entries=tuple(map(entry_of, connection.execute(published))),
                collections=all_collections(connection),
            )

    def since(self, revision: int, before: date, on: date) -> Delta:
        # In one step, SQLite would go through all entries for the sake of their order.
        turned = [] if before == on else [_turns(*sorted((before, on)))]
        changed = select(_now.pk).where(or_(_now.changed_in > revision, *turned))
        moved = select(*_ENTRY).where(_now.pk.in_(changed)).order_by(_now.pk)
        with self.read() as connection:
            found = tuple(map(entry_of, connection.execute(moved)))
            return Delta(
                revision=current_revision(connection),
                changed=tuple(entry for entry in found if entry.is_live(on)),
                gone=frozenset((entry.collection, entry.id) for entry in found if not entry.is_live(on)),
                collections=all_collections(connection),
            )

    def entries(self, collection: str) -> tuple[Entry, ...]:
        added = select(*_ENTRY).where(_now.collection == collection).order_by(_now.pk)
        with self.read() as connection:
            return tuple(map(entry_of, connection.execute(added)))

    def authors(self, collection: str) -> Mapping[str, str]:
        written = select(_now.id, _now.saved_by).where(_now.collection == collection)
        with self.read() as connection:
            return dict(connection.execute(written).tuples().all())

    def history(self, collection: str, entry_id: str) -> tuple[Entry, ...]:
        versions = (
            select(*_VERSION)
            .where(_ever.collection == collection, _ever.id == entry_id)
            .order_by(_ever.version)
        )
        with self.read() as connection:
            return tuple(map(entry_of, connection.execute(versions)))

    def save_entries(
        self, entries: Sequence[Entry], *, now: datetime, by: str, within: Reach = None
    ) -> Changes:
        new = by_key(entries)
        names = {collection for collection, _ in new}
        with self.write() as connection:
            require(connection, names)
            old = stored(connection, _now.collection.in_(names))
            written = write(connection, old, new, Pen(now=now, by=by, within=within))
        return Changes(
            added=tuple(key[1] for key in written if key not in old),
            changed=tuple(key[1] for key in written if key in old),
            unchanged=tuple(key[1] for key in new if key not in written),
        )

    def publish(
        self, entry: Entry, *, now: datetime, by: str, resolves: str | None = None, within: Reach = None
    ) -> Entry:
        origins = {} if resolves is None else {(entry.collection, entry.id): Origin(Cause.TICKET, resolves)}
        with self.write() as connection:
            (stored,) = write_fresh(connection, [entry], Pen(now=now, by=by, within=within, origins=origins))
            if resolves is not None:
                settle(connection, entry, resolves, now, by)
        return stored


def _is_valid(day: date) -> ColumnElement[bool]:
    begun = or_(_now.valid_from.is_(None), _now.valid_from <= day)
    return and_(begun, or_(_now.valid_until.is_(None), _now.valid_until >= day))


def _turns(first: date, last: date) -> ColumnElement[bool]:
    """It becomes live, or ceases to be, between two days, whichever way the clock went."""
    begins = and_(_now.valid_from > first, _now.valid_from <= last)
    return or_(begins, and_(_now.valid_until >= first, _now.valid_until < last))


def settle(connection: Connection, entry: Entry, settlement: str, now: datetime, by: str) -> None:
    """Close the tickets that an entry resolves (their ids with commas between), and keep the judged pairs that follow.

    Raises:
        NotFound: no such ticket in the collection of the entry.
    """
    for text in resolve(
        connection, settlement, collection=entry.collection, entry_id=entry.id, now=now, by=by
    ):
        pair = JudgedPair(
            collection=entry.collection,
            text=text,
            entry_id=entry.id,
            right=True,
            judged_at=now,
            origin="curator",
        )
        add_judged_pair(connection, pair, settlement)
