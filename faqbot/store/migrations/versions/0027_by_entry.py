"""What the panel's first paint reads: all that is counted of entries and of tickets in their indexes, and tickets by need."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_COLUMNS = ["collection", "entry_id", "day", "channel", "department", "shown", "solved", "not_solved"]


def upgrade() -> None:
    op.drop_index("ix_entry_days_entry", "entry_days")
    op.create_index("ix_entry_days_entry", "entry_days", _COLUMNS)
    op.drop_index("ix_turns_ticket_pk", "turns")
    on_ticket = sa.text("ticket_pk IS NOT NULL")
    op.create_index(
        "ix_turns_ticket_pk",
        "turns",
        ["ticket_pk", "channel"],
        sqlite_where=on_ticket,
        postgresql_where=on_ticket,
    )
    op.create_table(
        "needs",
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("collection", name=op.f("pk_needs")),
    )
