"""What a collection is for, and the areas of the city with their collection days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("collections", sa.Column("role", sa.Text(), server_default="", nullable=False))
    op.add_column("collections", sa.Column("areas", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("collections", sa.Column("areas_note", sa.Text(), server_default="", nullable=False))
