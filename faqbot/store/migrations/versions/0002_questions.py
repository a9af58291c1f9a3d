"""Turns, the tickets of those that reached no answer, and judged pairs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "tickets",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_tickets")),
    )
    still_open = sa.text("state = 'open'")
    op.create_index(
        "uq_tickets_open_key",
        "tickets",
        ["collection", "key"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "turns",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("hits", sa.JSON(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(), nullable=True),
        sa.Column("solved", sa.Boolean(), nullable=True),
        sa.Column("ticket_pk", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["ticket_pk"], ["tickets.pk"], name=op.f("fk_turns_ticket_pk")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_turns")),
        sa.UniqueConstraint("id", name=op.f("uq_turns_id")),
    )
    received = sa.text("outcome = 'received'")
    op.create_index(
        "ix_turns_received",
        "turns",
        ["received_at"],
        sqlite_where=received,
        postgresql_where=received,
    )
    op.create_table(
        "judged_pairs",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_judged_pairs")),
    )
    op.create_index(op.f("ix_judged_pairs_collection"), "judged_pairs", ["collection"])
