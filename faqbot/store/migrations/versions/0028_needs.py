"""Tickets by need, and how often each was asked where, read off an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
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
