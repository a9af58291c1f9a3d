"""What is counted of questions, a day in Japan at a time: see `store.counting`."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text

from faqbot.store.tables.schema import metadata

stale_days = Table(
    "stale_days",
    metadata,
    Column("day", Date, primary_key=True),
    # Who counts the day, and that nothing has changed since they began; else 0.
    Column("taken", Integer, nullable=False, server_default="0"),
)
_STAGES = ("received", "understood", "offered", "chosen", "shown", "solved", "not_solved", "silent")


def _counts(name: str, keys: list[Column[Any]], counted: tuple[str, ...]) -> Table:
    """Rows that lie in the order of their key, by day, and nowhere else."""
    numbers = [Column(count, Integer, nullable=False) for count in counted]
    key = PrimaryKeyConstraint(*(column.name for column in keys))
    return Table(name, metadata, *keys, *numbers, key, sqlite_with_rowid=False)


def _whose() -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in ("collection", "channel", "department")]


question_days = _counts("question_days", [Column("day", Date, nullable=False), *_whose()], _STAGES)
question_hours = _counts(
    "question_hours",
    [Column("day", Date, nullable=False), Column("hour", Integer, nullable=False), *_whose()],
    ("received", "shown"),
)
entry_days = _counts(
    "entry_days",
    [Column("day", Date, nullable=False), Column("entry_id", Text, nullable=False), *_whose()],
    ("shown", "solved", "not_solved"),
)
# Entry by entry, with all that is counted of it: sums over months are read off it in order, and nothing is sorted.
Index(
    "ix_entry_days_entry",
    *(entry_days.c[name] for name in ("collection", "entry_id", "day", "channel", "department")),
    *(entry_days.c[name] for name in ("shown", "solved", "not_solved")),
)
ticket_days = _counts(
    "ticket_days",
    [Column("day", Date, nullable=False), Column("ticket_pk", Integer, nullable=False), *_whose()],
    ("count", "askers"),
)
Index("ix_ticket_days_ticket", ticket_days.c.ticket_pk, ticket_days.c.day)
ticket_terms = Table(
    "ticket_terms",
    metadata,
    Column("ticket_pk", ForeignKey("tickets.pk"), nullable=False),
    # An empty one: its words have been looked for, and there are none.
    Column("term", Text, nullable=False),
    PrimaryKeyConstraint("ticket_pk", "term"),
    sqlite_with_rowid=False,
)
