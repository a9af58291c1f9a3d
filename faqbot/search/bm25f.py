"""BM25F: one saturation over the weighted fields of an entry.

Robertson, Zaragoza & Taylor, *Simple BM25 Extension to Multiple Weighted Fields* (CIKM 2004): a term's counts are normalised by
length within each field, weighted and summed, and only the sum is saturated. A term counts as rare by the names and bodies it
is in; contact blocks and linked titles say nothing about that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.postings import Ids, Postings, Vocabulary, count


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
        counts = {name: count(rows, len(vocabulary)) for name, rows in fields.items()}
        self._postings = Postings.of(_weights(counts).astype(np.float32))

    def scores(self, query: Query) -> Scores:
        return self._postings.total(self._asked(query))

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        found = (
            Reason(self.name, self._vocabulary.name(term), weight * self._postings.at(term, row))
            for term, weight in self._asked(query)
        )
        return tuple(sorted((r for r in found if r.weight), key=lambda r: -r.weight))

    def _asked(self, query: Query) -> list[tuple[int, float]]:
        return self._vocabulary.weighted(query.terms)


def _weights(counts: Mapping[str, sparse.csr_matrix]) -> sparse.csr_matrix:
    """idf · t / (k1 + t), where t is the weighted, length-normalised sum of a term's counts."""
    summed = sum(_normalized(counts[name], field) for name, field in FIELDS.items())
    weights = sparse.csr_matrix(summed)
    weights.data = _idf(counts)[weights.indices] * weights.data / (K1 + weights.data)
    return weights


def _normalized(counts: sparse.csr_matrix, field: Field) -> sparse.csr_matrix:
    length = np.asarray(counts.sum(axis=1)).ravel()
    average = float(length.mean()) if len(length) else 0.0
    scale = field.weight / (1 - field.b + field.b * length / (average or 1.0))
    data = counts.data * np.repeat(scale, np.diff(counts.indptr))
    return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def _idf(counts: Mapping[str, sparse.csr_matrix]) -> NDArray[np.float64]:
    """Robertson & Spärck Jones, kept positive: ln(1 + (n − df + ½) / (df + ½))."""
    seen = sparse.csr_matrix(sum(counts[name] for name in _RARE_BY))
    frequency = np.bincount(seen.indices, minlength=seen.shape[1])
    idf: NDArray[np.float64] = np.log1p((seen.shape[0] - frequency + 0.5) / (frequency + 0.5))
    return idf
