"""The table of entries and one entry on the screen: find, read, save, take back, confirm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from faqbot.curation.people import People
from faqbot.curation.publisher import Publisher, Saved
from faqbot.desk.desk import Desk
from faqbot.desk.intake import free_ids
from faqbot.errors import StaleEntry
from faqbot.schedule.hours import JST
from faqbot.staff.accounts import Account
from faqbot.staff.approvals import Approval
from faqbot.staff.figures import Period
from faqbot.staff.funnel import Chosen
from faqbot.staff.rights import may_change, require_signed_in
from faqbot.staff.versions import Cause, Origin, Version
from faqbot.store.base import Store
from faqbot.store.base_editing import Wanted
from faqbot.types import Audience, Collection, Entry, Proposal, Status

_HITS = 50
_VIEWED_FOR = timedelta(days=90)
_MOST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries of a collection to list; what is empty does not narrow."""

    collection: str
    text: str = ""
    department: str = ""
    category: str = ""
    status: Status | None = None
    due: bool = False
    """Only those due for checking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table."""

    entry: Entry
    saved_at: datetime
    saved_by: str
    """As it is read: a display name."""
    mine: bool
    """The account may change it."""
    due: bool
    """Its 確認日 is too long ago, or it has none."""
    live: bool
    """Residents (or staff) are answered with it today."""
    viewed: int = 0
    """How often its answer was shown in the last 90 days; counted by `due` alone."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Opened:
    """One entry on the screen, with what is open about it."""

    row: Row
    requests: tuple[Approval, ...]
    """Wait for a second person."""
    proposals: tuple[Proposal, ...]
    """From crawls, and from other departments."""


class Entries:
    """The use cases of the table and of one entry."""

    def __init__(self, store: Store, desk: Desk, publisher: Publisher, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._desk = desk
        self._publisher = publisher
        self._clock = clock

    # Looking

    def collections(self, account: Account) -> tuple[Collection, ...]:
        """All collections, also those for emergencies.

        Raises:
            NotAllowed: the account is shut out.
        """
        require_signed_in(account)
        return self._store.collections()

    def list(self, account: Account, wanted: Filter, *, limit: int = 50, offset: int = 0) -> Page:
        """The entries of a page of the table, in the order they were added; with a text, those that our
        own engine does not know (drafts and the like) and have it in them, then the others as the engine ranks them.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such collection.
            InvalidInput: the text is too long.
        """
        require_signed_in(account)
        narrowed = self._narrowed(wanted)
        if not wanted.text.strip():
            found = self._store.listed(narrowed, limit=limit, offset=offset)
            return Page(self._rows(account, found.versions), found.total)
        ranked = self._ranked(narrowed, wanted.text.strip())
        return Page(self._rows(account, ranked[offset : offset + limit]), len(ranked))

    def get(self, account: Account, collection: str, entry_id: str) -> Opened:
        """One entry with what is open about it. Save it with the version it has here.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such entry.
        """
        require_signed_in(account)
        (row,) = self._rows(account, [self._publisher.stored(collection, entry_id)])
        waiting = self._store.approvals(about=(collection, entry_id))
        return Opened(row, waiting, self._store.proposals(collection, entry_id=entry_id))

    def due(self, account: Account, collection: str, *, limit: int = 50) -> tuple[Row, ...]:
        """Live entries to be checked again, most viewed first, then longest unchecked.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such collection.
        """
        require_signed_in(account)
        today = self._today()
        wanted = self._narrowed(Filter(collection=collection, status=Status.PUBLISHED, due=True))
        checked = self._store.checked(replace(wanted, live_on=today))
        chosen = Chosen(period=Period(first=today - _VIEWED_FOR, last=today), collection=collection)
        viewed = {each.entry_id: each.count for each in self._store.viewed(chosen, _MOST)}
        first = sorted(checked, key=lambda name: (-viewed.get(name, 0), checked[name] or date.min))[:limit]
        found = self._store.listed(Wanted(collection=collection, ids=first)).versions
        rows = self._rows(account, sorted(found, key=lambda version: first.index(version.entry.id)))
        return tuple(replace(row, viewed=viewed.get(row.entry.id, 0)) for row in rows)

    def alike(self, account: Account, entry: Entry) -> tuple[Entry, ...]:
        """Live entries that ask nearly what this one would ask: to be shown before a new one is saved.

        Raises:
            NotAllowed: the account is shut out.
            NotFound: no such collection.
        """
        require_signed_in(account)
        return self._desk.alike(entry)

    # Writing

    def save(self, account: Account, entry: Entry, *, publish: bool, resolves: str | None = None) -> Saved:
        """Save an entry as a draft, or publish it at once; with the ticket that it resolves, if there is one.
        A draft is not said to people: to save a published entry as one takes it back.

        `entry.version` is the one that `get` gave; 0 of a new entry, whose id may be empty. In a department with four
        eyes, what is to be published waits for a second person: `Saved.requested` then holds it.

        Raises:
            as `Publisher.write`.
        """
        status = Status.PUBLISHED if publish else Status.DRAFT
        origin = None if resolves is None else Origin(Cause.TICKET, resolves)
        for attempt in count():
            numbered = replace(entry, status=status, id=entry.id or self._free_id(entry.collection))
            try:
                return self._publisher.write(account, [numbered], origin=origin)
            except StaleEntry:
                # Somebody took the same free number meanwhile; who gave an id is told.
                if entry.id or attempt > 3:
                    raise
        raise AssertionError

    def archive(self, account: Account, collection: str, entry_id: str, *, version: int) -> Saved:
        """Take an entry back. Nothing is lost: it stays in the list and in its history, and `restore` undoes it.

        Raises:
            as `Publisher.write`.
        """
        return self._become(account, collection, entry_id, version, Status.ARCHIVED)

    def restore(self, account: Account, collection: str, entry_id: str, *, version: int) -> Saved:
        """Publish an entry again as it stands; in a department with four eyes, ask for it.

        Raises:
            as `Publisher.write`.
        """
        return self._become(account, collection, entry_id, version, Status.PUBLISHED)

    def delete(self, account: Account, collection: str, entry_id: str, *, version: int) -> Saved:
        """What a curator calls deleting: the same as `archive`, since what was once said to people is kept (D4).

        Raises:
            as `Publisher.write`.
        """
        return self.archive(account, collection, entry_id, version=version)

    # Inside

    def _become(
        self, account: Account, collection: str, entry_id: str, version: int, status: Status
    ) -> Saved:
        entry = self._publisher.stored(collection, entry_id).entry
        return self._publisher.write(account, [replace(entry, status=status, version=version)])

    def _narrowed(self, wanted: Filter) -> Wanted:
        described = self._desk.collection(wanted.collection, audience=Audience.STAFF)
        return Wanted(
            collection=wanted.collection,
            department=wanted.department,
            category=wanted.category,
            status=wanted.status,
            checked_before=_checked_before(self._today(), described) if wanted.due else None,
        )

    def _ranked(self, narrowed: Wanted, text: str) -> Sequence[Version]:
        hits = self._desk.look_up([narrowed.collection], text, audience=Audience.STAFF, limit=_HITS)
        places = {hit.entry.id: place for place, hit in enumerate(hits)}
        found = self._store.listed(replace(narrowed, ids=places.keys())).versions
        first = sorted(found, key=lambda version: places[version.entry.id])
        more = self._store.listed(replace(narrowed, contains=text)).versions
        rest = [version for version in more if version.entry.id not in places]
        unsaid = [version for version in rest if not version.entry.is_live(self._today())]
        return [*unsaid, *first, *(version for version in rest if version not in unsaid)]

    def _rows(self, account: Account, versions: Sequence[Version]) -> tuple[Row, ...]:
        people, today = People(self._store), self._today()
        described = {each.name: each for each in self._store.collections()}
        return tuple(
            Row(
                entry=v.entry,
                saved_at=v.saved_at,
                saved_by=people.called(v.saved_by),
                mine=may_change(account, v.entry.department),
                due=_is_due(v.entry, _checked_before(today, described[v.entry.collection])),
                live=v.entry.is_live(today),
            )
            for v in versions
        )

    def _free_id(self, collection: str) -> str:
        return next(free_ids({entry.id for entry in self._store.entries(collection)}))

    def _today(self) -> date:
        return self._clock().astimezone(JST).date()


def _checked_before(today: date, described: Collection) -> date:
    """Since when an entry must have been checked: so many months ago, by the last day of a shorter month."""
    months = today.year * 12 + today.month - 1 - described.check_months
    first = date(months // 12, months % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=today.day - 1), last)


def _is_due(entry: Entry, checked_before: date) -> bool:
    return entry.checked_on is None or entry.checked_on < checked_before
