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
    """The life of an entry; only a published one is searched, on the days for which it is valid."""

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


class Shape(StrEnum):
    """What a reply is, for whoever renders it and for the funnel."""

    ANSWER = "answer"
    CANDIDATES = "candidates"
    CONDITION = "condition"
    """The answer depends on something: it is asked back."""
    SEVERAL = "several"
    """Several things were asked: a reply each, in `parts`."""
    MENU = "menu"
    HANDOFF = "handoff"
    DAYS = "days"
    AREAS = "areas"
    """Which area: without it there are no dates."""
    TALK = "talk"
    """A greeting, thanks, a sticker: no question."""
    ALARM = "alarm"
    """An emergency or distress: whom to call now."""


class Do(StrEnum):
    """What a tap does. `Action` says on which turn, and with what."""

    CHOOSE = "choose"
    """This entry (target) is what my question (turn) means."""
    NONE = "none"
    """None of what was shown for my question (turn)."""
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    MENU = "menu"
    """Open a place of the scenario (target: its path; empty: the top)."""
    ENTRY = "entry"
    """Show an entry (target), without a question."""
    AREA = "area"
    """I live here (target: the area's name)."""
    REMEMBER = "remember"
    """Keep my area for the next time."""
    FORGET = "forget"
    """Erase what is kept of me."""
    SAY = "say"
    """Send a text (target)."""
    HANDOFF = "handoff"
    """Whom to phone."""


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
    valid_from: date | None = None
    valid_until: date | None = None
    """The first and the last day, in Japan, on which it is said; None: no bound."""
    kind: Kind = Kind.ANSWER
    status: Status = Status.PUBLISHED
    version: int = 1
    fields: Mapping[str, str] = field(default_factory=lambda: _NO_FIELDS)
    """Further columns of the corpus file, kept as they came (版, 範囲, 見本 …)."""

    def is_live(self, day: date) -> bool:
        """Whether it is searched on a day in Japan."""
        begun = self.valid_from is None or self.valid_from <= day
        ended = self.valid_until is not None and self.valid_until < day
        return self.status is Status.PUBLISHED and begun and not ended


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
    """Whom to phone. `hours` is written as `schedule.hours` reads it; empty where the facts do not give them."""

    department: str
    phone: str = ""
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A place of the scenario: more topics, a whole category, or single entries (by id). `id` is unique among its siblings."""

    id: str
    title: str
    reading: str = ""
    icon: str = ""
    text: str = ""
    topics: tuple[Topic, ...] = ()
    category: str = ""
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A part of the city with its own collection days.

    `towns` are pairs of name and reading. `days` says by the name of a category when it is collected, written as
    `schedule.days` reads it. A `sample` is made up, and whoever shows its days must say so.
    """

    name: str
    reading: str = ""
    towns: tuple[tuple[str, str], ...] = ()
    days: Mapping[str, str] = field(default_factory=lambda: _NO_FIELDS)
    note: str = ""
    sample: bool = False


