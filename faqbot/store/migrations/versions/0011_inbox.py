"""What has come in by a channel and is to be answered: kept before it is acknowledged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_TEXTS = ("channel", "event", "session", "message", "payload", "state", "turn_id", "reply")


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("pk", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("pk", name=op.f("pk_inbox")),
        sa.UniqueConstraint("channel", "event", name=op.f("uq_inbox_channel_event")),
    )
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"])
    for name, columns, where in (
        ("ix_inbox_waiting", ["channel", "pk"], "state = 'waiting'"),
        ("ix_inbox_sessions", ["channel", "session", "sent_at"], "state = 'waiting'"),
        ("ix_inbox_message", ["channel", "message"], "message != ''"),
    ):
        op.create_index(name, "inbox", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
