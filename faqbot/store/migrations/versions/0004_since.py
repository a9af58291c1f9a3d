"""The revision at which each entry last changed for those who ask, so that a publish is read in one row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("entries", sa.Column("changed_in", sa.Integer(), server_default="0", nullable=False))
    op.create_index(op.f("ix_entries_changed_in"), "entries", ["changed_in"])
