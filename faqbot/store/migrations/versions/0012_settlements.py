"""Who closed a ticket when, why, and together with which others; so that it can be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    for name in ("settlement", "decided_by", "reason"):
        op.add_column("tickets", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("tickets", sa.Column("decided_at", sa.DateTime(), nullable=True))
    op.add_column("judged_pairs", sa.Column("settlement", sa.Text(), nullable=False, server_default=""))
    for table, column, where in (
        ("tickets", "settlement", "settlement != ''"),
        ("judged_pairs", "settlement", "settlement != ''"),
        ("turns", "ticket_pk", "ticket_pk IS NOT NULL"),
    ):
        op.create_index(
            f"ix_{table}_{column}",
            table,
            [column],
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
