"""What the tables look like: the schema as of the newest migration.

The columns bear the names of the fields of `faqbot.types`, so that a value becomes a row and back.
The two tables of vectors are sqlite-vec's: see `vectors.py`.
"""

from __future__ import annotations

from faqbot.store.tables.arrivals import deliveries, inbox
from faqbot.store.tables.content import (
    approvals,
    collections,
    entries,
    entry_versions,
    four_eyes,
    proposals,
    readings,
    revision,
    synonym_lists,
)
from faqbot.store.tables.counts import (
    entry_days,
    question_days,
    question_hours,
    stale_days,
    ticket_days,
    ticket_terms,
)
from faqbot.store.tables.identity import (
    accounts,
    api_keys,
    attempts,
    recovery_codes,
    second_factors,
    sessions,
)
from faqbot.store.tables.questions import judged_pairs, needs, tickets, turns, visitors
from faqbot.store.tables.schema import Moment, metadata
from faqbot.store.tables.staff import inquiries, inquiry_changes, triages
from faqbot.store.tables.trail import audit, audit_head, roots

__all__ = [
    "Moment",
    "accounts",
    "api_keys",
    "approvals",
    "attempts",
    "audit",
    "audit_head",
    "collections",
    "deliveries",
    "entries",
    "entry_days",
    "entry_versions",
    "four_eyes",
    "inbox",
    "inquiries",
    "inquiry_changes",
    "judged_pairs",
    "metadata",
    "needs",
    "proposals",
    "question_days",
    "question_hours",
    "readings",
    "recovery_codes",
    "revision",
    "roots",
    "second_factors",
    "sessions",
    "stale_days",
    "synonym_lists",
    "ticket_days",
    "ticket_terms",
    "tickets",
    "triages",
    "turns",
    "visitors",
]