class SynonymKind(StrEnum):
    """`SAME`: spellings of one word, the first of which all are read as. The others only add words to a question."""

    SAME = "same"
    BOTH = "both"
    ONE_WAY = "one_way"


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word and others that stand for it (`ONE_WAY`: it for them, not they for it)."""

    kind: SynonymKind
    word: str
    others: tuple[str, ...]
    note: str = ""
    """For people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SynonymList:
    """A version of a collection's own synonyms, and who wrote it when."""

    version: int
    synonyms: tuple[Synonym, ...]
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A body of entries with one audience. `role` is empty, or `emergency`: its entries are answered before all others."""

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
    topics: tuple[Topic, ...] = ()
    """The scenario; without one, the categories are it."""
    asks: str = ""
    """How an entry that is only a name is worded as a question (「{name}は、どう出しますか？」)."""
    role: str = ""
    areas: tuple[Area, ...] = ()
    areas_note: str = ""
    """Where the collection days come from, for whoever is shown them."""
    check_months: int = 12
    """How long a 確認日 holds: an entry checked longer ago is due for checking."""
    synonyms: tuple[str, ...] | None = None
    """The names of the lists of synonyms that its questions are read with; None: every list there is."""
    own_synonyms: tuple[Synonym, ...] = ()
    """Its own list beside those. Curators edit it, so `EntryStore.save_collection` leaves it as it is."""

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
    """One entry answers the question. `confidence` is the probability that the first hit is right, 0 to 1.

    `undecided` are the variants of its thing between which the question leaves the choice (the first hit among them),
    where that makes a difference.
    """

    hits: tuple[Hit, ...]
    confidence: float
    undecided: tuple[Entry, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Action:
    """What a tap means, for any channel to carry."""

    do: Do
    turn: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tap: a short label, what it means, and a hint beside it (a category), where there is one."""

    label: str
    action: Action
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """Whom to phone, as of now. `open` is None where the hours are not known; `opening` says when it is open next."""

    department: str
    phone: str = ""
    hours: str = ""
    note: str = ""
    open: bool | None = None
    opening: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the asker gets, for any channel to render. `turn_id` is empty where nothing was kept (an empty text)."""

    turn_id: str
    query: str
    outcome: Outcome
    confidence: float
    message: str
    shape: Shape = Shape.TALK
    answer: Entry | None = None
    candidates: tuple[Hit, ...] = ()
    options: tuple[Option, ...] = ()
    """What can be tapped next, in order."""
    handoff: Handoff | None = None
    known_unknown: bool = False
    """The first candidate is registered as not known, and its text says what is."""
    parts: tuple[Reply, ...] = ()
    """A reply to each thing that was asked, where there were several."""
    days: tuple[date, ...] = ()
    """The next collection days, soonest first."""
    sample: bool = False
    """The days are made up, and whoever shows them must say so."""
    remembered: bool | None = None
    """The area is now kept for the next time (True) or erased (False): a page keeps its session token accordingly."""
    language: str = "ja"


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
    shape: Shape | None = None
    """What the reply was; None until there is one."""
    shown: tuple[str, ...] = ()
    """The entries offered so far, by id."""
    offered: tuple[Action, ...] = ()
    """What could be tapped after the reply, in order: who types a number means one of these."""
    refused: int = 0
    """How often the asker said "none of these"."""
    about: str = ""
    """What the turn is about beyond its text: the category whose days were asked for, the path in the scenario."""
    area: str = ""
    """The area it was answered for."""
    language: str = "ja"
    part_of: str = ""
    """The turn whose text had several things, of which this is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A question that reached no answer, with its repeats merged."""

    id: str
    collection: str
    text: str
    count: int
    first_at: datetime
    last_at: datetime
    state: Literal["open", "resolved", "dismissed", "merged"] = "open"
    """`merged`: its questions are on another ticket, which was open before."""
    entry_id: str = ""
    """The entry that resolved it."""
    settlement: str = ""
    """What it was closed together with: the ids of the tickets with commas between."""
    reason: str = ""
    """Why it was dismissed, or whom the asker was to turn to."""
    decided_at: datetime | None = None
    decided_by: str = ""


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


class ProposalKind(StrEnum):
    """What a crawl found out about an entry, or about a page (`SUSPICIOUS`: it says far less than last time)."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    MOVED = "moved"
    SUSPICIOUS = "suspicious"
    SUGGESTED = "suggested"
    """A person wishes it so; `source` is then `staff:` and the name of their account."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text that has changed, as a person compares the two."""

    change: Literal["kept", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a web site says otherwise than we do, put before the department that owns the entry.

    `base` and `said` are the entry in the site's words: when it was last settled, and now. What would be published follows
    from them and the stored entry (`faqbot.desk.proposals.merge`), so that nothing a curator wrote is lost.
    """

    id: str = ""
    """Given by the store."""
    source: str
    collection: str
    department: str
    kind: ProposalKind
    url: str
    entry_id: str = ""
    """Empty where it is about a whole page."""
    before: str = ""
    after: str = ""
    """Both as a person reads them, in full."""
    sentences: tuple[Sentence, ...] = ()
    base: Entry | None = None
    said: Entry | None = None
    found_at: datetime
    state: Literal["open", "accepted", "rejected", "superseded"] = "open"
    decided_at: datetime | None = None
    decided_by: str = ""
    note: str = ""
    """Why, in the words of whoever suggests it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The entries that are live as of one revision (on one day, where it was asked for one)."""

    revision: int
    entries: tuple[Entry, ...]
    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class Delta:
    """What has changed since a revision and a day: live entries that are new or differ, and those that are not (or no
    longer) live, by (collection, id). `collections` are all of them, as they are now.
    """

    revision: int
    changed: tuple[Entry, ...]
    gone: frozenset[tuple[str, str]]
    collections: tuple[Collection, ...]
