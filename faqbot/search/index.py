"""An immutable snapshot of one collection, read and weighted. Publishing makes the next one from this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from faqbot.search.base import Query, Retriever
from faqbot.search.bm25 import Bm25
from faqbot.search.bm25f import FIELDS, Bm25f
from faqbot.search.brevity import Brevity
from faqbot.search.dense import Dense, said
from faqbot.search.embedded import Embedded
from faqbot.search.embedder import Embedder
from faqbot.search.evidence import Evidence
from faqbot.search.learned import BAGS, Fields, Learned
from faqbot.search.learned import whole as whole_bag
from faqbot.search.names import Names
from faqbot.search.nearness import Nearness
from faqbot.search.numbering import NAME_VIEWS, Numbered, Stock, stock
from faqbot.search.postings import Ids
from faqbot.search.readings import NOTHING_READ, Readings
from faqbot.search.space import Bag, Floats, TermSpace
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
        """`previous` lends what has not changed: its larger segment as it was weighted, and embedded entries."""
        self.analyzer = analyzer
        self.stock = stock
        self.learned = learned
        self.embedder = embedder
        self.documents = tuple(numbered.document for numbered in stock.numbered)
        self.entries = stock.entries
        self._row = {entry.id: row for row, entry in enumerate(self.entries)}
        lender = previous if previous and previous.stock.segments.whole is stock.segments.whole else None
        self._evidence_before: Evidence | None = vars(lender).get("evidence") if lender else None
        self.bm25f = self._bm25f(lender)
        self.bm25 = self._bm25(lender)
        self.terms, self.surface, self.sound = (self._names(view, lender) for view in NAME_VIEWS)
        self.brevity = self._brevity(lender)
        self.nearness = tuple(self._nearness(previous)) if learned else ()
        self.taught = self._taught(previous)
        self.dense: tuple[Dense, ...] = (self._dense(embedder, previous),) if embedder else ()
        self.retrievers: tuple[Retriever, ...] = (
            self.bm25f,
            self.terms,
            self.surface,
            self.sound,
            *self.nearness,
            *self.dense,
            self.brevity,
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
        share: float | None = None,
        kept: Readings = NOTHING_READ,
    ) -> Index:
        """Read the entries, or take them over from the previous index where they have not changed, or from what is `kept`.

        `share` is how much may be new before everything is weighted anew: see `Segments.following`.
        """
        made = stock(entries, analyzer, previous.stock if previous else None, share, kept)
        return cls(analyzer, made, learned=learned, embedder=embedder, previous=previous)

    @property
    def crowded(self) -> bool:
        """Whether so much has come since that everything should be weighted anew."""
        return self.stock.segments.crowded

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def evidence(self) -> Evidence:
        """What a learned ranker looks at; made when one first does."""
        before = self._evidence_before
        return before.amended(self.stock) if before else Evidence(self.stock)

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

    def _bm25f(self, lender: Index | None) -> Bm25f:
        whole, since, slots = self.stock.segments.parts
        view = lender.bm25f if lender else Bm25f(_fields(whole), self.stock.vocabularies["fields"])
        return view.amended(_fields(since), slots)

    def _bm25(self, lender: Index | None) -> Bm25:
        whole, since, slots = self.stock.segments.parts
        view = lender.bm25 if lender else Bm25([n.terms for n in whole], self.stock.vocabularies["all"])
        return view.amended([n.terms for n in since], slots)

    def _names(self, name: str, lender: Index | None) -> Names:
        whole, since, slots = self.stock.segments.parts
        view: Names = (
            getattr(lender, name)
            if lender
            else Names(name, NAME_VIEWS[name], [n.names[name] for n in whole], self.stock.vocabularies[name])
        )
        return view.amended([n.names[name] for n in since], slots)

    def _brevity(self, lender: Index | None) -> Brevity:
        whole, since, slots = self.stock.segments.parts
        view = lender.brevity if lender else Brevity([n.document for n in whole])
        return view.amended([n.document for n in since], slots)

    def _nearness(self, previous: Index | None) -> Iterator[Nearness]:
        assert self.learned
        lends = previous is not None and previous.learned is self.learned
        for place, space in enumerate(self.learned.spaces):
            lender = previous.nearness[place].entries if previous and lends else None
            yield Nearness(space, self._embedded(space, BAGS[space.name], lender))

    def _taught(self, previous: Index | None) -> Embedded | None:
        if self.learned is None or self.learned.taught is None:
            return None
        lends = previous and previous.learned is self.learned
        return self._embedded(
            self.learned.taught.space, whole_bag, previous.taught if previous and lends else None
        )

    def _embedded(self, space: TermSpace, bag: Callable[[Fields], Bag], lender: Embedded | None) -> Embedded:
        def embed(numbered: Sequence[Numbered]) -> Floats:
            return space.embed([bag(one.document.fields(self.stock.titles)) for one in numbered])

        return Embedded.of(self.stock.segments, embed, lender)

    def _dense(self, embedder: Embedder, previous: Index | None) -> Dense:
        def embed(numbered: Sequence[Numbered]) -> Floats:
            return embedder.embed([said(one.document) for one in numbered])

        lends = previous and previous.embedder and previous.embedder.fingerprint == embedder.fingerprint
        lender = previous.dense[0].entries if previous and lends else None
        return Dense(embedder, Embedded.of(self.stock.segments, embed, lender))


def _fields(numbered: Sequence[Numbered]) -> Mapping[str, Sequence[Ids]]:
    return {name: [one.fields[name] for one in numbered] for name in FIELDS}
