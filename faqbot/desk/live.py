"""The searchers that are live now: one integer and the day are read per question; a publish anywhere is seen at the next one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Container, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

from faqbot.desk.library import Library, Shelf
from faqbot.errors import NotKept
from faqbot.schedule.hours import JST
from faqbot.search.decide import calibration_for
from faqbot.search.embedder import Embedder
from faqbot.search.index import Index
from faqbot.search.learned import Learned
from faqbot.search.readings import NOTHING_READ, Forgetful, Kept
from faqbot.search.searcher import Searcher
from faqbot.search.segments import PATIENT
from faqbot.search.suggest import Suggester
from faqbot.store.base import EntryStore
from faqbot.text.analyzer import Analyzer
from faqbot.types import Audience, Collection, Entry, Snapshot, Synonym


class LiveSearcher:
    """Holds the current library and replaces it by one assignment when the store's revision or the day has moved."""

    def __init__(
        self,
        store: EntryStore,
        analyzer: Analyzer,
        learned: Callable[[str, str], Learned | None] = lambda collection, fingerprint: None,
        embedder: Embedder | None = None,
        kept: Kept | None = None,
        make_searcher: Callable[[Index, Audience], Searcher] = lambda index, audience: Searcher(
            index, calibration=calibration_for(audience)
        ),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`learned` gives the trained parts of a collection by its name and its analyzer's fingerprint, if it has any.

        `kept` is what was read of the entries before this process (None: nothing).
        """
        self._kept = kept or Forgetful()
        self._store = store
        self._analyzer = analyzer
        self._learned = learned
        self._embedder = embedder
        self._make_searcher = make_searcher
        self._clock = clock
        self._library = Library.of(-1, date.min, {}, analyzer.tokens)
        self._building = threading.Lock()
        self._behind = ThreadPoolExecutor(1, thread_name_prefix="weigh")

    def current(self) -> Library:
        """The library at the store's revision and of today, made now if somebody has published, or midnight passed, since.

        While the store cannot be read, it is the last one that could.

        Raises:
            StoreError: it cannot be read, and there is none yet.
        """
        try:
            revision = self._store.revision()
        except NotKept:
            if self._library.shelves:
                return self._library
            raise
        if (revision, self._today()) != (self._library.revision, self._library.day):
            with self._building:
                # Whoever waited here may find it done, or the day another one than it was.
                today = self._today()
                if revision > self._library.revision or today != self._library.day:
                    self._library = self._next(today)
        return self._library

    def _today(self) -> date:
        return self._clock().astimezone(JST).date()

    def rehearsed(
        self,
        collection: str,
        changed: Iterable[Entry] = (),
        gone: Container[str] = (),
        own_synonyms: tuple[Synonym, ...] | None = None,
    ) -> Library:
        """The current library as publishing these entries, and withdrawing others (by id), would make it. Nothing is stored.

        `own_synonyms` would be the collection's own list (None: as it is).

        Raises:
            KeyError: no such collection.
        """
        library = self.current()
        shelf = library.shelves[collection]
        _ = shelf.searcher  # to take over from
        described = shelf.collection
        if own_synonyms is not None:
            described = replace(described, own_synonyms=own_synonyms)
        following = shelf.next(library.revision, described, _applied(shelf.entries, changed, gone))
        shelves = {**library.shelves, collection: following}
        return Library.of(library.revision, library.day, shelves, self._analyzer.tokens)

    def close(self) -> None:
        """Finish what is being weighted; nothing is after this."""
        self._behind.shutdown()

    def _next(self, day: date) -> Library:
        """The first library is read whole; a later one takes over what the store says has not changed."""
        if not self._library.shelves:
            return self._whole(self._store.snapshot(day), day)
        delta = self._store.since(self._library.revision, self._library.day, day)
        changed = _by_collection(delta.changed)
        shelves = {
            collection.name: self._shelf(
                delta.revision,
                collection,
                _applied(
                    self._entries(collection.name),
                    changed.get(collection.name, ()),
                    {entry_id for name, entry_id in delta.gone if name == collection.name},
                ),
            )
            for collection in delta.collections
        }
        return Library.of(delta.revision, day, shelves, self._analyzer.tokens)

    def _whole(self, snapshot: Snapshot, day: date) -> Library:
        entries = _by_collection(snapshot.entries)
        shelves = {
            collection.name: self._shelf(
                snapshot.revision, collection, tuple(entries.get(collection.name, ()))
            )
            for collection in snapshot.collections
        }
        return Library.of(snapshot.revision, day, shelves, self._analyzer.tokens)

    def _entries(self, name: str) -> tuple[Entry, ...]:
        shelf = self._library.shelves.get(name)
        return shelf.entries if shelf else ()

    def _shelf(self, revision: int, collection: Collection, entries: tuple[Entry, ...]) -> Shelf:
        before = self._library.shelves.get(collection.name)
        if before:
            return before.next(revision, collection, entries)
        return Shelf(revision, collection, entries, self._build)

    def _build(
        self, collection: Collection, entries: Sequence[Entry], previous: Index | None = None
    ) -> Searcher:
        """For who is waiting: nothing is weighted anew that can be weighted behind their back."""
        searcher = self._made(collection, entries, previous, PATIENT)
        if searcher.index.crowded:
            self._behind.submit(self._weigh, collection.name)
        return searcher

    def _weigh(self, name: str) -> None:
        """Weight a collection anew while questions are answered from what there is; what is published meanwhile is added."""
        made: Searcher | None = None
        while (shelf := self._library.shelves.get(name)) and shelf.index.crowded:
            before = made.index if made else shelf.index
            share = 0 if before.crowded else PATIENT
            made = self._made(shelf.collection, shelf.entries, before, share)
            suggester = Suggester(made.index, shelf.suggester)
            # Under the lock no later shelf is made, which would take over the index that is being replaced.
            with self._building:
                if self._library.shelves.get(name) is shelf:
                    shelf.answer_from(made, suggester)

    def _made(
        self, collection: Collection, entries: Sequence[Entry], previous: Index | None, share: float
    ) -> Searcher:
        analyzer = self._analyzer.narrowed(collection.synonyms, collection.own_synonyms)
        fingerprint = analyzer.fingerprint
        kept = NOTHING_READ if previous else self._kept.of(collection.name, fingerprint)
        index = Index.build(
            entries,
            analyzer,
            previous=previous,
            learned=self._learned(collection.name, fingerprint),
            embedder=self._embedder,
            share=share,
            kept=kept,
        )
        if not previous:
            known = frozenset(kept)
            self._behind.submit(self._kept.keep, collection.name, fingerprint, index.documents, known)
        return self._make_searcher(index, collection.audience)


def _by_collection(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.collection, []).append(entry)
    return found


def _applied(before: tuple[Entry, ...], changed: Iterable[Entry], gone: Container[str]) -> tuple[Entry, ...]:
    """The entries of a collection after a change, in their order; the very same tuple where nothing changed."""
    new = {entry.id: entry for entry in changed}
    if not new and not any(entry.id in gone for entry in before):
        return before
    kept = [new.pop(entry.id, entry) for entry in before if entry.id not in gone]
    return (*kept, *new.values())
