"""What may be asked: collections and entries, as they are searched now. Nothing here is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from faqbot.desk import wording
from faqbot.desk.handoff import handoff
from faqbot.desk.library import Shelf
from faqbot.desk.live import LiveSearcher
from faqbot.desk.lookup import merged
from faqbot.desk.said import HITS_KEPT
from faqbot.desk.scene import MAX_QUESTION, may_read, readable, usable
from faqbot.desk.wording import Wordings
from faqbot.errors import NotFound
from faqbot.search.explain import Explanation
from faqbot.text.normalize import storable
from faqbot.types import Audience, Category, Collection, Entry, Handoff, Hit


@dataclass(frozen=True, slots=True)
class Contents:
    """A collection by its categories."""

    collection: Collection
    categories: tuple[tuple[Category, int], ...]
    """Those that have entries, in the collection's order, and how many."""
    inside: tuple[Entry, ...] | None
    """The entries of the one that was opened, by their reading."""


class Catalogue:
    """What may be asked, for whoever looks around. Every method may be called from any thread."""

    def __init__(self, live: LiveSearcher, *, clock: Callable[[], datetime], wordings: Wordings) -> None:
        self._live = live
        self._clock = clock
        self._wordings = wordings

    def collection(self, name: str, *, audience: Audience) -> Collection:
        """A collection's description.

        Raises:
            NotFound: no such collection for this audience.
        """
        return self._shelf(name, audience).collection

    def collections(self, *, audience: Audience) -> tuple[Collection, ...]:
        """The collections this audience may ask."""
        shelves = self._live.current().shelves.values()
        return tuple(
            s.collection for s in shelves if may_read(audience, s.collection) and not s.collection.role
        )

    def entries(
        self, collection: str, *, audience: Audience, category: str | None = None
    ) -> tuple[Entry, ...]:
        """The published entries of a collection (of one category), as they are searched.

        Raises:
            NotFound: no such collection for this audience.
        """
        entries = self._shelf(collection, audience).entries
        return tuple(e for e in entries if category is None or e.category == category)

    def contents(self, collection: str, *, audience: Audience, category: str | None = None) -> Contents:
        """A collection by its categories, one of them opened.

        Raises:
            NotFound: no such collection for this audience.
        """
        shelf = self._shelf(collection, audience)
        counts = Counter(entry.category for entry in shelf.entries)
        shown = tuple((each, counts[each.name]) for each in shelf.collection.categories if counts[each.name])
        inside = sorted(
            (e for e in shelf.entries if e.category == category), key=lambda e: e.reading or e.question
        )
        return Contents(shelf.collection, shown, None if category is None else tuple(inside))

    def suggest(
        self, collection: str, typed: str, *, audience: Audience, limit: int = 8
    ) -> tuple[Entry, ...]:
        """Entries to offer while a question is being typed.

        Raises:
            NotFound: no such collection for this audience.
        """
        shelf = self._shelf(collection, audience)
        rows = shelf.suggester.suggest(storable(typed)[:MAX_QUESTION].strip(), limit)
        return tuple(shelf.index.entries[row] for row in rows)

    def search(self, collection: str, text: str, *, audience: Audience) -> tuple[Hit, ...]:
        """The best entries for a question, best first, without keeping a turn (for agents and previews).

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the question is too long.
        """
        return self._shelf(collection, audience).searcher.search(usable(text), HITS_KEPT)

    def look_up(
        self, collections: Sequence[str], text: str, *, audience: Audience, limit: int = HITS_KEPT
    ) -> tuple[Hit, ...]:
        """The best entries of several collections in one list, without keeping a turn; scores compare within it.

        Raises:
            NotFound: no such collection for this audience.
            InvalidInput: the question is too long.
        """
        text = usable(text)
        shelves = [self._shelf(name, audience) for name in collections]
        return merged((shelf.searcher.decide(text, limit) for shelf in shelves), limit)

    def explain(self, collection: str, text: str, entry_id: str, *, audience: Audience) -> Explanation:
        """Why an entry stands where it does for a question.

        Raises:
            NotFound: no such collection or entry for this audience.
        """
        shelf = self._shelf(collection, audience)
        return shelf.searcher.explain(usable(text), _entry(shelf, entry_id).id)

    def contact(self, collection: str, department: str = "", *, audience: Audience) -> Handoff:
        """Whom to phone about a collection (a department of it), as of now.

        Raises:
            NotFound: no such collection for this audience.
        """
        described = self._shelf(collection, audience).collection
        return handoff(described, department, self._wordings["ja"], self._clock())

    def revision(self) -> int:
        """The revision that questions are answered from now."""
        return self._live.current().revision

    def warm(self) -> None:
        """Build the index now, so that the first asker does not wait for it."""
        for shelf in self._live.current().shelves.values():
            shelf.warm()

    def _shelf(self, name: str, audience: Audience) -> Shelf:
        return readable(self._live.current(), name, audience)


def _entry(shelf: Shelf, entry_id: str) -> Entry:
    try:
        return shelf.index.entries[shelf.index.row(entry_id)]
    except KeyError:
        raise NotFound(wording.NO_ENTRY) from None
