"""Second factors, wrong attempts by account and address, single sign-on, keys of machines; sessions that say where they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    _accounts()
    _sessions()
    op.create_table(
        "attempts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
    )
    op.create_index(op.f("ix_attempts_last_at"), "attempts", ["last_at"])
    op.create_table(
        "second_factors",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name=op.f("fk_second_factors_account")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name=op.f("fk_recovery_codes_account")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_account"), "recovery_codes", ["account"])
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
    )


def _accounts() -> None:
    op.add_column("accounts", sa.Column("issuer", sa.Text(), nullable=False, server_default=""))
    op.add_column("accounts", sa.Column("subject", sa.Text(), nullable=False, server_default=""))
    op.create_index(
        "ix_accounts_subject",
        "accounts",
        ["issuer", "subject"],
        unique=True,
        sqlite_where=sa.text("subject != ''"),
        postgresql_where=sa.text("subject != ''"),
    )
    op.drop_column("accounts", "failures")
    op.drop_column("accounts", "locked_until")


def _sessions() -> None:
    """Whoever is signed in stays so: a session from before has passed its only factor."""
    op.add_column("sessions", sa.Column("stage", sa.Text(), nullable=False, server_default="in"))
    for name in ("address", "device", "sid", "id_token"):
        op.add_column("sessions", sa.Column(name, sa.Text(), nullable=False, server_default=""))
