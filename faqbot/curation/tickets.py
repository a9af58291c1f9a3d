"""The page of unanswered questions: need by need, with what they came near to and what was decided of them last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import chain, groupby

from faqbot.curation.groups import EVERY, Filter, Group, Needs, gather, needs, shared, still, sure
from faqbot.curation.misses import Miss, misses
from faqbot.curation.people import People
from faqbot.curation.settling import Settled
from faqbot.desk.desk import Desk
from faqbot.search.likeness import Question, read
from faqbot.search.searcher import Searcher
from faqbot.staff.accounts import Account
from faqbot.staff.rights import reach, require_signed_in
from faqbot.staff.versions import Cause, Origin
from faqbot.store.base import Store
from faqbot.store.base_tickets import Background
from faqbot.text.normalize import normalize
from faqbot.types import Audience, Entry, Ticket

MISSES = 5
_READ = 20_000
"""So many tickets are read once only: to read five thousand takes longer than to group them."""
_AT_ONCE = 500
"""So many are grouped while the page waits: 0.2 s; for five thousand it would be four (`python -m eval.panel_bench`)."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """What somebody has asked for, that waits for a second person."""

    asked_by: str
    """As it is read: a display name."""
    asked_at: datetime
    question: str
    """Of the entry that would be written."""


class Tickets:
    """The use cases of the page of unanswered questions."""

    def __init__(self, store: Store, desk: Desk, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock
        self._read = lru_cache(maxsize=_READ)(lambda text: read(desk.analyzer, text, {}))
        self._known: dict[str, tuple[_Seen, tuple[Group, ...]]] = {}

    # Looking

    def groups(self, account: Account, collection: str, wanted: Filter = EVERY) -> tuple[Group, ...]:
        """The open tickets of a collection need by need, most asked first.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such collection.
        """
        require_signed_in(account)
        now = self._clock()
        return tuple(group for group in self._groups(collection) if wanted.admits(group, now))

    def now(self) -> datetime:
        """What the waiting is counted to."""
        return self._clock()

    def near(self, account: Account, collection: str, text: str, limit: int = MISSES) -> tuple[Miss, ...]:
        """The entries that a question comes near to as of now, and why each is not its answer (or that the first one is).

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such collection.
        """
        require_signed_in(account)
        return misses(self._searcher(collection), text, limit)

    def draft(self, account: Account, group: Group) -> Entry:
        """A new entry for a group, to be given an answer: its question, its wordings, its category as guessed.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        others = tuple(dict.fromkeys(normalize(ticket.text) for ticket in group.tickets))
        question = normalize(group.label)
        return Entry(
            id="",
            collection=group.collection,
            question=question,
            answer="",
            department=group.department if reach(account) is None else account.department,
            category=group.category,
            phrasings=tuple(other for other in others if other != question),
            version=0,
        )

    def alike(self, account: Account, entry: Entry, limit: int = MISSES) -> tuple[Entry, ...]:
        """Entries that a draft may be a twin of, likeliest first.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such collection.
        """
        require_signed_in(account)
        hits = self._searcher(entry.collection).search(entry.question, limit)
        likely = (*self._desk.alike(entry), *(hit.entry for hit in hits))
        return tuple({each.id: each for each in likely}.values())[:limit]

    def sure(self, account: Account, group: Group) -> tuple[str, ...]:
        """The ids of the tickets of a group that surely mean what its label says. The others want a look.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        texts = [ticket.text for ticket in group.tickets]
        rows = sure([self._read(text) for text in texts], texts.index(group.label))
        return tuple(group.tickets[row].id for row in rows)

    def terms(self, account: Account, group: Group) -> tuple[str, ...]:
        """What most of the tickets of a group speak of.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        return shared(self._read(ticket.text) for ticket in group.tickets)

    def closed(self, account: Account, collection: str, limit: int = 10) -> tuple[Settled, ...]:
        """What was decided last, newest first.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        found = self._store.closed(collection, limit * 20)
        made = (self._settled(tuple(tickets)) for _, tickets in groupby(found, lambda t: t.settlement))
        return tuple(made)[:limit]

    def awaited(self, account: Account, collection: str) -> Mapping[str, Awaited]:
        """What waits for a second person, by ticket: the answer to an open one, or opening a closed one again.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        people, found = People(self._store), dict[str, Awaited]()
        for request in self._store.approvals():
            match request.origin:
                case Origin(Cause.TICKET | Cause.UNDO, tickets) if request.entry.collection == collection:
                    asked = Awaited(people.called(request.asked_by), request.asked_at, request.entry.question)
                    found |= dict.fromkeys(tickets.split(","), asked)
        return found

    def departments(self, collection: str, ticket_ids: Set[str]) -> frozenset[str]:
        """Who is asked to answer these tickets."""
        found = self._groups(collection)
        return frozenset(g.department for g in found if not ticket_ids.isdisjoint(t.id for t in g.tickets))

    def regroup(self) -> None:
        """Group the tickets of collections in which something new has been asked, where they are so many that the page does
        not wait for it. For whoever looks after the panel, now and then."""
        for collection in self._store.collections():
            tickets = self._store.tickets(collection.name)
            known = set(chain.from_iterable(self._store.needs(collection.name)))
            if len(tickets) > _AT_ONCE and not known.issuperset(ticket.id for ticket in tickets):
                found = self._found(tickets, self._store.backgrounds(collection.name))
                self._store.keep_needs(collection.name, found)
                self._known.pop(collection.name, None)

    # Inside

    def _groups(self, collection: str) -> tuple[Group, ...]:
        """Put together anew when something has been asked, decided or published since."""
        tickets = self._store.tickets(collection)
        seen = _Seen(tickets, self._desk.revision())
        known = self._known.get(collection)
        if known is None or known[0] != seen:
            known = self._known[collection] = (seen, self._gathered(collection, tickets))
        return known[1]

    def _gathered(self, collection: str, tickets: tuple[Ticket, ...]) -> tuple[Group, ...]:
        searcher = self._searcher(collection)
        owner = self._desk.collection(collection, audience=Audience.STAFF).owner
        backgrounds = self._store.backgrounds(collection)
        entries = {entry.id: entry for entry in searcher.index.entries}
        found = self._needs(collection, tickets, backgrounds)
        return gather(found, tickets, backgrounds, entries, owner)

    def _needs(
        self, collection: str, tickets: tuple[Ticket, ...], backgrounds: Mapping[str, Background]
    ) -> Needs:
        """Nobody waits for thousands to be grouped, if they have been before: what has come since stands alone meanwhile."""
        if len(tickets) > _AT_ONCE and (kept := self._store.needs(collection)):
            return still(kept, tickets)
        return self._found(tickets, backgrounds)

    def _found(self, tickets: tuple[Ticket, ...], backgrounds: Mapping[str, Background]) -> Needs:
        return needs(tickets, [self._question(ticket, backgrounds) for ticket in tickets])

    def _question(self, ticket: Ticket, backgrounds: Mapping[str, Background]) -> Question:
        near = backgrounds[ticket.id].near if ticket.id in backgrounds else ()
        return replace(self._read(ticket.text), near={hit.entry_id: hit.score for hit in near})

    def _searcher(self, collection: str) -> Searcher:
        return self._desk.rehearse(collection).shelf.searcher

    def _settled(self, tickets: tuple[Ticket, ...]) -> Settled:
        first = tickets[0]
        history = self._store.history(first.collection, first.entry_id) if first.entry_id else ()
        return Settled(settlement=first.settlement, tickets=tickets, entry=history[-1] if history else None)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What groups were made of."""

    tickets: tuple[Ticket, ...]
    revision: int
