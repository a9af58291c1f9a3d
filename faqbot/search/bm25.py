"""BM25 over all of an entry's terms.

Robertson & Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009), in the ATIRE form of
Trotman, Jia & Crane (2012) as rank_bm25 has it. rank_bm25 fits the statistics (document frequencies, lengths, the idf with
its floor); scores come from a sparse matrix of precomputed weights, equal to rank_bm25's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property, partial
from math import log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi
from scipy import sparse

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.foremost import MOST, Foremost
from faqbot.search.fusion import top
from faqbot.search.postings import Ids, Postings, Segmented, Vocabulary, count
from faqbot.search.rarity import Idf, Rarity, frequency
from faqbot.search.segments import Slots

K1 = 1.5
B = 0.75


class _Statistics(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """rank_bm25's own fit, given a count matrix where it would count words one by one in Python."""

    def _initialize(self, corpus: sparse.csr_matrix) -> dict[int, int]:
        self.corpus_size = corpus.shape[0]
        self.doc_len = np.asarray(corpus.sum(axis=1)).ravel()
        self.avgdl = float(self.doc_len.mean() if self.corpus_size else 0) or 1.0
        frequencies = np.bincount(corpus.indices, minlength=corpus.shape[1])
        return {int(t): int(frequencies[t]) for t in np.flatnonzero(frequencies)}

    def _calc_idf(self, nd: dict[int, int]) -> None:
        if nd:
            super()._calc_idf(nd)


class Bm25:
    """Scores the terms of a query; a term asked twice counts twice."""

    name = "bm25"

    def __init__(self, documents: Sequence[Ids], vocabulary: Vocabulary) -> None:
        """`documents` are the term numbers of each entry, repeats kept."""
        self._vocabulary = vocabulary
        counts = count(documents, len(vocabulary)).astype(np.float64)
        fitted: Any = _Statistics(counts, k1=K1, b=B)
        floor = fitted.epsilon * fitted.average_idf if counts.nnz else 0.0
        self._average: float = fitted.avgdl
        self._rarity = Rarity(frequency(counts), partial(_floored, rows=counts.shape[0], floor=floor))
        self._postings = Segmented(self._weighted(counts, self._rarity.idf))
        self._slots: Slots = np.arange(counts.shape[0])

    def amended(self, documents: Sequence[Ids], slots: Slots) -> Bm25:
        """The view of a later revision, whose segment `since` has these entries."""
        later = copy(self)
        vars(later).pop("_foremost", None)
        counts = count(documents, len(self._vocabulary)).astype(np.float64)
        since = self._weighted(counts, self._rarity.with_also(counts))
        later._postings = self._postings.amended(since)
        later._slots = slots
        return later

    def scores(self, query: Query) -> Scores:
        return self.exact(query).astype(np.float32)

    def exact(self, query: Query) -> NDArray[np.float64]:
        """The scores in double precision, shape (n,)."""
        return self._exact(self._counted(query.analysis.terms))

    def _exact(self, asked: Mapping[int, float]) -> NDArray[np.float64]:
        return self._postings.total(asked.items()).astype(np.float64, copy=False).take(self._slots)

    def best(self, terms: Iterable[str], k: int = MOST) -> Sequence[int]:
        """The rows with the k best scores above 0, best first; equal ones in the order of the rows."""
        if self._foremost and k <= MOST:
            return self._foremost.rows(self._vocabulary.find(terms), k)
        return top(self._exact(self._counted(terms)), k)

    @cached_property
    def _foremost(self) -> Foremost | None:
        """None where something has come since or gone, or weighs less than nothing (in a collection of a few entries)."""
        whole = self._postings.whole
        changed = not np.array_equal(self._slots, np.arange(whole.columns.shape[0]))
        return None if changed or whole.columns.data.min(initial=0) < 0 else Foremost(whole)

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        found = (
            Reason(self.name, self._vocabulary.name(term), times * self._postings.at(term, self._slots[row]))
            for term, times in self._counted(query.analysis.terms).items()
        )
        return tuple(sorted((r for r in found if r.weight), key=lambda r: -r.weight))

    def absent(self, query: Query, row: int) -> float:
        """The share (by rarity) of the query's terms that an entry has nowhere, 0 to 1."""
        slot, height = self._slots[row], len(self._slots)
        rarity = {
            term: log1p(height / self._postings.frequency(term))
            for term in self._counted(query.analysis.terms)
        }
        unknown = (len(set(query.analysis.terms)) - len(rarity)) * log1p(2 * height)
        total = sum(rarity.values()) + unknown
        missed = sum(r for term, r in rarity.items() if not self._postings.at(term, slot))
        return (missed + unknown) / total if total else 0.0

    def strange(self, query: Query) -> int:
        """How many of the query's terms no entry of the collection has."""
        return len(set(query.analysis.terms)) - len(self._counted(query.analysis.terms))

    def _counted(self, terms: Iterable[str]) -> dict[int, float]:
        """How often each term that an entry has is asked for."""
        counted: dict[int, float] = {}
        for term in self._vocabulary.find(terms):
            if term in counted or self._postings.frequency(term):
                counted[term] = counted.get(term, 0.0) + 1.0
        return counted

    def _weighted(self, counts: sparse.csr_matrix, idf: Idf) -> Postings:
        """idf · f (k1 + 1) / (f + k1 (1 − b + b · length / average))."""
        length = K1 * (1 - B + B * np.asarray(counts.sum(axis=1)).ravel() / self._average)
        norm = np.repeat(length, np.diff(counts.indptr))
        data = idf[counts.indices] * counts.data * (K1 + 1) / (counts.data + norm)
        return Postings.of(sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape))


def _floored(frequency: NDArray[np.integer], rows: int, floor: float) -> Idf:
    """rank_bm25's idf: Robertson & Spärck Jones, with a floor for what more than half of the entries have."""
    idf: Idf = np.log(np.maximum(rows - frequency, 0) + 0.5) - np.log(frequency + 0.5)
    return np.where(idf < 0, floor, idf)
