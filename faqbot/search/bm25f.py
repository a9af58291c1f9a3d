"""BM25F: one saturation over the weighted fields of an entry.

Robertson, Zaragoza & Taylor, *Simple BM25 Extension to Multiple Weighted Fields* (CIKM 2004): a term's counts are normalised by
length within each field, weighted and summed, and only the sum is saturated. A term counts as rare by the names and bodies it
is in; contact blocks and linked titles say nothing about that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.postings import Ids, Postings, Segmented, Vocabulary, count
from faqbot.search.rarity import Idf, Rarity, frequency
from faqbot.search.segments import Slots


@dataclass(frozen=True, slots=True)
class Field:
    """How much a term in a field counts, and how much the field's length takes back (b)."""

    weight: float
    b: float


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "names": Field(2.0, 0.7),
        "body": Field(1.0, 0.6),
        "contact": Field(0.1, 0.9),
        "links": Field(0.5, 0.5),
    }
)
K1 = 4.0
_RARE_BY = ("names", "body")


class Bm25f:
    """Scores a question's own terms and those that synonyms add, each at its weight."""

    name = "bm25f"

    def __init__(self, fields: Mapping[str, Sequence[Ids]], vocabulary: Vocabulary) -> None:
        """`fields` are, by field, the term numbers of each entry, repeats kept."""
        self._vocabulary = vocabulary
        counts = _counts(fields, len(vocabulary))
        self._averages = {name: _average(counts[name]) for name in FIELDS}
        seen = _seen(counts)
        self._rarity = Rarity(frequency(seen), partial(robertson, rows=seen.shape[0]))
        self._postings = Segmented(self._weighted(counts, self._rarity.idf))
        self._slots: Slots = np.arange(seen.shape[0])

    def amended(self, fields: Mapping[str, Sequence[Ids]], slots: Slots) -> Bm25f:
        """The view of a later revision, whose segment `since` has these entries."""
        later = copy(self)
        counts = _counts(fields, len(self._vocabulary))
        since = self._weighted(counts, self._rarity.with_also(_seen(counts)))
        later._postings = self._postings.amended(since)
        later._slots = slots
        return later

    def scores(self, query: Query) -> Scores:
        scores: Scores = self._postings.total(self._asked(query)).take(self._slots)
        return scores

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        found = (
            Reason(self.name, self._vocabulary.name(term), weight * self._postings.at(term, self._slots[row]))
            for term, weight in self._asked(query)
        )
        return tuple(sorted((r for r in found if r.weight), key=lambda r: -r.weight))

    def _weighted(self, counts: Mapping[str, sparse.csr_matrix], idf: Idf) -> Postings:
        """idf · t / (k1 + t), where t is the weighted, length-normalised sum of a term's counts."""
        summed = sum(_normalized(counts[name], field, self._averages[name]) for name, field in FIELDS.items())
        weights = sparse.csr_matrix(summed)
        weights.data = idf[weights.indices] * weights.data / (K1 + weights.data)
        return Postings.of(weights.astype(np.float32))

    def _asked(self, query: Query) -> list[tuple[int, float]]:
        return self._vocabulary.weighted(query.terms)


def robertson(frequency: NDArray[np.integer], rows: int) -> Idf:
    """Robertson & Spärck Jones, kept positive: ln(1 + (n − df + ½) / (df + ½))."""
    idf: Idf = np.log1p((rows - frequency + 0.5) / (frequency + 0.5))
    return idf


def _counts(fields: Mapping[str, Sequence[Ids]], width: int) -> dict[str, sparse.csr_matrix]:
    return {name: count(rows, width).astype(np.float64) for name, rows in fields.items()}


def _seen(counts: Mapping[str, sparse.csr_matrix]) -> sparse.csr_matrix:
    return sparse.csr_matrix(sum(counts[name] for name in _RARE_BY))


def _average(counts: sparse.csr_matrix) -> float:
    return float(counts.sum() / counts.shape[0] if counts.shape[0] else 0) or 1.0


def _normalized(counts: sparse.csr_matrix, field: Field, average: float) -> sparse.csr_matrix:
    length = np.asarray(counts.sum(axis=1)).ravel()
    scale = field.weight / (1 - field.b + field.b * length / average)
    data = counts.data * np.repeat(scale, np.diff(counts.indptr))
    return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)
