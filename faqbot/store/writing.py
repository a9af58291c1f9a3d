"""How is an entry written? With its version, its revision, and the rules that hold whoever writes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select, update

from faqbot.errors import InvalidInput, NotAllowed, StaleEntry
from faqbot.staff.approvals import needs_second
from faqbot.staff.rights import Reach, require_within
from faqbot.staff.versions import Origin
from faqbot.store import tables
from faqbot.store.collections import raise_revision, require
from faqbot.store.collections import revision as current_revision
from faqbot.types import Entry, Kind, Status

Key = tuple[str, str]
"""Collection and id."""

NAMES = tuple(field.name for field in fields(Entry))
_now = tables.entries.c
_UPDATE = update(tables.entries).where(
    _now.collection == bindparam("old_collection"), _now.id == bindparam("old_id")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """Who writes, when, what led to each entry, and how far their rights go; `approved` by a second person."""

    now: datetime
    by: str
    within: Reach = None
    origins: Mapping[Key, Origin] = field(default_factory=dict)
    approved: bool = False


def write_fresh(connection: Connection, entries: Sequence[Entry], pen: Pen) -> tuple[Entry, ...]:
    """Write entries, each of which must bear its stored version, and return them as they now are.

    Raises:
        StaleEntry: somebody else has written one meanwhile.
        NotAllowed: one belongs, or would belong, to a department beyond the pen's reach, or waits for a second person.
        NotFound: no such collection.
        InvalidInput: the same entry twice.
    """
    new = by_key(entries)
    names = {collection for collection, _ in new}
    require(connection, names)
    ids = [_now.id == entries[0].id] if len(new) == 1 else []
    old = stored(connection, _now.collection.in_(names), *ids)
    eyes = frozenset[str]() if pen.approved else four_eyes(connection)
    for key, entry in new.items():
        _require_version(connection, old.get(key), entry)
        if needs_second(old.get(key), entry, eyes):
            raise NotAllowed(
                f"「{entry.department}」は、公開の前にもう一人が確かめる課です。公開の承認を依頼してください。"
            )
    written = write(connection, old, new, pen)
    return tuple(written.get(key) or old[key] for key in new)


def write(
    connection: Connection, old: Mapping[Key, Entry], new: Mapping[Key, Entry], pen: Pen
) -> dict[Key, Entry]:
    """Write those of `new` that differ from `old`, and return them as they now are.

    Raises:
        NotAllowed: one belongs, or would belong, to a department beyond the pen's reach.
    """
    written = {
        key: replace(entry, version=old[key].version + 1 if key in old else 1)
        for key, entry in new.items()
        if key not in old or replace(entry, version=old[key].version) != old[key]
    }
    before = [old[key] for key in written if key in old]
    require_within(pen.within, *(entry.department for entry in (*before, *written.values())))
    seen = any(entry.status is Status.PUBLISHED for entry in (*written.values(), *before))
    changed_in = raise_revision(connection) if seen else current_revision(connection)
    rows = {key: _row(entry, pen) for key, entry in written.items()}
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
        _outdate_requests(connection, written)
    return written


def by_key(given: Iterable[Entry]) -> dict[Key, Entry]:
    """Entries by collection and id.

    Raises:
        InvalidInput: the same entry twice.
    """
    found: dict[Key, Entry] = {}
    for entry in given:
        if found.setdefault((entry.collection, entry.id), entry) is not entry:
            raise InvalidInput(f"「{entry.collection}」に項目「{entry.id}」が二つあります。")
    return found


def stored(connection: Connection, *where: ColumnElement[bool]) -> dict[Key, Entry]:
    """The stored entries that meet a condition."""
    chosen = select(*(_now[name] for name in NAMES)).where(*where)
    return by_key(map(entry_of, connection.execute(chosen)))


def four_eyes(connection: Connection) -> frozenset[str]:
    """The departments where a second person looks before anything is published."""
    return frozenset(connection.execute(select(tables.four_eyes.c.department)).scalars())


def entry_of(row: Row[Any]) -> Entry:
    """A row of entries or of their versions as a value; further columns are left out."""
    columns = row._mapping
    values = {name: columns[name] for name in NAMES}
    values["phrasings"] = tuple(values["phrasings"])
    values["kind"] = Kind(values["kind"])
    values["status"] = Status(values["status"])
    values["fields"] = MappingProxyType(values["fields"])
    return Entry(**values)


def check_fresh(connection: Connection, entry: Entry) -> Entry | None:
    """The stored entry that an entry would replace, if there is one.

    Raises:
        StaleEntry: somebody else has written it meanwhile.
    """
    found = stored(connection, _now.collection == entry.collection, _now.id == entry.id)
    old = next(iter(found.values()), None)
    _require_version(connection, old, entry)
    return old


def _require_version(connection: Connection, old: Entry | None, new: Entry) -> None:
    expected = (old.version,) if old else (0, 1)
    if new.version not in expected:
        raise _stale(connection, old or new)


def _stale(connection: Connection, entry: Entry) -> StaleEntry:
    who = select(_now.saved_by, _now.saved_at)
    found = connection.execute(who.where(_now.collection == entry.collection, _now.id == entry.id)).first()
    by, at = found or ("", None)
    return StaleEntry(
        "この項目はほかの人が先に書きかえたので、新しい内容を読みこんで、もう一度なおしてください。",
        by=by,
        at=at,
    )


def _outdate_requests(connection: Connection, written: Iterable[Key]) -> None:
    """A request to publish what was written on an earlier version is not decided any more."""
    waiting = tables.approvals.c
    opened = select(waiting.pk, waiting.collection, waiting.entry_id).where(waiting.state == "open")
    outdated = [row.pk for row in connection.execute(opened) if (row.collection, row.entry_id) in written]
    if outdated:
        connection.execute(update(tables.approvals).where(waiting.pk.in_(outdated)).values(state="stale"))


def _row(entry: Entry, pen: Pen) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in NAMES}
    return row | {
        "kind": entry.kind.value,
        "status": entry.status.value,
        "fields": dict(entry.fields),
        "saved_at": pen.now,
        "saved_by": pen.by,
        "origin": str(pen.origins.get((entry.collection, entry.id), "")),
    }
