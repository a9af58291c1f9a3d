"""Which bodies of entries are there, and at which revision is what is published?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from faqbot.errors import NotFound, StaleCollection
from faqbot.store import tables
from faqbot.store.engine import Database
from faqbot.types import Area, Audience, Category, Collection, Contact, Synonym, SynonymKind, Topic

_NAMES = [field.name for field in fields(Collection) if field.name != "own_synonyms"]
_COLLECTION = [tables.collections.c[name] for name in _NAMES]
_lists = tables.synonym_lists.c
_NEWEST = (
    select(_lists.collection, func.max(_lists.version).label("version"))
    .group_by(_lists.collection)
    .subquery()
)
_OWN = select(_lists.collection, _lists.synonyms).join(
    _NEWEST, and_(_lists.collection == _NEWEST.c.collection, _lists.version == _NEWEST.c.version)
)
_STALE = "ほかの人が先に変えました。画面を読み込み直して、もう一度変えてください。"
_REVISION = select(tables.revision.c.number)


class SqlCollections(Database):
    """Collections and the revision: see `faqbot.store.base.EntryStore`."""

    def revision(self) -> int:
        with self.read() as connection:
            return revision(connection)

    def collections(self) -> tuple[Collection, ...]:
        with self.read() as connection:
            return all_collections(connection)

    def save_collection(self, collection: Collection, *, replaces: Collection | None = None) -> None:
        name = tables.collections.c.name == collection.name
        with self.write() as connection:
            row = connection.execute(select(*_COLLECTION).where(name)).first()
            if replaces and (row is None or _collection(row) != _described(replaces)):
                raise StaleCollection(_STALE)
            if row is None:
                connection.execute(insert(tables.collections), _row(collection))
            elif _collection(row) != _described(collection):
                connection.execute(update(tables.collections).where(name).values(_row(collection)))
            else:
                return
            raise_revision(connection)


def revision(connection: Connection) -> int:
    """The revision, in the transaction of what is read with it."""
    number: int = connection.execute(_REVISION).scalar_one()
    return number


def raise_revision(connection: Connection) -> int:
    """Say, in the transaction of a change, that what is published has changed; returns the new revision."""
    number = tables.revision.c.number
    connection.execute(update(tables.revision).values(number=number + 1))
    return revision(connection)


def all_collections(connection: Connection) -> tuple[Collection, ...]:
    """All collections, in the order they were added."""
    own = {row.collection: synonyms(row.synonyms) for row in connection.execute(_OWN)}
    added = select(*_COLLECTION).order_by(tables.collections.c.pk)
    found = map(_collection, connection.execute(added))
    return tuple(replace(each, own_synonyms=own.get(each.name, ())) for each in found)


def synonyms(stored: Sequence[Sequence[Any]]) -> tuple[Synonym, ...]:
    """A list of synonyms from its JSON: kind, word, others and note of each."""
    return tuple(Synonym(SynonymKind(kind), word, tuple(others), note) for kind, word, others, note in stored)


def require(connection: Connection, names: set[str]) -> None:
    """Raise NotFound unless these collections exist: they say who may read an entry."""
    name = tables.collections.c.name
    known = set(connection.execute(select(name).where(name.in_(names))).scalars())
    if unknown := names - known:
        raise NotFound(f"「{min(unknown)}」という FAQ のまとまりがないので、先に登録してください。")


def _described(collection: Collection) -> Collection:
    """Without the list of synonyms, which is kept elsewhere."""
    return replace(collection, own_synonyms=())


def _row(collection: Collection) -> dict[str, Any]:
    row = {name: getattr(collection, name) for name in _NAMES}
    return row | {
        "audience": collection.audience.value,
        "categories": [asdict(each) for each in collection.categories],
        "contacts": [asdict(each) for each in collection.contacts],
        "topics": [asdict(each) for each in collection.topics],
        "areas": [asdict(replace(each, days=dict(each.days))) for each in collection.areas],
    }


def _collection(row: Row[Any]) -> Collection:
    values = dict(row._mapping)
    values["audience"] = Audience(values["audience"])
    values["categories"] = tuple(Category(**each) for each in values["categories"])
    values["contacts"] = tuple(Contact(**each) for each in values["contacts"])
    values["examples"] = tuple(values["examples"])
    values["topics"] = tuple(map(_topic, values["topics"]))
    values["areas"] = tuple(map(_area, values["areas"]))
    values["synonyms"] = None if values["synonyms"] is None else tuple(values["synonyms"])
    return Collection(**values)


def _area(values: dict[str, Any]) -> Area:
    towns = tuple((name, reading) for name, reading in values["towns"])
    return Area(**values | {"towns": towns, "days": MappingProxyType(values["days"])})


def _topic(values: dict[str, Any]) -> Topic:
    inside = {"topics": tuple(map(_topic, values["topics"])), "entries": tuple(values["entries"])}
    return Topic(**values | inside)
