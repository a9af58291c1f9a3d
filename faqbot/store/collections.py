"""Which bodies of entries are there, and at which revision is what is published?"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from faqbot.errors import NotFound
from faqbot.store import tables
from faqbot.store.engine import Database
from faqbot.types import Audience, Category, Collection, Contact

_COLLECTION = [tables.collections.c[field.name] for field in fields(Collection)]


class SqlCollections(Database):
    """Collections and the revision: see `faqbot.store.base.EntryStore`."""

    def revision(self) -> int:
        with self.read() as connection:
            return revision(connection)

    def collections(self) -> tuple[Collection, ...]:
        with self.read() as connection:
            return all_collections(connection)

    def save_collection(self, collection: Collection) -> None:
        name = tables.collections.c.name == collection.name
        with self.write() as connection:
            row = connection.execute(select(*_COLLECTION).where(name)).first()
            if row is None:
                connection.execute(insert(tables.collections), _row(collection))
            elif _collection(row) != collection:
                connection.execute(update(tables.collections).where(name).values(_row(collection)))
            else:
                return
            raise_revision(connection)


def revision(connection: Connection) -> int:
    """The revision, in the transaction of what is read with it."""
    number: int = connection.execute(select(tables.revision.c.number)).scalar_one()
    return number


def raise_revision(connection: Connection) -> int:
    """Say, in the transaction of a change, that what is published has changed; returns the new revision."""
    number = tables.revision.c.number
    connection.execute(update(tables.revision).values(number=number + 1))
    return revision(connection)


def all_collections(connection: Connection) -> tuple[Collection, ...]:
    """All collections, in the order they were added."""
    added = select(*_COLLECTION).order_by(tables.collections.c.pk)
    return tuple(map(_collection, connection.execute(added)))


def require(connection: Connection, names: set[str]) -> None:
    """Raise NotFound unless these collections exist: they say who may read an entry."""
    name = tables.collections.c.name
    known = set(connection.execute(select(name).where(name.in_(names))).scalars())
    if unknown := names - known:
        raise NotFound(f"「{min(unknown)}」という FAQ のまとまりがないので、先に登録してください。")


def _row(collection: Collection) -> dict[str, Any]:
    return asdict(collection) | {"audience": collection.audience.value}


def _collection(row: Row[Any]) -> Collection:
    values = dict(row._mapping)
    values["audience"] = Audience(values["audience"])
    values["categories"] = tuple(Category(**each) for each in values["categories"])
    values["contacts"] = tuple(Contact(**each) for each in values["contacts"])
    values["examples"] = tuple(values["examples"])
    values["synonyms"] = None if values["synonyms"] is None else tuple(values["synonyms"])
    return Collection(**values)
