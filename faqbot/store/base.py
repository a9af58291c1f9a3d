"""What the desk asks of a store. `tests/contracts/store.py` holds for every implementation.

Every method raises StoreError when the database cannot be used, and InvalidInput when a text given
to it cannot be written as Unicode (a lone surrogate); what it raises beyond that is named below.
"""

from __future__ import annotations

from collections.abc import Collection as Group
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from faqbot.staff.rights import Reach
from faqbot.store.base_editing import ApprovalStore, EditingStore
from faqbot.store.base_funnel import FunnelStore
from faqbot.store.base_history import HistoryStore
from faqbot.store.base_proof import ProofStore
from faqbot.store.base_staff import StaffStore
from faqbot.store.base_tickets import TicketStore
from faqbot.store.base_trust import TrustStore
from faqbot.store.base_vitals import VitalsStore
from faqbot.store.base_words import WordStore
from faqbot.types import Collection, Delta, Entry, JudgedPair, Proposal, Snapshot, Turn

DIMENSIONS = 256
"""The length of a stored vector. A shorter one is filled up with zeros: the distances stay."""


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour of a vector. `distance` is the cosine distance, 0 (same direction) to 2."""

    key: str
    distance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What `save_entries` did, by entry id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was answered to a message, as the channel writes it, and whether the other side took it.

    Once it has arrived, nobody needs its `body` any more: pass an empty one.
    """

    body: Mapping[str, Any]
    arrived: bool


class Fate(StrEnum):
    """What became of an arrival."""

    DONE = "done"
    """Answered, or there was nothing to answer."""
    PUSHED = "pushed"
    """Answered after the time in which answering costs nothing."""
    LATE = "late"
    """The time in which it could be answered had passed."""
    FAILED = "failed"
    """It could not be answered."""
    TAKEN_BACK = "taken_back"
    """Who sent it has taken it back, or gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something that came in by a channel, kept until it is answered.

    `event` is the channel's own id of it, `session` an opaque token of who sent it. `payload` is what is needed to answer,
    with personal numbers masked; it is erased, with the session, as soon as that is done.
    """

    channel: str
    event: str
    session: str
    sent_at: datetime
    received_at: datetime
    payload: str
    message: str = ""
    """The channel's id of the message, by which whoever sent it may take it back."""
    turn_id: str = ""
    """The turn that it became."""
    reply: str = ""
    """What is being sent, so that after a crash the same is sent again, and no second answer made."""


class EntryStore(Protocol):
    """What may be said: collections, and entries with all their versions."""

    def revision(self) -> int:
        """The revision of what is published: one integer, raised by each change to it."""
        ...

    def snapshot(self, on: date | None = None) -> Snapshot:
        """All published entries with the revision they stand at, read in one transaction; those valid on a day, if given."""
        ...

    def since(self, revision: int, before: date, on: date) -> Delta:
        """What has become live, other or gone since a revision as of the day `before`, as of the day `on`; in one transaction."""
        ...

    def entries(self, collection: str) -> tuple[Entry, ...]:
        """Every entry of a collection, whatever its status, in the order it was added."""
        ...

    def save_entries(
        self, entries: Sequence[Entry], *, now: datetime, by: str, within: Reach = None
    ) -> Changes:
        """Write entries in one transaction, keeping every earlier version.

        An entry equal to the stored one but for `version` is left alone. A changed one gets the
        stored version + 1, a new one 1. The revision is raised once if anything written was or is
        published: a draft changes nothing that is searched.

        Raises:
            NotFound: no such collection. It is saved first, since it says who may read its entries.
            NotAllowed: an entry belongs, or would belong, to a department beyond `within`.
            InvalidInput: the same entry twice.
        """
        ...

    def publish(
        self, entry: Entry, *, now: datetime, by: str, resolves: str | None = None, within: Reach = None
    ) -> Entry:
        """Write one entry as `save_entries` does, and return it as stored; in one transaction with
        the ticket it resolves (or several, their ids with commas between) and the judged pairs (each ticket's question → the
        entry) that follow; `reopen` undoes it.

        `entry.version` must be that of the stored one; 0 or 1 if there is none. Who means a new
        entry passes 0, so that two people who chose the same id cannot overwrite each other.

        Raises:
            StaleEntry: somebody else has written it meanwhile.
            NotAllowed: it belongs, or would belong, to a department beyond `within`, or a second person has to look first.
            NotFound: no such collection, or no such ticket in it.
        """
        ...

    def authors(self, collection: str) -> Mapping[str, str]:
        """Who wrote the stored version of each entry of a collection, by entry id."""
        ...

    def history(self, collection: str, entry_id: str) -> tuple[Entry, ...]:
        """Every version of an entry, oldest first; empty if there is no such entry."""
        ...

    def collections(self) -> tuple[Collection, ...]:
        """All collections, in the order they were added."""
        ...

    def save_collection(self, collection: Collection, *, replaces: Collection | None = None) -> None:
        """Add or replace a collection's description; raises the revision if it differs.

        Raises:
            StaleCollection: what is stored is not `replaces`, where that is given.
        """
        ...


