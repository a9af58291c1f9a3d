"""Who did what, and what keys are derived from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Computed, Index, Integer, Table, Text

from faqbot.store.tables.schema import Moment, metadata


def _said(name: str) -> Column[Any]:
    """A field of a record of the audit, read out of its JSON."""
    return Column(name, Text, Computed(f"json_extract(link, '$.{name}')", persisted=False))


# Written by triggers only, which also keep anyone from changing it: see `store.audit_triggers`.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("link", Text, nullable=False),
    *map(_said, ("at", "who", "deed", "kind", "thing")),
    Index("ix_audit_at", "at"),
    Index("ix_audit_thing", "thing"),
)

# What keys and hashed ids are derived from since the database has had another key: the oldest first. None: from its key.
roots = Table(
    "roots",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("secret", Text, nullable=False),
    Column("since", Moment, nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("seal", Text, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
