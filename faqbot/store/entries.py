"""Where is what we may say kept? The entries, each with all its earlier versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, insert, or_, select, update

from faqbot.errors import InvalidInput, StaleEntry
from faqbot.store import tables
from faqbot.store.base import Changes
from faqbot.store.collections import all_collections, raise_revision, require
from faqbot.store.collections import revision as current_revision
from faqbot.store.engine import Database
from faqbot.store.tickets import resolve
from faqbot.store.turns import add_judged_pair
from faqbot.types import Delta, Entry, JudgedPair, Kind, Snapshot, Status

_Key = tuple[str, str]
_NAMES = tuple(field.name for field in fields(Entry))
_now = tables.entries.c
_ever = tables.entry_versions.c
_ENTRY = [_now[name] for name in _NAMES]
_VERSION = [_ever[name] for name in _NAMES]


class SqlEntries(Database):
    """Entries: see `faqbot.store.base.EntryStore`."""

    def snapshot(self, on: date | None = None) -> Snapshot:
        valid = [_is_valid(on)] if on else []
        published = select(*_ENTRY).where(_now.status == Status.PUBLISHED.value, *valid).order_by(_now.pk)
        with self.read() as connection:
            return Snapshot(
                revision=current_revision(connection),
                entries=tuple(map(_entry, connection.execute(published))),
                collections=all_collections(connection),
            )

    def since(self, revision: int, before: date, on: date) -> Delta:
        # In one step, SQLite would go through all entries for the sake of their order.
        turned = [] if before == on else [_turns(*sorted((before, on)))]
        changed = select(_now.pk).where(or_(_now.changed_in > revision, *turned))
        moved = select(*_ENTRY).where(_now.pk.in_(changed)).order_by(_now.pk)
        with self.read() as connection:
            found = tuple(map(_entry, connection.execute(moved)))
            return Delta(
                revision=current_revision(connection),
                changed=tuple(entry for entry in found if entry.is_live(on)),
                gone=frozenset(_key(entry) for entry in found if not entry.is_live(on)),
                collections=all_collections(connection),
            )

    def entries(self, collection: str) -> tuple[Entry, ...]:
        added = select(*_ENTRY).where(_now.collection == collection).order_by(_now.pk)
        with self.read() as connection:
            return tuple(map(_entry, connection.execute(added)))

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
            return tuple(map(_entry, connection.execute(versions)))

    def save_entries(self, entries: Sequence[Entry], *, now: datetime, by: str) -> Changes:
        new = _by_key(entries)
        names = {collection for collection, _ in new}
        with self.write() as connection:
            require(connection, names)
            old = _stored(connection, _now.collection.in_(names))
            written = _write(connection, old, new, now=now, by=by)
        return Changes(
            added=tuple(key[1] for key in written if key not in old),
            changed=tuple(key[1] for key in written if key in old),
            unchanged=tuple(key[1] for key in new if key not in written),
        )

    def publish(self, entry: Entry, *, now: datetime, by: str, resolves: str | None = None) -> Entry:
        with self.write() as connection:
            (stored,) = write_fresh(connection, [entry], now=now, by=by)
            if resolves is not None:
                text = resolve(connection, resolves, collection=entry.collection, entry_id=entry.id)
                add_judged_pair(connection, _judged(entry, text, now))
        return stored


def write_fresh(
    connection: Connection, entries: Sequence[Entry], *, now: datetime, by: str
) -> tuple[Entry, ...]:
    """Write entries, each of which must bear its stored version, and return them as they now are.

    Raises:
        StaleEntry: somebody else has written one meanwhile.
        NotFound: no such collection.
        InvalidInput: the same entry twice.
    """
    new = _by_key(entries)
    names = {collection for collection, _ in new}
    require(connection, names)
    ids = [_now.id == entries[0].id] if len(new) == 1 else []
    old = _stored(connection, _now.collection.in_(names), *ids)
    for key, entry in new.items():
        _check_fresh(old.get(key), entry)
    written = _write(connection, old, new, now=now, by=by)
    return tuple(written.get(key) or old[key] for key in new)


def _is_valid(day: date) -> ColumnElement[bool]:
    begun = or_(_now.valid_from.is_(None), _now.valid_from <= day)
    return and_(begun, or_(_now.valid_until.is_(None), _now.valid_until >= day))


def _turns(first: date, last: date) -> ColumnElement[bool]:
    """It becomes live, or ceases to be, between two days, whichever way the clock went."""
    begins = and_(_now.valid_from > first, _now.valid_from <= last)
    return or_(begins, and_(_now.valid_until >= first, _now.valid_until < last))


def _judged(entry: Entry, text: str, now: datetime) -> JudgedPair:
    return JudgedPair(
        collection=entry.collection,
        text=text,
        entry_id=entry.id,
        right=True,
        judged_at=now,
        origin="curator",
    )


def _by_key(given: Iterable[Entry]) -> dict[_Key, Entry]:
    found: dict[_Key, Entry] = {}
    for entry in given:
        if found.setdefault((entry.collection, entry.id), entry) is not entry:
            raise InvalidInput(f"「{entry.collection}」に項目「{entry.id}」が二つあります。")
    return found


def _check_fresh(old: Entry | None, new: Entry) -> None:
    expected = (old.version,) if old else (0, 1)
    if new.version not in expected:
        raise StaleEntry(
            "この項目はほかの人が先に書きかえたので、新しい内容を読みこんで、もう一度なおしてください。"
        )


def _stored(connection: Connection, *where: ColumnElement[bool]) -> dict[_Key, Entry]:
    return _by_key(map(_entry, connection.execute(select(*_ENTRY).where(*where))))


def _write(
    connection: Connection,
    old: dict[_Key, Entry],
    new: dict[_Key, Entry],
    *,
    now: datetime,
    by: str,
) -> dict[_Key, Entry]:
    """Write those of `new` that differ from `old`, and return them as they now are."""
    written = {
        key: replace(entry, version=old[key].version + 1 if key in old else 1)
        for key, entry in new.items()
        if key not in old or replace(entry, version=old[key].version) != old[key]
    }
    before = (old[key] for key in written if key in old)
    seen = any(entry.status is Status.PUBLISHED for entry in (*written.values(), *before))
    changed_in = raise_revision(connection) if seen else current_revision(connection)
    rows = {key: _row(entry, now, by) for key, entry in written.items()}
    if added := [row | {"changed_in": changed_in} for key, row in rows.items() if key not in old]:
        connection.execute(insert(tables.entries), added)
    if changed := [
        row | {"changed_in": changed_in, "old_collection": row["collection"], "old_id": row["id"]}
        for key, row in rows.items()
        if key in old
    ]:
        connection.execute(_UPDATE, changed)
    if rows:
        connection.execute(insert(tables.entry_versions), list(rows.values()))
    return written


def _key(entry: Entry) -> _Key:
    return entry.collection, entry.id


_UPDATE = update(tables.entries).where(
    _now.collection == bindparam("old_collection"), _now.id == bindparam("old_id")
)


def _row(entry: Entry, now: datetime, by: str) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in _NAMES}
    return row | {
        "kind": entry.kind.value,
        "status": entry.status.value,
        "fields": dict(entry.fields),
        "saved_at": now,
        "saved_by": by,
    }


def _entry(row: Row[Any]) -> Entry:
    values = dict(row._mapping)
    values["phrasings"] = tuple(values["phrasings"])
    values["kind"] = Kind(values["kind"])
    values["status"] = Status(values["status"])
    values["fields"] = MappingProxyType(values["fields"])
    return Entry(**values)
