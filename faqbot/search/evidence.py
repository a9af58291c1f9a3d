"""What a learned ranking looks at: for each candidate entry, about twenty numbers, each comparable between questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.base import Query, Scores
from faqbot.search.numbering import Stock
from faqbot.search.postings import Ids, Postings, count

VIEWS = ("bm25f", "terms", "surface", "sound", "ssi", "words")
_COSINES = VIEWS[1:]
_RANKED = ("fused", "bm25f", "ssi")
FEATURES: tuple[str, ...] = (
    *(f"{view} share" for view in VIEWS),
    *(f"{view} cosine" for view in _COSINES),
    *(f"{view} rank" for view in _RANKED),
    "fused share",
    "brevity",
    "question length",
    "entry length",
    "in names",
    "in names or body",
    "in one sentence",
    "synonyms in names",
    "names unasked",
)
DEPTH = 40

Features = NDArray[np.float32]


def candidates(fused: Scores, scores: Mapping[str, Scores]) -> NDArray[np.intp]:
    """The best `DEPTH` rows of the mix and of each view, in the order of the rows."""
    views = (scores[view] for view in VIEWS if view in scores)
    return np.unique(np.concatenate([_best(fused), *map(_best, views)]))


def _best(scores: Scores) -> NDArray[np.intp]:
    if len(scores) <= DEPTH:
        return np.flatnonzero(scores > 0)
    best = np.argpartition(-scores, DEPTH)[:DEPTH]
    return best[scores[best] > 0]


class Evidence:
    """The features over one index: weights by rarity of which terms stand where. Immutable like the index."""

    def __init__(self, stock: Stock) -> None:
        self._vocabulary = stock.vocabularies["fields"]
        width = len(self._vocabulary)
        names = _present([n.fields["names"] for n in stock.numbered], width)
        anywhere = _present(
            [np.concatenate((n.fields["names"], n.fields["body"])) for n in stock.numbered], width
        )
        seen = np.bincount(anywhere.indices, minlength=width)
        self._rarity = np.log1p((anywhere.shape[0] - seen + 0.5) / (seen + 0.5))
        self._unknown = float(self._rarity.max(initial=1.0))
        self._names, self._anywhere = (Postings.of(m.multiply(self._rarity)) for m in (names, anywhere))
        self._sentences, self._starts = self._read_sentences(stock, width)
        self._own = np.asarray(names @ self._rarity, dtype=np.float32)
        self._length = np.log1p(np.diff(anywhere.indptr)).astype(np.float32)

    def features(
        self, query: Query, rows: NDArray[np.intp], fused: Scores, scores: Mapping[str, Scores]
    ) -> Features:
        """Shape (rows, `FEATURES`)."""
        none = np.zeros(len(fused), dtype=np.float32)
        views = {view: scores.get(view, none) for view in VIEWS}
        columns: list[NDArray[np.floating]] = [
            *(_share(views[view], rows) for view in VIEWS),
            *(views[view][rows] for view in _COSINES),
            *(_rank(one[rows]) for one in (fused, views["bm25f"], views["ssi"])),
            _share(fused, rows),
            scores["brevity"][rows],
            *self._coverage(query, rows),
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def _coverage(self, query: Query, rows: NDArray[np.intp]) -> Sequence[NDArray[np.floating]]:
        terms = set(query.analysis.terms)
        own = self._vocabulary.weighted((term, 1.0) for term in terms)
        added = self._vocabulary.weighted(query.added)
        whole = sum(self._weight(term) for term, _ in own) + (len(terms) - len(own)) * self._unknown or 1.0
        in_names = self._names.total(own)[rows]
        by_synonym = self._names.total(added)[rows]
        return (
            np.full(len(rows), len(terms)),
            self._length[rows],
            in_names / whole,
            self._anywhere.total(own)[rows] / whole,
            self._best_sentence(own)[rows] / whole,
            by_synonym,
            self._own[rows] - in_names,
        )

    def _weight(self, term: int) -> float:
        return float(self._rarity[term]) if term < len(self._rarity) else self._unknown

    def _best_sentence(self, own: list[tuple[int, float]]) -> NDArray[np.floating]:
        best: NDArray[np.floating] = np.maximum.reduceat(self._sentences.total(own), self._starts)
        return best

    def _read_sentences(self, stock: Stock, width: int) -> tuple[Postings, NDArray[np.intp]]:
        """One empty sentence begins each entry, so that none is without."""
        sentences: list[Ids] = []
        starts = []
        for numbered in stock.numbered:
            starts.append(len(sentences))
            sentences.append(np.empty(0, dtype=np.int32))
            sentences.extend(
                np.array(self._vocabulary.find(sentence.terms), dtype=np.int32)
                for sentence in numbered.document.sentences
                if not sentence.contact
            )
        weights = _present(sentences, width).multiply(self._rarity)
        return Postings.of(weights), np.array(starts, dtype=np.intp)


def _present(rows: Sequence[Ids], width: int) -> sparse.csr_matrix:
    present = count(rows, width)
    present.data = np.ones_like(present.data)
    return present


def _share(scores: Scores, rows: NDArray[np.intp]) -> Scores:
    share: Scores = scores[rows] / max(float(scores.max(initial=0.0)), 1e-6)
    return share


def _rank(scores: Scores) -> NDArray[np.float64]:
    """1 / (3 + how many are better)."""
    order = np.argsort(-scores, kind="stable")
    rank = np.empty(len(scores))
    rank[order] = np.arange(len(scores))
    return 1 / (3 + rank)
