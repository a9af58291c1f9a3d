"""An immutable snapshot of one collection, read and weighted. Publishing makes the next one from this one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from faqbot.search.base import Query, Retriever
from faqbot.search.bm25 import Bm25
from faqbot.search.bm25f import FIELDS, Bm25f
from faqbot.search.brevity import Brevity
from faqbot.search.dense import Dense, embedded
from faqbot.search.embedder import Embedder
from faqbot.search.evidence import Evidence
from faqbot.search.learned import BAGS, Learned
from faqbot.search.names import Names
from faqbot.search.numbering import NAME_VIEWS, Stock, stock
from faqbot.search.space import Floats, Nearness
from faqbot.search.variants import matters
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
        embedder: Embedder | None = None,
        previous: Index | None = None,
    ) -> None:
        """`previous` lends the embedded rows of entries that have not changed."""
        self.analyzer = analyzer
        self.stock = stock
        self.learned = learned
        self.embedder = embedder
        self.documents = tuple(numbered.document for numbered in stock.numbered)
        self.entries = tuple(document.entry for document in self.documents)
        self._row = {entry.id: row for row, entry in enumerate(self.entries)}
        self.terms = self._names("terms")
        self.sound = self._names("sound")
        self.bm25 = self._bm25()
        self.nearness = tuple(self._nearness(previous)) if learned else ()
        self.dense = tuple(self._dense(embedder, previous)) if embedder else ()
        self.retrievers: tuple[Retriever, ...] = (
            self._bm25f(),
            self.terms,
            self._names("surface"),
            self.sound,
            *self.nearness,
            *self.dense,
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
        embedder: Embedder | None = None,
    ) -> Index:
        """Read the entries, or take them over from the previous index where they have not changed."""
        made = stock(entries, analyzer, previous.stock if previous else None)
        return cls(analyzer, made, learned=learned, embedder=embedder, previous=previous)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def evidence(self) -> Evidence:
        """What a learned ranker looks at; made when one first does."""
        return Evidence(self.stock)

    @cached_property
    def variants(self) -> Mapping[str, tuple[int, ...]]:
        """The rows of the entries of each subject."""
        found: dict[str, list[int]] = {}
        for row, entry in enumerate(self.entries):
            if entry.subject:
                found.setdefault(entry.subject, []).append(row)
        return {subject: tuple(rows) for subject, rows in found.items()}

    @cached_property
    def things(self) -> Mapping[str, tuple[int, ...]]:
        """The rows of the variants of each thing that has several which differ in more than detail, by how its name sounds."""
        return {
            self.analyzer.analyze(subject).sound: rows
            for subject, rows in self.variants.items()
            if matters([self.entries[row] for row in rows])
        }

    def row(self, entry_id: str) -> int:
        """Where an entry stands in `entries`.

        Raises:
            KeyError: no such entry.
        """
        return self._row[entry_id]

    def has(self, entry_id: str) -> bool:
        """Whether an entry is in the index."""
        return entry_id in self._row

    def query(self, text: str) -> Query:
        """A question, read as this index reads."""
        analysis = self.analyzer.analyze(text)
        return Query(analysis, self.analyzer.expand(analysis))

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
        lent = self._lent(lender)
        fields = [self.documents[row].fields(self.stock.titles) for row in np.flatnonzero(lent < 0)]
        for place, space in enumerate(self.learned.spaces):
            fresh = space.embed([BAGS[space.name](one) for one in fields])
            yield Nearness(space, _filled(lent, lender.nearness[place].rows if lender else fresh, fresh))

    def _dense(self, embedder: Embedder, previous: Index | None) -> Iterator[Dense]:
        lends = previous and previous.embedder and previous.embedder.fingerprint == embedder.fingerprint
        lender = previous if lends else None
        lent = self._lent(lender)
        fresh = embedded([self.documents[row] for row in np.flatnonzero(lent < 0)], embedder)
        yield Dense(embedder, _filled(lent, lender.dense[0].rows if lender else fresh, fresh))

    def _lent(self, lender: Index | None) -> NDArray[np.intp]:
        """For each row, the lender's row of the same unchanged document, or −1."""
        if lender is None:
            return np.full(len(self), -1)
        place = {id(numbered): row for row, numbered in enumerate(lender.stock.numbered)}
        return np.array([place.get(id(numbered), -1) for numbered in self.stock.numbered], dtype=np.intp)


def _filled(lent: NDArray[np.intp], kept: Floats, fresh: Floats) -> Floats:
    """The kept rows where there are any, else the fresh ones in turn."""
    if not len(kept):
        return fresh
    rows: Floats = kept[lent]
    rows[lent < 0] = fresh
    return rows
