"""An immutable snapshot of one collection, read and weighted. Publishing makes the next one from this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from faqbot.search.base import Retriever
from faqbot.search.bm25 import Bm25
from faqbot.search.document import Document, read
from faqbot.search.names import Features, Names, sound_of, surface_of, terms_of
from faqbot.search.postings import Ids, Vocabulary
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry

_VIEWS: Mapping[str, Features] = MappingProxyType(
    {"terms": terms_of, "surface": surface_of, "sound": sound_of}
)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A document's features as numbers of the shared vocabularies."""

    document: Document
    terms: Ids
    names: tuple[tuple[Ids, ...], ...]
    """By view, then by name."""


class Index:
    """The published entries of one collection as of one revision. Build it with `Index.build`; it never changes."""

    def __init__(
        self,
        analyzer: Analyzer,
        numbered: tuple[_Numbered, ...],
        vocabularies: dict[str, Vocabulary],
    ) -> None:
        self.analyzer = analyzer
        self._numbered = numbered
        self._vocabularies = vocabularies
        self.entries = tuple(n.document.entry for n in numbered)
        self.documents = tuple(n.document for n in numbered)
        self._row = {entry.id: row for row, entry in enumerate(self.entries)}
        self.terms = self._names("terms")
        self.sound = self._names("sound")
        self.bm25 = self._bm25()
        self.retrievers: tuple[Retriever, ...] = (
            self.bm25,
            self.terms,
            self._names("surface"),
            self.sound,
        )

    @classmethod
    def build(
        cls,
        entries: Sequence[Entry],
        analyzer: Analyzer,
        *,
        previous: Index | None = None,
    ) -> Index:
        """Read the entries, or take them over from the previous index where they have not changed."""
        if previous and previous.analyzer.fingerprint == analyzer.fingerprint:
            known = {entry.id: row for row, entry in enumerate(previous.entries)}
            vocabularies = previous._vocabularies
        else:
            known, previous = {}, None
            vocabularies = {name: Vocabulary() for name in ("bm25", *_VIEWS)}

        def numbered(entry: Entry) -> _Numbered:
            row = known.get(entry.id)
            if previous and row is not None and previous.entries[row] == entry:
                return previous._numbered[row]
            return _number(read(entry, analyzer), vocabularies)

        return cls(analyzer, tuple(map(numbered, entries)), vocabularies)

    def __len__(self) -> int:
        return len(self.entries)

    def row(self, entry_id: str) -> int:
        """Where an entry stands in `entries`.

        Raises:
            KeyError: no such entry.
        """
        return self._row[entry_id]

    def _bm25(self) -> Bm25:
        return Bm25([n.terms for n in self._numbered], self._vocabularies["bm25"])

    def _names(self, view: str) -> Names:
        place = list(_VIEWS).index(view)
        documents = [n.names[place] for n in self._numbered]
        return Names(view, _VIEWS[view], documents, self._vocabularies[view])


def _number(document: Document, vocabularies: dict[str, Vocabulary]) -> _Numbered:
    return _Numbered(
        document,
        vocabularies["bm25"].add(document.terms),
        tuple(
            tuple(vocabularies[view].add(features(name)) for name in document.names)
            for view, features in _VIEWS.items()
        ),
    )
