"""What is counted of questions, a day at a time, and triggers that mark the days to be counted again."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_WHOSE = ("collection", "channel", "department")
_STAGES = ("received", "understood", "offered", "chosen", "shown", "solved", "not_solved", "silent")
_COUNTS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "question_days": ({}, _STAGES),
    "question_hours": ({"hour": sa.Integer()}, ("received", "shown")),
    "entry_days": ({"entry_id": sa.Text()}, ("shown", "solved", "not_solved")),
    "ticket_days": ({"ticket_pk": sa.Integer()}, ("count", "askers")),
}
_COUNTED = "outcome, shape, hits, entry_id, chosen_at, solved, ticket_pk, refused, completes, text, session"


def upgrade() -> None:
    op.add_column("turns", sa.Column("completes", sa.Boolean(), server_default="0", nullable=False))
    op.execute("UPDATE turns SET completes = 1 WHERE shape = 'days' AND text = area")
    op.create_table(
        "stale_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("taken", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_stale_days")),
    )
    for name, (key, counted) in _COUNTS.items():
        _counts(name, {"day": sa.Date(), **key, **dict.fromkeys(_WHOSE, sa.Text())}, counted)
    op.create_index("ix_entry_days_entry", "entry_days", ["collection", "entry_id", "day"])
    op.create_index("ix_ticket_days_ticket", "ticket_days", ["ticket_pk", "day"])
    op.create_index(
        "ix_tickets_entry",
        "tickets",
        ["collection", "entry_id"],
        sqlite_where=sa.text("entry_id != ''"),
        postgresql_where=sa.text("entry_id != ''"),
    )
    op.create_table(
        "ticket_terms",
        sa.Column("ticket_pk", sa.Integer(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_pk"], ["tickets.pk"], name=op.f("fk_ticket_terms_ticket_pk")),
        sa.PrimaryKeyConstraint("ticket_pk", "term", name=op.f("pk_ticket_terms")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO stale_days (day) SELECT DISTINCT date(received_at, '+9 hours') FROM turns")
    _mark("turns_received", "INSERT")
    _mark("turns_changed", f"UPDATE OF {_COUNTED}")
    op.execute(
        "CREATE TRIGGER tickets_erased AFTER UPDATE OF text ON tickets WHEN NEW.text = '' BEGIN "
        "DELETE FROM ticket_terms WHERE ticket_pk = NEW.pk; END"
    )


def _counts(name: str, keys: dict[str, Any], counted: tuple[str, ...]) -> None:
    op.create_table(
        name,
        *(sa.Column(column, kind, nullable=False) for column, kind in keys.items()),
        *(sa.Column(column, sa.Integer(), nullable=False) for column in counted),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def _mark(name: str, event: str) -> None:
    """Whoever writes a turn marks its day in Japan, in the same transaction."""
    op.execute(
        f"CREATE TRIGGER {name} AFTER {event} ON turns BEGIN "
        "INSERT INTO stale_days (day) VALUES (date(NEW.received_at, '+9 hours')) "
        "ON CONFLICT (day) DO UPDATE SET taken = 0 WHERE taken != 0; END"
    )
