"""What came in by a channel, and what was answered to it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from faqbot.store.tables.schema import Moment, metadata

deliveries = Table(
    "deliveries",
    metadata,
    Column("channel", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("body", JSON, nullable=False),
    Column("arrived", Boolean, nullable=False),
    PrimaryKeyConstraint("channel", "message"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("received_at", Moment, nullable=False, index=True),
    Column("payload", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("turn_id", Text, nullable=False),
    Column("reply", Text, nullable=False),
    # A redelivery is refused here, whatever two processes do at once.
    UniqueConstraint("channel", "event"),
)
_waits = inbox.c.state == "waiting"
Index(
    "ix_inbox_waiting",
    inbox.c.channel,
    inbox.c.pk,
    sqlite_where=_waits,
    postgresql_where=_waits,
)
Index(
    "ix_inbox_sessions",
    inbox.c.channel,
    inbox.c.session,
    inbox.c.sent_at,
    sqlite_where=_waits,
    postgresql_where=_waits,
)
_has_message = inbox.c.message != ""
Index(
    "ix_inbox_message",
    inbox.c.channel,
    inbox.c.message,
    sqlite_where=_has_message,
    postgresql_where=_has_message,
)
