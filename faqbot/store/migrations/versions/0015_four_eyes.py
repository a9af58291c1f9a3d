"""What curators work by: a second person before publishing, why something is proposed, how long a 確認日 holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_TEXTS = ("collection", "entry_id", "department", "origin", "asked_by", "state", "decided_by", "note")


def upgrade() -> None:
    op.create_table(
        "four_eyes",
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("department", name=op.f("pk_four_eyes")),
    )
    op.create_table(
        "approvals",
        sa.Column("pk", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_approvals")),
        sa.ForeignKeyConstraint(["collection"], ["collections.name"], name=op.f("fk_approvals_collection")),
    )
    op.create_index(op.f("ix_approvals_state"), "approvals", ["state"])
    op.add_column("collections", sa.Column("check_months", sa.Integer(), nullable=False, server_default="12"))
    op.add_column("proposals", sa.Column("note", sa.Text(), nullable=False, server_default=""))
