"""An entry as the index holds it: read once, and kept from one revision's index to the next while it is unchanged."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.text.analyzer import Analysis, Analyzer
from faqbot.types import Entry


@dataclass(frozen=True, slots=True)
class Document:
    """`names` are its question, reading and phrasings, read; `terms` the terms of all its texts, repeats kept.

    The condition of a variant is not a name: 「30cm以上」 alone must not lead to a thermometer. It is what tells
    the variants of one thing apart (see `variants`) and a part of `terms`.
    """

    entry: Entry
    names: tuple[Analysis, ...]
    condition: Analysis
    terms: tuple[str, ...]

    @property
    def told(self) -> tuple[Analysis, ...]:
        """All that a question can name it by: its names and its condition."""
        return (*self.names, self.condition)


def read(entry: Entry, analyzer: Analyzer) -> Document:
    """Analyse one entry."""
    names = tuple(analyzer.analyze(name) for name in _names(entry))
    condition = analyzer.analyze(entry.condition)
    terms = [term for name in (*names, condition) for term in name.terms]
    for text in (entry.category, entry.answer):
        terms.extend(analyzer.terms(text))
    return Document(entry, names, condition, tuple(terms))


def _names(entry: Entry) -> tuple[str, ...]:
    names = (entry.question, entry.reading, *entry.phrasings)
    return tuple(dict.fromkeys(name for name in names if name.strip()))
