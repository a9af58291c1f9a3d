"""What fills the collections: their descriptions and entries from files, and which entries ask nearly the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from faqbot.desk import wording
from faqbot.desk.catalogue import Catalogue
from faqbot.desk.intake import IMPORTER, Intake, plan
from faqbot.desk.ledger import NEAR_QUESTIONS, Ledger
from faqbot.desk.live import LiveSearcher
from faqbot.desk.wording import Wordings
from faqbot.errors import NotFound
from faqbot.staff.audit import Deed
from faqbot.store.base import Store
from faqbot.types import Audience, Collection, Entry

TWINS_LOOKED_AT = 10


class Stock(Catalogue):
    """The catalogue, and what is put in it."""

    def __init__(
        self,
        store: Store,
        live: LiveSearcher,
        ledger: Ledger,
        *,
        clock: Callable[[], datetime],
        wordings: Wordings,
    ) -> None:
        super().__init__(live, clock=clock, wordings=wordings)
        self._store = store
        self._ledger = ledger

    def describe(self, collection: Collection) -> None:
        """Add a collection, or change its description."""
        self._store.save_collection(collection)

    def take_in(
        self,
        collection: str,
        rows: Sequence[Entry],
        *,
        keep_edited: bool = False,
        dry_run: bool = False,
    ) -> Intake:
        """Entries from a file, in one transaction. With `keep_edited`, what was edited here since stays.

        Raises:
            NotFound: the collection has not been described.
        """
        if not dry_run:
            self._shelf(collection, Audience.STAFF)
        made = plan(
            rows,
            self._store.entries(collection),
            self._store.authors(collection),
            keep_edited=keep_edited,
        )
        if made.entries and not dry_run:
            self._store.save_entries(made.entries, now=self._clock(), by=IMPORTER)
            self.place(made.entries)
        return made

    def twins(self, collection: str, entry_id: str) -> tuple[Entry, ...]:
        """Other entries that ask nearly the same (variants of one thing are not twins), nearest first.

        Raises:
            NotFound: no such collection or entry.
        """
        shelf = self._shelf(collection, Audience.STAFF)
        entries = {entry.id: entry for entry in shelf.entries}
        if entry_id not in entries:
            raise NotFound(wording.NO_ENTRY)
        return self.alike(entries[entry_id])

    def alike(self, entry: Entry) -> tuple[Entry, ...]:
        """Live entries that ask nearly what an entry would ask, stored or not; as `twins`.

        Raises:
            NotFound: no such collection.
        """
        shelf = self._shelf(entry.collection, Audience.STAFF)
        entries = {each.id: each for each in shelf.entries}
        vector = self._ledger.vector(entry.question)
        near = self._store.nearest_entries(entry.collection, vector, TWINS_LOOKED_AT)
        found = [entries[n.key] for n in near if n.distance <= NEAR_QUESTIONS and n.key in entries]
        return tuple(e for e in found if e.id != entry.id and not (e.subject and e.subject == entry.subject))

    def place(self, entries: Sequence[Entry]) -> None:
        """Let entries that have just been written be found as twins."""
        for collection in {entry.collection for entry in entries}:
            written = (entry for entry in entries if entry.collection == collection)
            self._store.put_vectors(collection, ((e.id, self._ledger.vector(e.question)) for e in written))

    def vector(self, text: str) -> Sequence[float]:
        """A question as the nearest-neighbour look-ups of tickets compare it."""
        return self._ledger.vector(text)

    def hand_over(self, collection: str) -> tuple[Entry, ...]:
        """Every entry of a collection whatever its status, for export, which is audited.

        Raises:
            NotFound: no such collection.
        """
        self._shelf(collection, Audience.STAFF)
        self._store.note(Deed.EXPORTED, "entries", collection)
        return self._store.entries(collection)
