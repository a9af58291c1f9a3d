"""All that is counted of an entry stands in the index of entries, so that sums over many days are read off it in order."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"

_COLUMNS = ["collection", "entry_id", "day", "channel", "department", "shown", "solved", "not_solved"]


def upgrade() -> None:
    op.drop_index("ix_entry_days_entry", "entry_days")
    op.create_index("ix_entry_days_entry", "entry_days", _COLUMNS)
