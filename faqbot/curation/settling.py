"""The three ways out of a question without an answer: another wording, a new entry, or no answer of ours. Each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count

from faqbot.curation.publisher import Publisher
from faqbot.desk.desk import Desk
from faqbot.desk.intake import free_ids
from faqbot.errors import InvalidInput, NotFound, StaleEntry
from faqbot.staff.accounts import Account
from faqbot.staff.approvals import undoing_needs_second
from faqbot.staff.rights import may_change, reach, require_curator, require_owner
from faqbot.staff.versions import Cause, Origin
from faqbot.store.base import Store
from faqbot.text.normalize import normalize
from faqbot.types import Audience, Entry, Kind, Status, Ticket

_GONE = "この質問は、もう一覧にありません。ほかの人が処理したか、取り下げられました。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of tickets. `entry` is the one that answers them; `awaits` a second person, who closes them by approving."""

    settlement: str
    tickets: tuple[Ticket, ...]
    entry: Entry | None = None
    awaits: bool = False


class Settling:
    """The use cases that close tickets and open them again."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        publisher: Publisher,
        routed: Callable[[str, Set[str]], frozenset[str]],
        clock: Callable[[], datetime],
    ) -> None:
        """`routed` says which departments are asked to answer tickets of a collection, given by their ids."""
        self._store = store
        self._desk = desk
        self._publisher = publisher
        self._routed = routed
        self._clock = clock

    def reword(
        self, account: Account, collection: str, ticket_ids: Sequence[str], entry_id: str, *, version: int
    ) -> Settled:
        """Let tickets be other wordings of an entry (of this version), which answers them from now on.

        Raises:
            as `Publisher.write`; StaleEntry also where somebody has closed a ticket meanwhile.
        """
        require_curator(account)
        entry = self._publisher.stored(collection, entry_id).entry
        require_owner(account, entry.department)
        tickets = self._open(collection, ticket_ids)
        known = {normalize(name) for name in (entry.question, *entry.phrasings)}
        said = dict.fromkeys(normalize(ticket.text) for ticket in tickets)
        added = tuple(text for text in said if text not in known)
        worded = replace(entry, phrasings=entry.phrasings + added, version=version, status=Status.PUBLISHED)
        return self._publish(account, tickets, worded)

    def answer(self, account: Account, ticket_ids: Sequence[str], entry: Entry) -> Settled:
        """Publish a new entry that answers tickets; without an id it is given one.

        Raises:
            as `Publisher.write`; StaleEntry also where somebody has closed a ticket meanwhile.
        """
        require_curator(account)
        require_owner(account, entry.department)
        tickets = self._open(entry.collection, ticket_ids)
        new = replace(entry, version=0, status=Status.PUBLISHED)
        for attempt in count():
            numbered = replace(new, id=new.id or self._free_id(new.collection))
            try:
                return self._publish(account, tickets, numbered)
            except StaleEntry:
                # Somebody took the same free number meanwhile; who gave an id is told.
                if new.id or attempt > 3:
                    raise
        raise AssertionError

    def dismiss(
        self, account: Account, collection: str, ticket_ids: Sequence[str], *, reason: str
    ) -> Settled:
        """Close tickets without an answer, with why, or whom askers are to turn to.

        Raises:
            NotAllowed: neither the department they are routed to nor the owner of the collection is the account's.
            InvalidInput: there is no reason.
            StaleEntry: somebody has closed one meanwhile.
        """
        require_curator(account)
        if not reason.strip():
            raise InvalidInput("理由か、案内する窓口を書いてください。")
        tickets = self._open(collection, ticket_ids)
        self._require_routed(account, collection, {ticket.id for ticket in tickets})
        settlement = self._store.dismiss(
            [ticket.id for ticket in tickets], reason=reason.strip(), now=self._clock(), by=account.name
        )
        return Settled(settlement=settlement, tickets=tickets)

    def decline(self, account: Account, ticket_ids: Sequence[str], entry: Entry) -> Settled:
        """Register a question as one whose answer is known not to be known: the bot says so and hands off.

        Raises:
            as `answer`.
        """
        return self.answer(account, ticket_ids, replace(entry, kind=Kind.UNKNOWN))

    def undo(self, account: Account, collection: str, settlement: str) -> Settled:
        """Open tickets again that were closed together; the entry is as it was before, their judged pairs are withdrawn.

        Where an entry of a department with four eyes answers them, nothing has changed yet: it `awaits` a second person.

        Raises:
            NotAllowed: the entry, or who closed them, is of another department.
            NotFound: it has been undone already.
            StaleEntry: the entry has been written since.
        """
        require_curator(account)
        closed = [t for t in map(self._store.ticket, settlement.split(",")) if t]
        if not closed or any((t.collection, t.settlement) != (collection, settlement) for t in closed):
            raise NotFound(_GONE)
        self._require_undoer(account, closed[0])
        before = self._store.undone(settlement)
        if before and self._is_watched(before):
            self._publisher.ask(account, before, Origin(Cause.UNDO, settlement))
            return Settled(settlement=settlement, tickets=tuple(closed), entry=before, awaits=True)
        reopened = self._store.reopen(
            settlement,
            vectors=vectors(self._desk, closed),
            now=self._clock(),
            by=account.name,
            within=reach(account),
        )
        if closed[0].entry_id:
            self._desk.place([self._publisher.stored(collection, closed[0].entry_id).entry])
        return Settled(settlement=settlement, tickets=reopened)

    # Inside

    def _open(self, collection: str, ticket_ids: Sequence[str]) -> tuple[Ticket, ...]:
        found = [ticket for ticket in map(self._store.ticket, ticket_ids) if ticket]
        mine = tuple(ticket for ticket in found if ticket.collection == collection)
        if not ticket_ids or len(mine) != len(ticket_ids):
            raise NotFound(_GONE)
        if any(ticket.state != "open" for ticket in mine):
            raise StaleEntry(_GONE)
        return mine

    def _publish(self, account: Account, tickets: Sequence[Ticket], entry: Entry) -> Settled:
        settlement = ",".join(ticket.id for ticket in tickets)
        saved = self._publisher.write(account, [entry], origin=Origin(Cause.TICKET, settlement))
        written = next(iter(saved.written), None)
        return Settled(
            settlement=settlement,
            tickets=tuple(tickets),
            entry=written or entry,
            awaits=written is None,
        )

    def _is_watched(self, before: Entry) -> bool:
        now = self._publisher.stored(before.collection, before.id).entry
        return undoing_needs_second(now, before, self._store.four_eyes())

    def _require_routed(self, account: Account, collection: str, ticket_ids: Set[str]) -> None:
        owner = self._desk.collection(collection, audience=Audience.STAFF).owner
        if may_change(account, owner):
            return
        require_owner(account, *self._routed(collection, ticket_ids))

    def _require_undoer(self, account: Account, ticket: Ticket) -> None:
        """Of the department of the entry; without one, of the department of who decided, or of the collection."""
        if ticket.entry_id:
            entry = self._publisher.stored(ticket.collection, ticket.entry_id).entry
            require_owner(account, entry.department)
        elif not may_change(account, self._desk.collection(ticket.collection, audience=Audience.STAFF).owner):
            decider = self._store.account(ticket.decided_by)
            require_owner(account, decider.department if decider else "")

    def _free_id(self, collection: str) -> str:
        return next(free_ids({entry.id for entry in self._store.entries(collection)}))


def vectors(desk: Desk, tickets: Iterable[Ticket]) -> dict[str, Sequence[float]]:
    """What tickets that are opened again are found by, by id."""
    return {ticket.id: desk.vector(ticket.text) for ticket in tickets}
