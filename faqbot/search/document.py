"""An entry as the index holds it: read once, and kept from one revision's index to the next while it is unchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from sys import intern

from faqbot.search.fields import key, passages
from faqbot.text.analyzer import Analysis, Analyzer
from faqbot.text.traits import Traits, traits
from faqbot.types import Entry

NOTHING_DENIED: frozenset[str] = frozenset()
"""One for all: each empty set takes 216 bytes, and there is one a name."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer, read. `key`: see `fields.Passage`."""

    key: str
    terms: tuple[str, ...]
    contact: bool


@dataclass(frozen=True)
class Document:
    """`names` are its question, reading and phrasings, read; repeats of terms are kept.

    The condition of a variant is not a name: 「30cm以上」 alone must not lead to a thermometer. It is what tells
    the variants of one thing apart (see `variants`) and a part of `terms`.
    """

    entry: Entry
    names: tuple[Analysis, ...]
    condition: Analysis
    category: tuple[str, ...]
    sentences: tuple[Sentence, ...]

    @cached_property
    def title(self) -> str:
        """What a sentence that links to this entry reads like."""
        return key(self.entry.question)

    @cached_property
    def keys(self) -> frozenset[str]:
        """What its sentences could be links to."""
        return frozenset(sentence.key for sentence in self.sentences)

    @cached_property
    def claims(self) -> Counter[str]:
        """How many of its names and its condition claim each term (see `Analysis.claims`)."""
        return Counter(claim for name in self.told for claim in name.claims)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms of all its texts: names, condition, category, answer."""
        read = [name.terms for name in self.told] + [self.category] + [s.terms for s in self.sentences]
        return tuple(term for terms in read for term in terms)

    @cached_property
    def traits(self) -> Traits:
        """What its condition says of the thing's state."""
        return traits(self.condition.text)

    def fields(self, titles: Container[str]) -> dict[str, tuple[str, ...]]:
        """Its terms by field. `titles` are the keys of all entries: a sentence that is another's title is a link."""
        found: dict[str, list[str]] = {
            "names": [term for name in self.names for term in name.terms],
            "body": [*self.condition.terms, *self.category],
            "contact": [],
            "links": [],
        }
        for sentence in self.sentences:
            found[self._field(sentence, titles)].extend(sentence.terms)
        return {name: tuple(terms) for name, terms in found.items()}

    def _field(self, sentence: Sentence, titles: Container[str]) -> str:
        if sentence.key in titles and sentence.key != self.title:
            return "links"
        return "contact" if sentence.contact else "body"

    @property
    def told(self) -> tuple[Analysis, ...]:
        """All that a question can name it by: its names and its condition."""
        return (*self.names, self.condition)


def read(entry: Entry, analyzer: Analyzer) -> Document:
    """Analyse one entry."""
    names = tuple(_kept(analyzer.analyze(name)) for name in _names(entry))
    sentences = (
        Sentence(passage.key, _shared(analyzer.terms(passage.text)), passage.contact)
        for passage in passages(entry.answer)
    )
    return Document(
        entry,
        names,
        condition=_kept(analyzer.analyze(entry.condition)),
        category=_shared(analyzer.terms(entry.category)),
        sentences=tuple(sentences),
    )


def _kept(analysis: Analysis) -> Analysis:
    """Without the tokens: nothing looks at a document's, and they would take most of its memory."""
    denied = analysis.denied or NOTHING_DENIED
    return replace(analysis, tokens=(), terms=_shared(analysis.terms), denied=denied)


def _shared(terms: Iterable[str]) -> tuple[str, ...]:
    """The same terms, each one string however many documents have it."""
    return tuple(map(intern, terms))


def _names(entry: Entry) -> tuple[str, ...]:
    names = (entry.question, entry.reading, *entry.phrasings)
    return tuple(dict.fromkeys(name for name in names if name.strip()))
