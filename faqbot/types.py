"""The frozen values that every room of the house passes around.

Nothing here does anything: no I/O, no Japanese, no ranking. Times are timezone-aware UTC `datetime`s;
dates are the calendar dates of the source; scores are floats in the unit that the field's comment names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Literal


class Audience(StrEnum):
    """Who may read a collection (requirement C9): never widened by a request."""

    PUBLIC = "public"
    STAFF = "staff"


class Status(StrEnum):
    """The life of an entry; only a published one is searched."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Kind(StrEnum):
    """`UNKNOWN` registers a question whose answer is *known not to be known*: the bot says so and hands off."""

    ANSWER = "answer"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What became of a turn. `RECEIVED` means kept but not yet (or never) decided."""

    RECEIVED = "received"
    ANSWERED = "answered"
    SUGGESTED = "suggested"
    UNANSWERED = "unanswered"


_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One approved record: a question, how people word it, and its answer.

    `id` is stable for life and unique within its collection; it is never derived from the content.
    Entries that share a `subject` are the variants of one thing, told apart by their `condition`.
    """

    id: str
    collection: str
    question: str
    answer: str
    department: str
    category: str = ""
    reading: str = ""
    phrasings: tuple[str, ...] = ()
    subject: str = ""
    condition: str = ""
    source_title: str = ""
    source_url: str = ""
    checked_on: date | None = None
    kind: Kind = Kind.ANSWER
    status: Status = Status.PUBLISHED
    version: int = 1
    fields: Mapping[str, str] = field(default_factory=lambda: _NO_FIELDS)
    """Further columns of the corpus file, kept as they came (版, 範囲, 見本 …)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A category in words, colour and icon, as a resident meets it."""

    name: str
    short: str = ""
    reading: str = ""
    icon: str = ""
    colour: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to phone. `hours` is empty where the facts do not give them."""

    department: str
    phone: str = ""
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A body of entries with one audience."""

    name: str
    title: str
    audience: Audience
    owner: str
    greeting: str = ""
    placeholder: str = ""
    categories: tuple[Category, ...] = ()
    contacts: tuple[Contact, ...] = ()
    """The first one is the collection's default."""
    examples: tuple[str, ...] = ()
    synonyms: tuple[str, ...] | None = None
    """The names of the lists of synonyms that its questions are read with; None: every list there is."""

    def contact(self, department: str) -> Contact:
        """The contact of a department, or the collection's default, or one that only names the owner."""
        for contact in self.contacts:
            if contact.department == department:
                return contact
        return self.contacts[0] if self.contacts else Contact(department=self.owner)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found for a query. `score` is the fused score (no unit; comparable within one query)."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Answered:
    """One entry answers the question. `confidence` is the probability that the first hit is right, 0 to 1."""

    hits: tuple[Hit, ...]
    confidence: float

    @property
    def entry(self) -> Entry:
        """The entry that answers."""
        return self.hits[0].entry


@dataclass(frozen=True, slots=True)
class Suggested:
    """It may be one of these; the asker chooses."""

    hits: tuple[Hit, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Nothing answers it, or the entry found says that the answer is not known (`known_unknown`)."""

    hits: tuple[Hit, ...]
    confidence: float
    known_unknown: Entry | None = None


Decision = Answered | Suggested | Unanswered


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the asker gets, for any channel to render. `turn_id` is empty where nothing was asked (an empty text)."""

    turn_id: str
    query: str
    outcome: Outcome
    confidence: float
    message: str
    answer: Entry | None = None
    candidates: tuple[Hit, ...] = ()
    handoff: Contact | None = None
    known_unknown: bool = False
    """The first candidate is registered as not known, and its text says what is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredId:
    """A hit as the log keeps it: enough to replay a turn against the same revision."""

    entry_id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The unit of the log: a question as it was received, and what became of it.

    `id` is an unguessable token: whoever holds it may choose and give feedback on this turn, nobody else.
    `text` has its personal numbers masked. `revision` is that of the entries it was answered from.
    """

    id: str
    received_at: datetime
    collection: str
    channel: str
    text: str
    session: str = ""
    outcome: Outcome = Outcome.RECEIVED
    revision: int = 0
    confidence: float = 0.0
    hits: tuple[ScoredId, ...] = ()
    entry_id: str = ""
    """The entry whose answer was shown: answered at once, or chosen; empty if none was."""
    chosen_at: datetime | None = None
    solved: bool | None = None
    ticket_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A question that reached no answer, with its repeats merged."""

    id: str
    collection: str
    text: str
    count: int
    first_at: datetime
    last_at: datetime
    state: Literal["open", "resolved", "dismissed"] = "open"
    entry_id: str = ""
    """The entry that resolved it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """A question and an entry that a person has said does (or does not) answer it."""

    collection: str
    text: str
    entry_id: str
    right: bool
    judged_at: datetime
    origin: str
    """Who judged: `curator`, `choice`, `solved`, `not_solved`."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All published entries of the store as of one revision."""

    revision: int
    entries: tuple[Entry, ...]
    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """What has changed since a revision: published entries that are new or differ, and those that are not (or no longer)
    published, by (collection, id). `collections` are all of them, as they are now.
    """

    revision: int
    changed: tuple[Entry, ...]
    gone: frozenset[tuple[str, str]]
    collections: tuple[Collection, ...]
