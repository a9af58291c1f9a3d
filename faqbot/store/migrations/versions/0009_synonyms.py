"""The lists of synonyms that the questions of a collection are read with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("collections", sa.Column("synonyms", sa.JSON(), nullable=True))
