"""The days on which an entry is said, and what each version of it came from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"


def upgrade() -> None:
    for table in ("entries", "entry_versions"):
        op.add_column(table, sa.Column("valid_from", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("valid_until", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("origin", sa.Text(), nullable=False, server_default=""))
