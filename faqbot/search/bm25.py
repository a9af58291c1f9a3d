"""BM25 over all of an entry's terms.

Robertson & Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009), in the ATIRE form of
Trotman, Jia & Crane (2012) as rank_bm25 has it. rank_bm25 fits the statistics (document frequencies, lengths, the idf with
its floor); scores come from a sparse matrix of precomputed weights, equal to rank_bm25's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi
from scipy import sparse

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.postings import Ids, Postings, Vocabulary, count

K1 = 1.5
B = 0.75


class _Statistics(BM25Okapi):  # type: ignore[misc]  # rank_bm25 has no types
    """rank_bm25's own fit, given a count matrix where it would count words one by one in Python."""

    def _initialize(self, corpus: sparse.csr_matrix) -> dict[int, int]:
        self.corpus_size = corpus.shape[0]
        self.doc_len = np.asarray(corpus.sum(axis=1)).ravel()
        self.avgdl = float(self.doc_len.mean()) or 1.0
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
        counts = count(documents, len(vocabulary))
        self._postings = Postings.of(_weights(counts))
        self._rarity = np.log1p(counts.shape[0] / np.maximum(np.diff(self._postings.columns.indptr), 0.5))
        self._rarest = float(np.log1p(2 * counts.shape[0]))

    def scores(self, query: Query) -> Scores:
        return self.exact(query).astype(np.float32)

    def exact(self, query: Query) -> NDArray[np.float64]:
        """The scores in double precision, shape (n,)."""
        return self._postings.total(self._asked(query)).astype(np.float64, copy=False)

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        found = (
            Reason(self.name, self._vocabulary.name(term), times * self._postings.at(term, row))
            for term, times in self._asked(query)
        )
        return tuple(sorted((r for r in found if r.weight), key=lambda r: -r.weight))

    def absent(self, query: Query, row: int) -> float:
        """The share (by rarity) of the query's terms that an entry has nowhere, 0 to 1."""
        asked = dict(self._asked(query))
        unknown = len(set(query.analysis.terms)) - len(asked)
        rarity = {term: float(self._rarity[term]) for term in asked}
        total = sum(rarity.values()) + unknown * self._rarest
        missed = sum(r for term, r in rarity.items() if not self._postings.at(term, row))
        return (missed + unknown * self._rarest) / total if total else 0.0

    def strange(self, query: Query) -> int:
        """How many of the query's terms no entry of the collection has."""
        return len(set(query.analysis.terms)) - len(self._asked(query))

    def _asked(self, query: Query) -> list[tuple[int, float]]:
        known = Counter(self._vocabulary.find(query.analysis.terms))
        return [(term, float(times)) for term, times in known.items() if self._postings.has(term)]


def _weights(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """idf · f (k1 + 1) / (f + k1 (1 − b + b · length / average)), shape as `counts`."""
    if not counts.nnz:
        return counts
    fitted: Any = _Statistics(counts, k1=K1, b=B)
    idf = np.zeros(counts.shape[1])
    idf[list(fitted.idf)] = list(fitted.idf.values())
    length = np.repeat(K1 * (1 - B + B * fitted.doc_len / fitted.avgdl), np.diff(counts.indptr))
    frequency = counts.data
    data = idf[counts.indices] * frequency * (K1 + 1) / (frequency + length)
    return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)
