"""What may be said: collections, their synonyms, entries with their versions, and what waits for a decision about them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from faqbot.store.tables.schema import Moment, metadata


def _entry_columns() -> list[Column[Any]]:
    """The whole entry, and who wrote it when: the same in `entries` and in `entry_versions`."""
    return [
        Column("collection", Text, nullable=False),
        Column("id", Text, nullable=False),
        Column("version", Integer, nullable=False),
        Column("question", Text, nullable=False),
        Column("answer", Text, nullable=False),
        Column("department", Text, nullable=False),
        Column("category", Text, nullable=False),
        Column("reading", Text, nullable=False),
        Column("phrasings", JSON, nullable=False),
        Column("subject", Text, nullable=False),
        Column("condition", Text, nullable=False),
        Column("source_title", Text, nullable=False),
        Column("source_url", Text, nullable=False),
        Column("checked_on", Date),
        Column("valid_from", Date),
        Column("valid_until", Date),
        Column("kind", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("fields", JSON, nullable=False),
        Column("saved_at", Moment, nullable=False),
        Column("saved_by", Text, nullable=False),
        # Where the version came from: see `faqbot.staff.versions.Origin`.
        Column("origin", Text, nullable=False, server_default=""),
    ]


revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

collections = Table(
    "collections",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("greeting", Text, nullable=False),
    Column("placeholder", Text, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("contacts", JSON, nullable=False),
    Column("examples", JSON, nullable=False),
    Column("topics", JSON, nullable=False, server_default="[]"),
    Column("asks", Text, nullable=False, server_default=""),
    Column("role", Text, nullable=False, server_default=""),
    Column("areas", JSON, nullable=False, server_default="[]"),
    Column("areas_note", Text, nullable=False, server_default=""),
    Column("check_months", Integer, nullable=False, server_default="12"),
    Column("synonyms", JSON),
)

entries = Table(
    "entries",
    metadata,
    Column("pk", Integer, primary_key=True),
    *_entry_columns(),
    # The revision that was current after the last change that people could see.
    Column("changed_in", Integer, nullable=False, server_default="0", index=True),
    UniqueConstraint("collection", "id"),
    ForeignKeyConstraint(["collection"], ["collections.name"]),
)

entry_versions = Table(
    "entry_versions",
    metadata,
    *_entry_columns(),
    PrimaryKeyConstraint("collection", "id", "version"),
    ForeignKeyConstraint(["collection", "id"], ["entries.collection", "entries.id"]),
)
# Over all entries, newest first: a page is found, and narrowed, without reading a row.
Index(
    "ix_entry_versions_recent",
    *(entry_versions.c[name] for name in "saved_at collection id version saved_by department".split()),
)

# A collection's own synonyms: the newest version is the list, the earlier ones are kept to compare and to go back.
synonym_lists = Table(
    "synonym_lists",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("collection", ForeignKey("collections.name"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("synonyms", JSON, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("saved_by", Text, nullable=False),
    UniqueConstraint("collection", "version"),
)

proposals = Table(
    "proposals",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("collection", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("entry_id", Text, nullable=False, index=True),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("base", JSON(none_as_null=True)),
    Column("said", JSON(none_as_null=True)),
    Column("found_at", Moment, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("decided_at", Moment),
    Column("decided_by", Text, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    ForeignKeyConstraint(["collection"], ["collections.name"]),
)

four_eyes = Table(
    "four_eyes",
    metadata,
    Column("department", Text, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("set_by", Text, nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("collection", Text, nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("entry", JSON, nullable=False),
    Column("origin", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Moment),
    Column("note", Text, nullable=False),
    ForeignKeyConstraint(["collection"], ["collections.name"]),
    Index("ix_approvals_entry", "collection", "entry_id"),
)
# Made anew from the entries whenever it is missing.
readings = Table(
    "readings",
    metadata,
    Column("collection", Text, primary_key=True),
    Column("edition", Text, nullable=False),
    Column("kept", LargeBinary, nullable=False),
)
