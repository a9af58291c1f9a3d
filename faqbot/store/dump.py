"""Everything that is kept, as rows that any program can read: what a city takes along when it leaves (requirement D8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select

from faqbot.store.engine import Database
from faqbot.store.tables import metadata

_NOT_TAKEN = {
    "sessions",
    "attempts",
    "second_factors",
    "recovery_codes",
    "api_keys",
    "roots",
    "audit_head",
} | {"readings", "needs"}
"""What opens doors here and is of no use elsewhere; and what is made of the entries and the tickets again."""
_SECRET = {"password_hash"}

Rows = Iterator[Mapping[str, Any]]


class SqlDump(Database):
    """The dump: see `faqbot.store.base_trust.DumpStore`."""

    @contextmanager
    def dump(self) -> Iterator[Iterator[tuple[str, tuple[str, ...], Rows]]]:
        with self.read() as connection:
            yield _tables(connection)


def _tables(connection: Connection) -> Iterator[tuple[str, tuple[str, ...], Rows]]:
    for table in metadata.sorted_tables:
        if table.name not in _NOT_TAKEN:
            columns = [column for column in table.columns if column.name not in _SECRET]
            found = connection.execution_options(yield_per=1000).execute(select(*columns))
            yield (
                table.name,
                tuple(column.name for column in columns),
                (dict(row) for row in found.mappings()),
            )
