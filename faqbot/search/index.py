"""An immutable snapshot of one collection, read and weighted. Publishing makes the next one from this one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from faqbot.search.base import Retriever
from faqbot.search.bm25 import Bm25
from faqbot.search.bm25f import FIELDS, Bm25f
from faqbot.search.brevity import Brevity
from faqbot.search.learned import BAGS, Learned
from faqbot.search.names import Names
from faqbot.search.numbering import NAME_VIEWS, Stock, stock
from faqbot.search.space import Floats, Nearness, TermSpace
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry


class Index:
    """The published entries of one collection as of one revision. Build it with `Index.build`; it never changes."""

    def __init__(
        self,
        analyzer: Analyzer,
        stock: Stock,
        *,
        learned: Learned | None = None,
        previous: Index | None = None,
    ) -> None:
        """`previous` lends the embedded rows of entries that have not changed."""
        self.analyzer = analyzer
        self.stock = stock
        self.learned = learned
        self.documents = tuple(numbered.document for numbered in stock.numbered)
        self.entries = tuple(document.entry for document in self.documents)
        self._row = {entry.id: row for row, entry in enumerate(self.entries)}
        self.terms = self._names("terms")
        self.sound = self._names("sound")
        self.bm25 = self._bm25()
        self.nearness = tuple(self._nearness(previous)) if learned else ()
        self.retrievers: tuple[Retriever, ...] = (
            self._bm25f(),
            self.bm25,
            self.terms,
            self._names("surface"),
            self.sound,
            *self.nearness,
            Brevity(self.documents),
        )

    @classmethod
    def build(
        cls,
        entries: Sequence[Entry],
        analyzer: Analyzer,
        *,
        previous: Index | None = None,
        learned: Learned | None = None,
    ) -> Index:
        """Read the entries, or take them over from the previous index where they have not changed."""
        made = stock(entries, analyzer, previous.stock if previous else None)
        return cls(analyzer, made, learned=learned, previous=previous)

    def __len__(self) -> int:
        return len(self.entries)

    def row(self, entry_id: str) -> int:
        """Where an entry stands in `entries`.

        Raises:
            KeyError: no such entry.
        """
        return self._row[entry_id]

    def _bm25f(self) -> Bm25f:
        fields = {name: [n.fields[name] for n in self.stock.numbered] for name in FIELDS}
        return Bm25f(fields, self.stock.vocabularies["fields"])

    def _bm25(self) -> Bm25:
        return Bm25([n.terms for n in self.stock.numbered], self.stock.vocabularies["all"])

    def _names(self, view: str) -> Names:
        documents = [n.names[view] for n in self.stock.numbered]
        return Names(view, NAME_VIEWS[view], documents, self.stock.vocabularies[view])

    def _nearness(self, previous: Index | None) -> Iterator[Nearness]:
        assert self.learned
        lender = previous if previous and previous.learned is self.learned else None
        for place, space in enumerate(self.learned.spaces):
            yield Nearness(space, self._rows(space, lender, place))

    def _rows(self, space: TermSpace, lender: Index | None, place: int) -> Floats:
        """The entries' vectors, only those of changed ones computed."""
        rows = np.empty((len(self), space.matrix.shape[1]), dtype=np.float32)
        lent = [self._same_row(lender, row) for row in range(len(self))]
        kept = np.array([row is not None for row in lent], dtype=bool)
        if lender and kept.any():
            rows[kept] = lender.nearness[place].rows[[row for row in lent if row is not None]]
        fields = [self.documents[row].fields(self.stock.titles) for row in np.flatnonzero(~kept)]
        rows[~kept] = space.embed([BAGS[space.name](one) for one in fields])
        return rows

    def _same_row(self, lender: Index | None, row: int) -> int | None:
        before = lender._row.get(self.entries[row].id) if lender else None
        same = lender and before is not None and lender.stock.numbered[before] is self.stock.numbered[row]
        return before if same else None
