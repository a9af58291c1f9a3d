"""An index of the turns that were received and not decided: the sweep looks for them every minute.

Revision ID: 0022
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None

_UNDECIDED = sa.text("outcome = 'received'")


def upgrade() -> None:
    op.create_index(
        "ix_turns_undecided",
        "turns",
        ["received_at"],
        sqlite_where=_UNDECIDED,
        postgresql_where=_UNDECIDED,
    )


def downgrade() -> None:
    op.drop_index("ix_turns_undecided", "turns")
