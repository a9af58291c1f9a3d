"""The vectors of entries and of open tickets, kept by sqlite-vec."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute(
        """
        CREATE VIRTUAL TABLE vec_entries USING vec0(
            pk INTEGER PRIMARY KEY,
            collection TEXT PARTITION KEY,
            vector FLOAT[256] distance_metric=cosine
        )
        """
    )
    # A partition grows by whole chunks. Open tickets are few: 64 KiB at a time, not 1 MiB.
    op.execute(
        """
        CREATE VIRTUAL TABLE vec_tickets USING vec0(
            pk INTEGER PRIMARY KEY,
            collection TEXT PARTITION KEY,
            vector FLOAT[256] distance_metric=cosine,
            chunk_size=64
        )
        """
    )
