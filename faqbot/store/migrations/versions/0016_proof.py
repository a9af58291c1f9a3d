"""How the answers of an entry fared, found by its id; a collection's own synonyms, each list with its earlier versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_index(
        "ix_turns_entry",
        "turns",
        ["collection", "entry_id", "received_at"],
        sqlite_where=sa.text("entry_id != ''"),
        postgresql_where=sa.text("entry_id != ''"),
    )
    op.create_table(
        "synonym_lists",
        sa.Column("pk", sa.Integer(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("synonyms", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection"], ["collections.name"], name=op.f("fk_synonym_lists_collection_collections")
        ),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_synonym_lists")),
        sa.UniqueConstraint("collection", "version", name=op.f("uq_synonym_lists_collection_version")),
    )
