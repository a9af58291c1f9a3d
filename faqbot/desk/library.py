"""What questions are answered from: every collection of one revision and one day, each on its shelf with its index."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.search.suggest import Suggester
from faqbot.text.alarms import Alarms, Read
from faqbot.types import Collection, Entry

EMERGENCY = "emergency"
"""The role of a collection whose entries go before all others."""


class Build(Protocol):
    """Makes a searcher over entries, taking over from a previous index what has not changed."""

    def __call__(
        self, collection: Collection, entries: Sequence[Entry], previous: Index | None = None
    ) -> Searcher: ...


class Shelf:
    """One collection of one revision. Its index is built when it is first asked, or beforehand by `warm`."""

    def __init__(
        self,
        revision: int,
        collection: Collection,
        entries: tuple[Entry, ...],
        build: Build,
        previous: Index | None = None,
    ) -> None:
        self.revision = revision
        self.collection = collection
        self.entries = entries
        self._build = build
        self._previous = previous
        self._building = threading.Lock()
        self._searcher: Searcher | None = None
        self._suggester: Suggester | None = None

    @property
    def searcher(self) -> Searcher:
        """The searcher over the collection; whoever comes while it is being built waits for it."""
        if self._searcher is None:
            with self._building:
                if self._searcher is None:
                    self._searcher = self._build(self.collection, self.entries, self._previous)
                    self._previous = None
        return self._searcher

    @property
    def built(self) -> bool:
        """Whether a question is answered without building first."""
        return self._searcher is not None

    @property
    def index(self) -> Index:
        """The index that the searcher answers from."""
        return self.searcher.index

    @property
    def suggester(self) -> Suggester:
        """What completes a question while it is being typed; made when first wanted."""
        if self._suggester is None or self._suggester.index is not self.index:
            self._suggester = Suggester(self.index, self._suggester)
        return self._suggester

    def warm(self) -> None:
        """Build what a question needs."""
        _ = self.searcher, self.suggester

    def answer_from(self, searcher: Searcher, suggester: Suggester) -> None:
        """Answer from another index of the same entries from now on."""
        self._searcher, self._suggester = searcher, suggester

    def next(self, revision: int, collection: Collection, entries: tuple[Entry, ...]) -> Shelf:
        """The shelf of a later revision, which takes over what has not changed."""
        lent = self._previous  # before it is let go of, which is after there is a searcher
        before = self._searcher
        following = Shelf(revision, collection, entries, self._build, before.index if before else lent)
        following._suggester = self._suggester
        if self.entries is entries and _read_alike(self.collection, collection):
            following._searcher = before
        return following


@dataclass(frozen=True, slots=True)
class Library:
    """Every collection as of one revision and one day in Japan."""

    revision: int
    day: date
    shelves: Mapping[str, Shelf]
    alarms: Alarms

    @classmethod
    def of(cls, revision: int, day: date, shelves: Mapping[str, Shelf], read: Read) -> Library:
        """The shelves, and what sets an alarm off in any of them."""
        urgent = [shelf for shelf in shelves.values() if shelf.collection.role == EMERGENCY]
        return cls(
            revision, day, shelves, Alarms((entry for shelf in urgent for entry in shelf.entries), read)
        )


class Libraries(Protocol):
    """Where the current library is got from."""

    def current(self) -> Library:
        """The library to answer from."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always the same library."""

    library: Library

    def current(self) -> Library:
        """That library."""
        return self.library


def _read_alike(one: Collection, other: Collection) -> bool:
    """Whether the same synonyms are used for both."""
    return (one.synonyms, one.own_synonyms) == (other.synonyms, other.own_synonyms)
