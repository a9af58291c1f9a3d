"""The history over all entries, newest first, and who approved what of an entry."""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0024"


def upgrade() -> None:
    op.create_index(
        "ix_entry_versions_recent",
        "entry_versions",
        ["saved_at", "collection", "id", "version", "saved_by", "department"],
    )
    op.create_index("ix_approvals_entry", "approvals", ["collection", "entry_id"])
