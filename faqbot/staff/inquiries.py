"""What was asked of the staff desk, by whom it was handled, and how it ended (requirement C5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """How an inquiry came in."""

    PHONE = "phone"
    MAIL = "mail"
    CHAT = "chat"


class State(StrEnum):
    """Where an inquiry stands. A draft is being written down; it is in no report and has no history yet."""

    DRAFT = "draft"
    OPEN = "open"
    ESCALATED = "escalated"
    RESOLVED = "resolved"


class Act(StrEnum):
    """What was done to a record."""

    RECORDED = "recorded"
    AMENDED = "amended"
    REOPENED = "reopened"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One call, mail or message, from receipt to its end. Texts have their personal numbers masked.

    `id` is a token that the writing page chooses, so that saving once more after a dropped connection saves the same inquiry.
    `number` (受付番号) is given by the store; `version` counts what was written after the draft, 0 for a draft.
    """

    id: str
    system: str
    """The collection that it is about."""
    agent: str
    """The account that handles it."""
    received_at: datetime
    started_at: datetime
    finished_at: datetime | None = None
    channel: Channel = Channel.PHONE
    department: str = ""
    """The asker's."""
    question: str = ""
    entry_id: str = ""
    """The entry whose answer was given; empty if none was."""
    work: str = ""
    """作業名."""
    action: str = ""
    """作業内容: what was done; of a fault, its 対処."""
    notes: str = ""
    """特記事項."""
    state: State = State.DRAFT
    escalated_to: str = ""
    target: str = ""
    """What is at fault, as the system's triage names it."""
    is_fault: bool = False
    cause: str = ""
    prevention: str = ""
    after_hours: bool = False
    """Received while the system's reception was closed."""
    rounds: int = 1
    """How often it was taken up: 1 at first, one more each time it is reopened or handed over."""
    ticket_id: str = ""
    number: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A link of an inquiry's history: the whole record as it was then, bound to the link before (see `chain`)."""

    inquiry_id: str
    version: int
    at: datetime
    by: str
    act: Act
    record: Mapping[str, object]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which inquiries to list; what is empty does not narrow. `since` ≤ received < `until`."""

    system: str = ""
    agent: str = ""
    states: tuple[State, ...] = (State.OPEN, State.ESCALATED, State.RESOLVED)
    text: str = ""
    """Occurs in the question, the work, the notes or the department."""
    faults_only: bool = False
    unanswered_only: bool = False
    """Without an entry that was given as the answer."""
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None
