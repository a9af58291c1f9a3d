"""What a conversation needs to go on, and to be replayed: what was shown, refused, and for which area; the scenario."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("collections", sa.Column("topics", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("collections", sa.Column("asks", sa.Text(), server_default="", nullable=False))
    op.add_column("turns", sa.Column("shape", sa.Text(), nullable=True))
    op.add_column("turns", sa.Column("shown", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("turns", sa.Column("offered", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("turns", sa.Column("refused", sa.Integer(), server_default="0", nullable=False))
    for name, default in (("about", ""), ("area", ""), ("language", "ja"), ("part_of", "")):
        op.add_column("turns", sa.Column(name, sa.Text(), server_default=default, nullable=False))
    op.create_index(
        "ix_turns_session",
        "turns",
        ["session", "pk"],
        sqlite_where=sa.text("session != ''"),
        postgresql_where=sa.text("session != ''"),
    )
    op.create_index("ix_turns_received_at", "turns", ["received_at"])
    op.create_table(
        "visitors",
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_visitors")),
    )