class TurnStore(Protocol):
    """What was asked, and what people judged right or wrong."""

    def receive(self, turn: Turn) -> None:
        """Keep a turn before it is answered. Durable when this returns. Its id must be new."""
        ...

    def decide(self, turn: Turn) -> None:
        """Keep what became of a turn: everything but what was received, its judgement and its ticket.

        This, and a ticket, outlive the process; a power cut may take them back with those after them, and the turn is as
        if never decided.

        Raises:
            NotFound: no such turn.
        """
        ...

    def turn(self, turn_id: str) -> Turn | None:
        """The turn with this id, or None if there is none."""
        ...

    def recent(self, session: str, since: datetime, limit: int) -> tuple[Turn, ...]:
        """The last turns of a session received since then, newest first; none for the empty session."""
        ...

    def solve(self, turn_id: str, *, solved: bool) -> None:
        """The asker said whether the answer helped; the last word counts.

        Raises:
            NotFound: no such turn.
        """
        ...

    def unfinished(self, before: datetime | None = None) -> tuple[Turn, ...]:
        """Turns received (before then) and not decided, oldest first: they are being answered, or their process died."""
        ...

    def count_turns(self) -> int:
        """How many turns have been received."""
        ...

    def judge(self, pair: JudgedPair) -> None:
        """Keep a judged pair; each judgement is kept, also a repeated one."""
        ...

    def judged_pairs(self, collection: str) -> tuple[JudgedPair, ...]:
        """The judged pairs of a collection, oldest first."""
        ...


class VisitorStore(Protocol):
    """What is kept of a visitor, with consent."""

    def remember(self, session: str, *, area: str, now: datetime) -> None:
        """Keep the area of a session."""
        ...

    def remembered(self, session: str) -> str:
        """The area kept for a session; empty if there is none."""
        ...

    def forget(self, session: str) -> None:
        """Erase what is kept of a session: its area, the texts of its turns, and that they were its."""
        ...


class VectorStore(Protocol):
    """Which entries lie near to a text."""

    def put_vectors(self, collection: str, vectors: Iterable[tuple[str, Sequence[float]]]) -> None:
        """Add or replace the vectors of these entries only; one of zeros is taken away.

        Raises:
            NotFound: no such entry in the collection.
            InvalidInput: a vector cannot be used, or an entry has two.
        """
        ...

    def nearest_entries(self, collection: str, vector: Sequence[float], k: int) -> tuple[Near, ...]:
        """The k entries nearest to a vector, nearest first; none for a vector of zeros.

        Raises:
            InvalidInput: the vector cannot be used.
        """
        ...


class DeliveryStore(Protocol):
    """What was answered to messages that may come again: retries, duplicates, edits."""

    def delivery(self, channel: str, message: str) -> Delivery | None:
        """What was answered to the message with this id, or None if nothing was (or long ago)."""
        ...

    def deliver(self, channel: str, message: str, delivery: Delivery, *, now: datetime) -> None:
        """Keep what was answered; the last word counts. What is older than 14 days goes."""


