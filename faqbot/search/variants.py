"""Which variant of a thing is meant: the one whose condition the question speaks of, else the ordinary one.

Variants are entries with the same subject (スプレー缶: 使い切った / 中身が残っている). A question that says nothing of a
condition matches them all alike, and accidents of weighting would decide; the ordinary variant is the one the corpus
puts first, of those whose answer is known.
A size in the question (40cm) and what it says of the thing's state (洗っても取れない) go before words: they fit a
variant's condition (30cm以上, すすいでも汚れが落ちない) or they do not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from faqbot.search.document import Document
from faqbot.text.analyzer import Analysis
from faqbot.text.measures import Measure
from faqbot.text.traits import agreement, traits
from faqbot.types import Kind

# Differences in coverage smaller than this are accidents (a shared kana), not a condition that was spoken of.
_SAME = 0.05


def in_order(
    rows: Sequence[int],
    documents: Sequence[Document],
    asked: Analysis,
    coverage: Callable[[int], float],
) -> list[int]:
    """The rows (best first) with the variants of each thing in order among the places they hold.

    `coverage` says how much of the question an entry's names and condition account for, 0 to 1.
    """
    ordered = list(rows)
    places: dict[str, list[int]] = {}
    for place, row in enumerate(ordered):
        if subject := documents[row].entry.subject:
            places.setdefault(subject, []).append(place)

    for held in places.values():
        if len(held) > 1:
            group = [ordered[place] for place in held]
            said = dict(zip(group, suits(asked, [documents[row] for row in group]), strict=True))
            ordinary = sorted(group, key=lambda row: (documents[row].entry.kind is Kind.UNKNOWN, row))
            best = sorted(
                ordinary,
                key=lambda row: (said[row], round(coverage(row) / _SAME)),
                reverse=True,
            )
            for place, row in zip(held, best, strict=True):
                ordered[place] = row
    return ordered


def left(asked: Analysis, variants: Sequence[Document]) -> tuple[Document, ...]:
    """The variants that suit best what the question says of size and state, in their order: all, where it says nothing."""
    said = suits(asked, variants)
    return tuple(v for v, suit in zip(variants, said, strict=True) if suit == max(said))


def matters(variants: Sequence[Document]) -> bool:
    """Whether the choice between variants makes a difference: they do not all lead to one category."""
    return len({variant.entry.category for variant in variants}) > 1


def suits(asked: Analysis, variants: Sequence[Document]) -> list[int]:
    """How well each condition suits what the question says of size and state: agreements less contradictions."""
    spoken = traits(asked.text)
    return [fit(asked.measures, variant) + agreement(spoken, variant.traits) for variant in variants]


def fit(asked: tuple[Measure, ...], document: Document) -> int:
    """1 if a size asked fits the entry's condition, −1 if it contradicts it, 0 if one of them speaks of none."""
    pairs = [
        measure.meets(bound)
        for measure in asked
        for bound in document.condition.measures
        if measure.unit == bound.unit
    ]
    return (1 if any(pairs) else -1) if pairs else 0
