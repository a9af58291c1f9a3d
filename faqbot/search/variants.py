"""Which variant of a thing is meant: the one whose condition the question speaks of, else the ordinary one.

Variants are entries with the same subject (スプレー缶: 使い切った / 中身が残っている). A question that says nothing of a
condition matches them all alike, and accidents of weighting would decide; the ordinary variant is the one the corpus
puts first, of those whose answer is known.
A size in the question (40cm) goes before words: it fits a variant's condition (30cm以上) or it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from faqbot.search.document import Document
from faqbot.text.measures import Measure
from faqbot.types import Kind

# Differences in coverage smaller than this are accidents (a shared kana), not a condition that was spoken of.
_SAME = 0.05


def in_order(
    rows: Sequence[int],
    documents: Sequence[Document],
    asked: tuple[Measure, ...],
    coverage: Callable[[int], float],
) -> list[int]:
    """The rows (best first) with the variants of each thing in order among the places they hold.

    `asked` are the measures in the question; `coverage` says how much of the question an entry's names and condition
    account for, 0 to 1.
    """
    ordered = list(rows)
    places: dict[str, list[int]] = {}
    for place, row in enumerate(ordered):
        if subject := documents[row].entry.subject:
            places.setdefault(subject, []).append(place)

    def merit(row: int) -> float:
        return fit(asked, documents[row]) + round(coverage(row) / _SAME) * _SAME

    def unknown(row: int) -> bool:
        return documents[row].entry.kind is Kind.UNKNOWN

    for held in places.values():
        if len(held) > 1:
            ordinary = sorted((ordered[place] for place in held), key=lambda row: (unknown(row), row))
            best = sorted(ordinary, key=merit, reverse=True)
            for place, row in zip(held, best, strict=True):
                ordered[place] = row
    return ordered


def fit(asked: tuple[Measure, ...], document: Document) -> int:
    """1 if a size asked fits the entry's condition, −1 if it contradicts it, 0 if one of them speaks of none."""
    pairs = [
        measure.meets(bound)
        for measure in asked
        for bound in document.condition.measures
        if measure.unit == bound.unit
    ]
    return (1 if any(pairs) else -1) if pairs else 0
