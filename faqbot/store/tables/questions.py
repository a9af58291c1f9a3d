"""What was asked: turns, the tickets they gather on, what people judged, what is kept of a visitor."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from faqbot.store.tables.schema import Moment, metadata

tickets = Table(
    "tickets",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("collection", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("settlement", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("decided_at", Moment),
    Column("decided_by", Text, nullable=False, server_default=""),
)
# Tickets of one need, by their numbers: see `faqbot.curation.groups`.
needs = Table(
    "needs",
    metadata,
    Column("collection", Text, primary_key=True),
    Column("groups", JSON, nullable=False),
)
_settled = tickets.c.settlement != ""
Index("ix_tickets_settlement", tickets.c.settlement, sqlite_where=_settled, postgresql_where=_settled)
_open = tickets.c.state == "open"
# Whatever two processes do at once, a question has one open ticket.
Index(
    "uq_tickets_open_key",
    tickets.c.collection,
    tickets.c.key,
    unique=True,
    sqlite_where=_open,
    postgresql_where=_open,
)
_answered = tickets.c.entry_id != ""
Index(
    "ix_tickets_entry",
    tickets.c.collection,
    tickets.c.entry_id,
    sqlite_where=_answered,
    postgresql_where=_answered,
)

turns = Table(
    "turns",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("received_at", Moment, nullable=False),
    Column("collection", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("hits", JSON, nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("chosen_at", Moment),
    Column("solved", Boolean),
    Column("ticket_pk", ForeignKey("tickets.pk")),
    Column("shape", Text),
    Column("shown", JSON, nullable=False, server_default="[]"),
    Column("offered", JSON, nullable=False, server_default="[]"),
    Column("refused", Integer, nullable=False, server_default="0"),
    Column("about", Text, nullable=False, server_default=""),
    Column("area", Text, nullable=False, server_default=""),
    Column("language", Text, nullable=False, server_default="ja"),
    Column("part_of", Text, nullable=False, server_default=""),
    # It was the name of an area, which completes the question before it. Erasing its text does not change that.
    Column("completes", Boolean, nullable=False, server_default="0"),
)
_in_session = turns.c.session != ""
# What was said before in a conversation is looked up at each question.
Index(
    "ix_turns_session",
    turns.c.session,
    turns.c.pk,
    sqlite_where=_in_session,
    postgresql_where=_in_session,
)
Index("ix_turns_received_at", turns.c.received_at)
_on_ticket = turns.c.ticket_pk.is_not(None)
# With the channel: how often a ticket was asked where is read off the index.
Index(
    "ix_turns_ticket_pk",
    turns.c.ticket_pk,
    turns.c.channel,
    sqlite_where=_on_ticket,
    postgresql_where=_on_ticket,
)
_with_entry = turns.c.entry_id != ""
Index(
    "ix_turns_entry",
    turns.c.collection,
    turns.c.entry_id,
    turns.c.received_at,
    sqlite_where=_with_entry,
    postgresql_where=_with_entry,
)
_undecided = turns.c.outcome == "received"
# The sweep looks for them every minute.
Index(
    "ix_turns_undecided",
    turns.c.received_at,
    sqlite_where=_undecided,
    postgresql_where=_undecided,
)
_received = turns.c.outcome == "received"
# Few rows at any time: the sweep at start reads these, not the whole log.
Index(
    "ix_turns_received",
    turns.c.received_at,
    sqlite_where=_received,
    postgresql_where=_received,
)

visitors = Table(
    "visitors",
    metadata,
    Column("session", Text, primary_key=True),
    Column("area", Text, nullable=False),
    Column("kept_at", Moment, nullable=False),
)

judged_pairs = Table(
    "judged_pairs",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("collection", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("right", Boolean, nullable=False),
    Column("judged_at", Moment, nullable=False),
    Column("origin", Text, nullable=False),
    Column("settlement", Text, nullable=False, server_default=""),
)
_follows = judged_pairs.c.settlement != ""
Index(
    "ix_judged_pairs_settlement", judged_pairs.c.settlement, sqlite_where=_follows, postgresql_where=_follows
)