class Inbox(Protocol):
    """What has come in by channels that are answered later."""

    def take_in(self, arrivals: Sequence[Arrival], *, most: int) -> int:
        """Keep those of one channel that have not come before, in one transaction. Durable when this returns.

        Returns how many were new. A message that was taken back before it came is not kept.

        Raises:
            InboxFull: more than `most` would wait; nothing is kept.
        """
        ...

    def next_arrival(self, channel: str, *, busy: Group[str]) -> Arrival | None:
        """What is to be answered next: of the session that has waited longest and is not `busy`, what was sent first."""
        ...

    def waiting_since(self, channel: str, before: datetime, *, limit: int) -> tuple[Arrival, ...]:
        """What came before that moment and is not answered, longest first."""
        ...

    def note_reply(self, arrival: Arrival, *, turn_id: str, reply: str) -> None:
        """Keep what is about to be sent. Outlives the process."""
        ...

    def finish(self, arrival: Arrival, fate: Fate) -> None:
        """It waits no longer; its payload, reply and session are erased. Outlives the process."""
        ...

    def take_back(self, channel: str, message: str) -> None:
        """Erase a message wherever it is kept: waiting, in the turn that it became, on a ticket that is only its own."""
        ...

    def expire_arrivals(self, before: datetime) -> int:
        """Delete what came before that moment and does not wait. Returns how many."""
        ...

    def count_arrivals(self, channel: str, since: datetime) -> Mapping[str, int]:
        """How many have come since then, by what became of them (`waiting`, or a `Fate`)."""
        ...


class ProposalStore(Protocol):
    """What crawls have proposed, and what became of it."""

    def propose(self, proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
        """Keep open proposals in one transaction, and return them with their ids.

        An open one of the same source about the same entry (or the same page, where it names no entry) becomes `superseded`:
        what changes twice is asked once.

        Raises:
            NotFound: no such collection.
        """
        ...

    def proposal(self, proposal_id: str) -> Proposal | None:
        """The proposal with this id, or None if there is none."""
        ...

    def proposals(
        self,
        collection: str | None = None,
        source: str | None = None,
        state: str = "open",
        entry_id: str | None = None,
    ) -> tuple[Proposal, ...]:
        """Oldest first."""
        ...

    def accept(
        self, decided: Mapping[str, Entry | None], *, now: datetime, by: str, within: Reach = None
    ) -> tuple[Entry, ...]:
        """Close open proposals (by id) and write the entry that each has led to, all in one transaction.

        Versions are held as by `publish`. None writes nothing: the proposal was about a page.

        Raises:
            StaleEntry: somebody else has written an entry, or decided a proposal, meanwhile.
            NotAllowed: as by `publish`; a proposal about a page belongs to the department it was put before.
            NotFound: no such proposal, or no such collection.
        """
        ...

    def reject(self, proposal_id: str, *, now: datetime, by: str, within: Reach = None) -> None:
        """Close an open proposal; nothing else changes.

        Raises:
            StaleEntry: somebody else has decided it meanwhile.
            NotAllowed: as by `accept`.
            NotFound: no such proposal.
        """
        ...


class Store(
    EntryStore,
    EditingStore,
    HistoryStore,
    ApprovalStore,
    TurnStore,
    VisitorStore,
    TicketStore,
    VectorStore,
    DeliveryStore,
    Inbox,
    ProposalStore,
    StaffStore,
    FunnelStore,
    TrustStore,
    ProofStore,
    VitalsStore,
    WordStore,
    Protocol,
):
    """Everything that is kept."""

    def derived_key(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose, always the same for the same database key; it does not tell that key."""
        ...

    def ping(self) -> None:
        """Raise StoreError unless the database answers."""
        ...

    def close(self) -> None:
        """Let go of the database; nothing else may be called after it."""
        ...
