"""What a learned ranking looks at: for each candidate entry, about twenty numbers, each comparable between questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.base import Query, Scores
from faqbot.search.bm25f import robertson
from faqbot.search.numbering import Numbered, Stock
from faqbot.search.postings import Ids, Postings, Vocabulary, count
from faqbot.search.rarity import Idf, Rarity, frequency

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
Weighted = Sequence[tuple[int, float]]


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
        whole = stock.segments.whole
        anywhere = _anywhere(whole, len(self._vocabulary))
        self._rarity = Rarity(frequency(anywhere), partial(robertson, rows=len(whole)))
        self._whole = _Part(whole, self._vocabulary, self._rarity.idf)
        self._amend(stock)

    def amended(self, stock: Stock) -> Evidence:
        """The features over a later revision whose segment `whole` is the same."""
        later = copy(self)
        later._amend(stock)
        return later

    def _amend(self, stock: Stock) -> None:
        since = stock.segments.since
        self._idf = self._rarity.with_also(_anywhere(since, len(self._vocabulary)))
        self._unknown = float(self._idf.max(initial=1.0))
        self._since = _Part(since, self._vocabulary, self._idf)
        self._slots = stock.segments.slots

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
        parts = [part.coverage(own, added) for part in (self._whole, self._since)]
        in_names, anywhere, in_sentence, by_synonym, names, length = np.concatenate(parts)[
            self._slots[rows]
        ].T
        return (
            np.full(len(rows), len(terms)),
            length,
            in_names / whole,
            anywhere / whole,
            in_sentence / whole,
            by_synonym,
            names - in_names,
        )

    def _weight(self, term: int) -> float:
        return float(self._idf[term]) if term < len(self._idf) else self._unknown


class _Part:
    """One segment's documents."""

    def __init__(self, documents: Sequence[Numbered], vocabulary: Vocabulary, idf: Idf) -> None:
        width = len(vocabulary)
        names = _present([n.fields["names"] for n in documents], width)
        anywhere = _anywhere(documents, width)
        sentences, self._starts = _sentences(documents, vocabulary)
        self._names, self._anywhere, self._sentences = (
            Postings.of(present.multiply(idf[:width]))
            for present in (names, anywhere, _present(sentences, width))
        )
        self._own = names @ idf[:width]
        self._length = np.log1p(np.diff(anywhere.indptr))

    def coverage(self, own: Weighted, added: Weighted) -> NDArray[np.floating]:
        """By slot: the weight of the question's terms in names, anywhere and in the best sentence, of the added ones in
        names, of the names themselves, and the length; shape (slots, 6)."""
        in_sentence = self._sentences.total(own)
        best = np.maximum.reduceat(in_sentence, self._starts) if len(self._starts) else in_sentence
        in_names, anywhere = self._names.total(own), self._anywhere.total(own)
        return np.stack((in_names, anywhere, best, self._names.total(added), self._own, self._length), axis=1)


def _sentences(documents: Sequence[Numbered], vocabulary: Vocabulary) -> tuple[list[Ids], NDArray[np.intp]]:
    """The terms of each sentence, and where each entry's begin: with an empty one, so that none is without."""
    sentences: list[Ids] = []
    starts = []
    for numbered in documents:
        starts.append(len(sentences))
        sentences.append(np.empty(0, dtype=np.int32))
        sentences.extend(
            np.array(vocabulary.find(sentence.terms), dtype=np.int32)
            for sentence in numbered.document.sentences
            if not sentence.contact
        )
    return sentences, np.array(starts, dtype=np.intp)


def _anywhere(documents: Sequence[Numbered], width: int) -> sparse.csr_matrix:
    return _present([np.concatenate((n.fields["names"], n.fields["body"])) for n in documents], width)


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
