"""What crawls of web sites have proposed, and what became of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=True),
        sa.Column("said", sa.JSON(), nullable=True),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["collection"], ["collections.name"], name=op.f("fk_proposals_collection")),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_entry_id"), "proposals", ["entry_id"])
    op.create_index(op.f("ix_proposals_state"), "proposals", ["state"])
