"""Which stored vectors are near to one? The one place that knows sqlite-vec.

Its tables are virtual (`vec0`): one partition a collection, cosine distance, rows found by the
integer primary key of the entry or the ticket. A vector without direction (all zeros) is near to
nothing and is not stored: its distance to anything is NULL.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Select, TableClause, bindparam, column, delete, insert, select, table

from faqbot.errors import InvalidInput, NotFound
from faqbot.store import tables
from faqbot.store.base_entries import DIMENSIONS, Near
from faqbot.store.engine import Database

_MOST = 4096
"""sqlite-vec refuses to find more neighbours than this at once."""


def _vec0(name: str) -> TableClause:
    # `distance` and `k` are hidden columns, which a search reads and sets.
    return table(name, *map(column, ("pk", "collection", "vector", "distance", "k")))


_entry_vectors = _vec0("vec_entries")
_ticket_vectors = _vec0("vec_tickets")


class SqlVectors(Database):
    """The vectors of the entries: see `faqbot.store.base.VectorStore`."""

    def put_vectors(self, collection: str, vectors: Iterable[tuple[str, Sequence[float]]]) -> None:
        packed = _packed(vectors)
        with self.write() as connection:
            keys = _keys_of(connection, collection, packed)
            if old := [{"old": keys[entry_id]} for entry_id in packed]:
                connection.execute(delete(_entry_vectors).where(_entry_vectors.c.pk == bindparam("old")), old)
            _insert(connection, collection, keys, packed)

    def nearest_entries(self, collection: str, vector: Sequence[float], k: int) -> tuple[Near, ...]:
        packed = pack(vector)
        if packed is None or k < 1:
            return ()
        near = _nearest(_entry_vectors, collection, packed, min(k, _MOST)).subquery()
        found = (
            select(tables.entries.c.id, near.c.distance)
            .join_from(near, tables.entries, tables.entries.c.pk == near.c.pk)
            .order_by(near.c.distance)
        )
        with self.read() as connection:
            # Of a vector to itself it may be -2e-16.
            return tuple(Near(key, max(0.0, far)) for key, far in connection.execute(found))


def nearest_ticket(connection: Connection, collection: str, vector: bytes, near: float) -> int | None:
    """The open ticket of a collection nearest to a vector, if within a cosine distance."""
    found = connection.execute(_nearest(_ticket_vectors, collection, vector, 1)).first()
    return found.pk if found and found.distance <= near else None


def add_ticket_vector(connection: Connection, pk: int, collection: str, vector: bytes) -> None:
    """Let an open ticket be found by its vector."""
    row = {"pk": pk, "collection": collection, "vector": vector}
    connection.execute(insert(_ticket_vectors), row)


def drop_ticket_vector(connection: Connection, pk: int) -> None:
    """A closed ticket gathers no more questions."""
    connection.execute(delete(_ticket_vectors).where(_ticket_vectors.c.pk == pk))


def pack(vector: Sequence[float]) -> bytes | None:
    """A vector as sqlite-vec stores it; None if it has no direction.

    Raises:
        InvalidInput: it is too long, or not finite.
    """
    if len(vector) > DIMENSIONS:
        raise InvalidInput(f"ベクトルの次元は {DIMENSIONS} までです({len(vector)})。")
    length = math.hypot(*vector)
    if not math.isfinite(length):
        raise InvalidInput("ベクトルに数でない値があります。")
    if length == 0:
        return None
    return struct.pack(f"{DIMENSIONS}f", *vector, *(0.0,) * (DIMENSIONS - len(vector)))


def _nearest(vectors: TableClause, collection: str, vector: bytes, k: int) -> Select[int, float]:
    columns = vectors.c
    return select(columns.pk, columns.distance).where(
        columns.vector.op("MATCH")(vector), columns.k == k, columns.collection == collection
    )


def _packed(vectors: Iterable[tuple[str, Sequence[float]]]) -> dict[str, bytes | None]:
    packed: dict[str, bytes | None] = {}
    for entry_id, vector in vectors:
        if entry_id in packed:
            raise InvalidInput(f"項目「{entry_id}」のベクトルが二つあります。")
        packed[entry_id] = pack(vector)
    return packed


def _keys_of(connection: Connection, collection: str, ids: Iterable[str]) -> dict[str, int]:
    """The primary keys of a collection's entries, among which these must be."""
    columns = tables.entries.c
    keys = select(columns.id, columns.pk).where(columns.collection == collection)
    found = dict(connection.execute(keys).tuples().all())
    if unknown := set(ids) - found.keys():
        raise NotFound(f"「{collection}」に項目「{min(unknown)}」がありません。")
    return found


def _insert(
    connection: Connection, collection: str, keys: Mapping[str, int], packed: Mapping[str, bytes | None]
) -> None:
    rows = [
        {"pk": keys[entry_id], "collection": collection, "vector": vector}
        for entry_id, vector in packed.items()
        if vector is not None
    ]
    if rows:
        connection.execute(insert(_entry_vectors), rows)
