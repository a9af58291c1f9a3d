"""Entries as numbers: read once and numbered once in their life, however many revisions' indexes they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from faqbot.search.document import Document, read
from faqbot.search.names import Features, sound_of, surface_of, terms_of
from faqbot.search.postings import Ids, Vocabulary
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry

NAME_VIEWS: Mapping[str, Features] = MappingProxyType(
    {"terms": terms_of, "surface": surface_of, "sound": sound_of}
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document's features as numbers of the stock's vocabularies."""

    document: Document
    terms: Ids
    fields: Mapping[str, Ids]
    names: Mapping[str, tuple[Ids, ...]]
    """By view, then by name."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What one revision's index is made of. The vocabularies are shared by all that follow and only ever grow."""

    fingerprint: str
    numbered: tuple[Numbered, ...] = ()
    titles: Set[str] = frozenset()
    vocabularies: Mapping[str, Vocabulary] = field(
        default_factory=lambda: {name: Vocabulary() for name in ("all", "fields", *NAME_VIEWS)}
    )


def stock(entries: Sequence[Entry], analyzer: Analyzer, previous: Stock | None = None) -> Stock:
    """Read and number the entries, taking over from the previous stock what has not changed."""
    if previous is None or previous.fingerprint != analyzer.fingerprint:
        previous = Stock(analyzer.fingerprint)
    known = {numbered.document.entry.id: numbered for numbered in previous.numbered}
    documents = [_document(entry, known.get(entry.id), analyzer) for entry in entries]
    titles = frozenset(document.title for document in documents)
    made = replace(previous, numbered=(), titles=titles)
    # Not `^`: it leaves a set with room for all titles, and asking such a one is slow.
    moved = (titles - previous.titles) | (previous.titles - titles)
    return replace(made, numbered=tuple(_numbered(documents, known, made, moved)))


def _document(entry: Entry, known: Numbered | None, analyzer: Analyzer) -> Document:
    if known and (known.document.entry is entry or known.document.entry == entry):
        return known.document
    return read(entry, analyzer)


def _numbered(
    documents: Sequence[Document], known: Mapping[str, Numbered], made: Stock, moved: Set[str]
) -> Iterator[Numbered]:
    """`moved` are the titles that have come or gone: what links to one of them has other fields now."""
    for document in documents:
        before = known.get(document.entry.id)
        if before is None or before.document is not document:
            yield _number(document, made)
        elif moved and not document.keys.isdisjoint(moved):
            yield replace(before, fields=_fields(document, made))
        else:
            yield before


def _number(document: Document, made: Stock) -> Numbered:
    return Numbered(
        document,
        terms=_sorted(made.vocabularies["all"], document.terms),
        fields=_fields(document, made),
        names={
            view: tuple(_sorted(made.vocabularies[view], features(name)) for name in document.names)
            for view, features in NAME_VIEWS.items()
        },
    )


def _fields(document: Document, made: Stock) -> Mapping[str, Ids]:
    vocabulary = made.vocabularies["fields"]
    return {name: _sorted(vocabulary, terms) for name, terms in document.fields(made.titles).items()}


def _sorted(vocabulary: Vocabulary, features: Iterable[str]) -> Ids:
    """Sorted here, once: an index that is built from sorted rows need not sort them again."""
    return np.sort(vocabulary.add(features))
