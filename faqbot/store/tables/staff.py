"""What the staff desk writes down: inquiries with their history, and the sheets of triage."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, Table, Text

from faqbot.store.tables.schema import Moment, metadata

inquiries = Table(
    "inquiries",
    metadata,
    # The number that people say on the phone; a draft that is thrown away leaves a gap, and no number comes twice.
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("system", Text, nullable=False),
    Column("agent", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("received_at", Moment, nullable=False, index=True),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("channel", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("work", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("escalated_to", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("is_fault", Boolean, nullable=False),
    Column("cause", Text, nullable=False),
    Column("prevention", Text, nullable=False),
    Column("after_hours", Boolean, nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("ticket_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    sqlite_autoincrement=True,
)

inquiry_changes = Table(
    "inquiry_changes",
    metadata,
    Column("inquiry_id", Text, ForeignKey("inquiries.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("record", JSON, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("inquiry_id", "version"),
)

triages = Table(
    "triages",
    metadata,
    Column("system", Text, ForeignKey("collections.name"), primary_key=True),
    Column("sheet", JSON, nullable=False),
)
