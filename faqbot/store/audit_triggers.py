"""Which changes are audited? Triggers of the database write a record for each, so that no path to it can forget one.

They are made from `tables` whenever the database is opened with other ones, so that a migration need not think of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from faqbot.staff.audit import Deed
from faqbot.store import tables


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose changes are audited. `key` names the row, `by` who wrote it (else it is who acts)."""

    table: Table
    key: tuple[str, ...]
    by: str = ""
    leave: frozenset[str] = frozenset()
    """Columns whose change alone is none: counters, and times of things that are told otherwise."""
    added: bool = True
    """Whether new rows are audited, or only what becomes of them."""

    def columns(self) -> list[str]:
        """Whose change is one."""
        return [column.name for column in self.table.columns if column.name not in self.leave]

    def row(self, which: str) -> str:
        """The columns of NEW or OLD as JSON, in SQL."""
        return "json_array(" + ", ".join(f'{which}."{name}"' for name in self.columns()) + ")"

    def thing(self, which: str) -> str:
        """What names the row of NEW or OLD, in SQL."""
        return " || '/' || ".join(f'{which}."{name}"' for name in self.key)

    def who(self, which: str) -> str:
        """Who wrote the row of NEW or OLD, in SQL; NULL where it is who acts."""
        return f'{which}."{self.by}"' if self.by else "NULL"


WATCHED = (
    Watched(tables.collections, ("name",)),
    Watched(tables.entries, ("collection", "id"), by="saved_by", leave=frozenset({"changed_in", "pk"})),
    Watched(tables.triages, ("system",)),
    Watched(tables.proposals, ("pk",), by="decided_by", added=False),
    Watched(tables.tickets, ("pk",), by="decided_by", leave=frozenset({"count", "last_at"}), added=False),
    Watched(tables.accounts, ("name",)),
    Watched(tables.second_factors, ("account",), leave=frozenset({"last_step"})),
    Watched(tables.recovery_codes, ("account",)),
    Watched(tables.api_keys, ("id",), leave=frozenset({"used_at"})),
    Watched(tables.synonym_lists, ("collection", "version"), by="saved_by"),
    Watched(tables.four_eyes, ("department",), by="set_by"),
    Watched(tables.approvals, ("pk",)),
    Watched(tables.inquiry_changes, ("inquiry_id", "version"), by="by"),
)

_LAST = "(SELECT link FROM audit ORDER BY number DESC LIMIT 1)"
_PREFIX = "audit_"


def wanted() -> dict[str, str]:
    """Every trigger of the audit: its SQL by its name."""
    return {name: " ".join(sql.split()) for name, sql in (*_guards(), *_sign_ins(), *_changes())}


def watch(connection: Connection) -> None:
    """Make the triggers what they should be."""
    stored = connection.exec_driver_sql(
        f"SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '{_PREFIX}*'"
    )
    found, right = {row[0]: row[1] for row in stored}, wanted()
    if found == right:
        return
    unwatch(connection)
    for sql in right.values():
        connection.exec_driver_sql(sql)


def unwatch(connection: Connection) -> None:
    """Take the triggers away, for as long as a migration changes the tables."""
    names = connection.exec_driver_sql(
        f"SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name GLOB '{_PREFIX}*'"
    )
    for (name,) in names.all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _guards() -> Iterator[tuple[str, str]]:
    """The audit itself: its head follows it, and nothing in it changes or goes."""
    yield (
        "audit_head_follows",
        "CREATE TRIGGER audit_head_follows AFTER INSERT ON audit BEGIN"
        " INSERT OR REPLACE INTO audit_head (id, number, digest, seal) SELECT 1, NEW.number, digest,"
        " audit_seal(NEW.number, digest) FROM (SELECT json_extract(NEW.link, '$.digest') AS digest); END",
    )
    for name, when in (
        ("audit_no_update", "BEFORE UPDATE ON audit"),
        ("audit_no_delete", "BEFORE DELETE ON audit"),
        # INSERT OR REPLACE deletes without firing the trigger before; a row that is appended has no number yet.
        ("audit_no_replace", "BEFORE INSERT ON audit WHEN NEW.number IN (SELECT number FROM audit)"),
        ("audit_no_headless", "BEFORE DELETE ON audit_head"),
    ):
        yield name, f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"


def _sign_ins() -> Iterator[tuple[str, str]]:
    """Sessions, from the second factor on. Refusals are noted where they are spoken: `identity.lockout`."""
    for name, when, deed, row in (
        ("audit_session_begun", "AFTER INSERT ON sessions", Deed.SIGNED_IN, "NEW"),
        ("audit_session_ended", "AFTER DELETE ON sessions", Deed.SIGNED_OUT, "OLD"),
    ):
        account, whole = f"{row}.account", f"{when} WHEN {row}.stage = 'in'"
        yield name, _trigger(name, whole, deed, "sessions", account, account, "NULL", "NULL")


def _changes() -> Iterator[tuple[str, str]]:
    for each in WATCHED:
        table = each.table.name
        old, new = each.row("OLD"), each.row("NEW")
        named = ", ".join(f'"{name}"' for name in each.columns())
        if each.added:
            name = f"audit_{table}_added"
            yield (
                name,
                _trigger(
                    name,
                    f"AFTER INSERT ON {table}",
                    Deed.ADDED,
                    table,
                    each.thing("NEW"),
                    each.who("NEW"),
                    "NULL",
                    new,
                ),
            )
        name = f"audit_{table}_changed"
        when = f"AFTER UPDATE OF {named} ON {table} WHEN {old} IS NOT {new}"
        yield (
            name,
            _trigger(name, when, Deed.CHANGED, table, each.thing("NEW"), each.who("NEW"), old, new),
        )
        name = f"audit_{table}_removed"
        yield (
            name,
            _trigger(
                name, f"AFTER DELETE ON {table}", Deed.REMOVED, table, each.thing("OLD"), "NULL", old, "NULL"
            ),
        )


def _trigger(
    name: str, when: str, deed: Deed, kind: str, thing: str, who: str, before: str, after: str
) -> str:
    said = f"{_LAST}, '{deed.value}', '{kind}', {thing}, {who}, {before}, {after}"
    return f"CREATE TRIGGER {name} {when} BEGIN INSERT INTO audit (link) VALUES (audit_link({said})); END"
