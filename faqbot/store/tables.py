"""What the tables look like: the schema as of the newest migration.

The columns bear the names of the fields of `faqbot.types`, so that a value becomes a row and back.
The two tables of vectors are sqlite-vec's: see `vectors.py`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time: an aware `datetime` outside, ISO text in UTC inside (it sorts as time)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone says no point in time")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


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
Index("ix_turns_ticket_pk", turns.c.ticket_pk, sqlite_where=_on_ticket, postgresql_where=_on_ticket)
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

visitors = Table(
    "visitors",
    metadata,
    Column("session", Text, primary_key=True),
    Column("area", Text, nullable=False),
    Column("kept_at", Moment, nullable=False),
)
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
_received = turns.c.outcome == "received"
# Few rows at any time: the sweep at start reads these, not the whole log.
Index(
    "ix_turns_received",
    turns.c.received_at,
    sqlite_where=_received,
    postgresql_where=_received,
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

accounts = Table(
    "accounts",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("display_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
)
_signed_in_elsewhere = accounts.c.subject != ""
Index(
    "ix_accounts_subject",
    accounts.c.issuer,
    accounts.c.subject,
    unique=True,
    sqlite_where=_signed_in_elsewhere,
    postgresql_where=_signed_in_elsewhere,
)

sessions = Table(
    "sessions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("stage", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("sid", Text, nullable=False),
    Column("id_token", Text, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
)

second_factors = Table(
    "second_factors",
    metadata,
    Column("account", Text, ForeignKey("accounts.name"), primary_key=True),
    Column("secret", Text, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("last_step", Integer, nullable=False),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("revoked", Boolean, nullable=False),
)

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


def _said(name: str) -> Column[Any]:
    """A field of a record of the audit, read out of its JSON."""
    return Column(name, Text, Computed(f"json_extract(link, '$.{name}')", persisted=False))


# Written by triggers only, which also keep anyone from changing it: see `audit_triggers.py`.
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
)


# What is counted of questions, a day in Japan at a time: see `counting.py`.
stale_days = Table(
    "stale_days",
    metadata,
    Column("day", Date, primary_key=True),
    # Who counts the day, and that nothing has changed since they began; else 0.
    Column("taken", Integer, nullable=False, server_default="0"),
)
_STAGES = ("received", "understood", "offered", "chosen", "shown", "solved", "not_solved", "silent")


def _counts(name: str, keys: list[Column[Any]], counted: tuple[str, ...]) -> Table:
    """Rows that lie in the order of their key, by day, and nowhere else."""
    numbers = [Column(count, Integer, nullable=False) for count in counted]
    key = PrimaryKeyConstraint(*(column.name for column in keys))
    return Table(name, metadata, *keys, *numbers, key, sqlite_with_rowid=False)


def _whose() -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in ("collection", "channel", "department")]


question_days = _counts("question_days", [Column("day", Date, nullable=False), *_whose()], _STAGES)
question_hours = _counts(
    "question_hours",
    [Column("day", Date, nullable=False), Column("hour", Integer, nullable=False), *_whose()],
    ("received", "shown"),
)
entry_days = _counts(
    "entry_days",
    [Column("day", Date, nullable=False), Column("entry_id", Text, nullable=False), *_whose()],
    ("shown", "solved", "not_solved"),
)
# Entry by entry, with all that is counted of it: sums over months are read off it in order, and nothing is sorted.
Index(
    "ix_entry_days_entry",
    *(entry_days.c[name] for name in ("collection", "entry_id", "day", "channel", "department")),
    *(entry_days.c[name] for name in ("shown", "solved", "not_solved")),
)
ticket_days = _counts(
    "ticket_days",
    [Column("day", Date, nullable=False), Column("ticket_pk", Integer, nullable=False), *_whose()],
    ("count", "askers"),
)
Index("ix_ticket_days_ticket", ticket_days.c.ticket_pk, ticket_days.c.day)
ticket_terms = Table(
    "ticket_terms",
    metadata,
    Column("ticket_pk", ForeignKey("tickets.pk"), nullable=False),
    # An empty one: its words have been looked for, and there are none.
    Column("term", Text, nullable=False),
    PrimaryKeyConstraint("ticket_pk", "term"),
    sqlite_with_rowid=False,
)
