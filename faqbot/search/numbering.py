"""Entries as numbers: read once and numbered once in their life, however many revisions' indexes they stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from operator import is_not
from types import MappingProxyType

from faqbot.search.document import Document, read
from faqbot.search.names import Features, sound_of, surface_of, terms_of
from faqbot.search.postings import Bags, Ids, Vocabulary
from faqbot.search.readings import NOTHING_READ, Readings, digest
from faqbot.search.readings import document as as_read
from faqbot.search.segments import Segments
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
    names: Mapping[str, Bags]
    """By view; a bag a name."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What one revision's index is made of. The vocabularies are shared by all that follow and only ever grow."""

    fingerprint: str
    entries: tuple[Entry, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    """In the order of the entries."""
    segments: Segments[Numbered] = field(default_factory=Segments)
    titles: Mapping[str, int] = field(default_factory=dict)
    """How many entries have each title."""
    vocabularies: Mapping[str, Vocabulary] = field(
        default_factory=lambda: {name: Vocabulary() for name in ("all", "fields", *NAME_VIEWS)}
    )


def stock(
    entries: Sequence[Entry],
    analyzer: Analyzer,
    previous: Stock | None = None,
    share: float | None = None,
    kept: Readings = NOTHING_READ,
) -> Stock:
    """Read and number the entries, taking over from the previous stock what has not changed, and else from what is `kept`.

    `share`: see `Segments.following`.
    """
    if previous is None or previous.fingerprint != analyzer.fingerprint:
        previous = Stock(analyzer.fingerprint)
    staying = _staying(entries, previous)
    fresh = {row: _read(entries[row], analyzer, kept) for row, before in enumerate(staying) if before is None}
    stay = set(map(id, staying))
    gone = [one.document.title for one in previous.numbered if id(one) not in stay]
    come = [document.title for document in fresh.values()]
    titles, moved = _titles(previous.titles, come, gone)
    made = replace(previous, entries=tuple(entries), titles=titles)
    numbered = tuple(
        _number(fresh[row], made) if before is None else _linked(before, made, moved)
        for row, before in enumerate(staying)
    )
    return replace(made, numbered=numbered, segments=previous.segments.following(numbered, share))


def _read(entry: Entry, analyzer: Analyzer, kept: Readings) -> Document:
    reading = kept.get(digest(entry)) if kept else None
    return read(entry, analyzer) if reading is None else as_read(entry, reading)


def _staying(entries: Sequence[Entry], previous: Stock) -> list[Numbered | None]:
    """What the previous stock has of each entry, if it has not changed. Most are the same object at the same place."""
    staying: list[Numbered | None] = [*previous.numbered[: len(entries)]]
    staying += [None] * (len(entries) - len(staying))
    differing = [row for row, differs in enumerate(map(is_not, entries, previous.entries)) if differs]
    known = {entry.id: row for row, entry in enumerate(previous.entries)}
    for row in (*differing, *range(len(previous.entries), len(entries))):
        before = known.get(entries[row].id)
        same = before is not None and _same(previous.entries[before], entries[row])
        staying[row] = previous.numbered[before] if before is not None and same else None
    return staying


def _same(one: Entry, other: Entry) -> bool:
    return one is other or one == other


def _titles(
    before: Mapping[str, int], come: Sequence[str], gone: Sequence[str]
) -> tuple[Mapping[str, int], Set[str]]:
    """How many entries have each title now; and the titles that no entry had before, or none has any more."""
    titles = Counter(before)
    titles.update(come)
    titles.subtract(gone)
    for title in {*gone}:
        if not titles[title]:
            del titles[title]
    return titles, {title for title in (*come, *gone) if (title in titles) != (title in before)}


def _linked(before: Numbered, made: Stock, moved: Set[str]) -> Numbered:
    """`moved` are the titles that have come or gone: what links to one of them has other fields now."""
    if before.document.keys.isdisjoint(moved):
        return before
    return replace(before, fields=_fields(before.document, made))


def _number(document: Document, made: Stock) -> Numbered:
    return Numbered(
        document,
        terms=_sorted(made.vocabularies["all"], document.terms),
        fields=_fields(document, made),
        names={
            view: made.vocabularies[view].bags(map(features, document.names))
            for view, features in NAME_VIEWS.items()
        },
    )


def _fields(document: Document, made: Stock) -> Mapping[str, Ids]:
    vocabulary = made.vocabularies["fields"]
    return {name: _sorted(vocabulary, terms) for name, terms in document.fields(made.titles).items()}


def _sorted(vocabulary: Vocabulary, features: Iterable[str]) -> Ids:
    return vocabulary.bags([features]).ids
