"""TF-IDF cosine against the *names* of an entry (its question and each other wording), the best name counting.

Salton & Buckley, *Term-weighting approaches in automatic text retrieval* (1988), with scikit-learn's weights
(smoothed idf, sublinear counts, L2 norm). Taking names one by one keeps a long list of wordings from diluting each.
One class serves three views that differ in their features only: terms, pieces of the surface, pieces of the sound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.postings import Bags, Postings, Segmented, Vocabulary
from faqbot.search.rarity import Idf, Rarity, frequency
from faqbot.search.segments import Slots
from faqbot.text.analyzer import Analysis

Features = Callable[[Analysis], Sequence[str]]


class Names:
    """One entry, many names; `scores` are cosines, 0 to 1."""

    def __init__(
        self,
        name: str,
        features: Features,
        documents: Sequence[Bags],
        vocabulary: Vocabulary,
    ) -> None:
        """`documents` are, for each entry, the feature numbers of each of its names (at least one)."""
        self.name = name
        self._features = features
        self._vocabulary = vocabulary
        counts, ends = _counts(documents, len(vocabulary))
        self._fitted = Rarity(frequency(counts), partial(smoothed, rows=counts.shape[0]))
        self._idf = self._fitted.idf
        self._rarest = float(self._idf.max(initial=0.0)) or 1.0
        self._postings = Segmented(_weighted(counts, self._idf))
        self._ends = self._ends_of_whole = ends
        self._slots: Slots = np.arange(len(documents))

    def amended(self, documents: Sequence[Bags], slots: Slots) -> Names:
        """The view of a later revision, whose segment `since` has these entries."""
        later = copy(self)
        counts, ends = _counts(documents, len(self._vocabulary))
        later._idf = self._fitted.with_also(counts)
        later._postings = self._postings.amended(_weighted(counts, later._idf))
        later._ends = np.concatenate((self._ends_of_whole, self._ends_of_whole[-1] + ends[1:]))
        later._slots = slots
        return later

    def scores(self, query: Query) -> Scores:
        by_name = self._by_name(query)
        if not len(by_name):
            return np.zeros(len(self._slots), dtype=np.float32)
        best: Scores = np.maximum.reduceat(by_name, self._ends[:-1]).take(self._slots)
        return best

    def score(self, query: Query, row: int) -> float:
        """One entry's own score: what `scores` has at its row, without taking the best of every other entry's names."""
        return float(self._by_name(query)[self._names_of(row)].max())

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        here = self._names_of(row)
        best = here.start + int(np.argmax(self._by_name(query)[here]))
        found = (
            Reason(self.name, self._vocabulary.name(i), weight * self._postings.at(i, best))
            for i, weight in self._asked(query)
        )
        return tuple(sorted((r for r in found if r.weight), key=lambda r: -r.weight))

    def _by_name(self, query: Query) -> NDArray[np.floating]:
        """The cosine of each single name, in the order of the segments."""
        return self._postings.total(self._asked(query))

    def _names_of(self, row: int) -> slice:
        slot = self._slots[row]
        return slice(int(self._ends[slot]), int(self._ends[slot + 1]))

    def coverage(self, query: Query, told: Iterable[Analysis]) -> float:
        """The share (by rarity) of the query's features that any of these texts has, 0 to 1."""
        asked = set(self._features(query.analysis))
        have = {feature for text in told for feature in self._features(text)}
        return self._share(asked, have)

    def containment(self, query: Query, names: Iterable[Analysis]) -> float:
        """The largest share (by rarity) of one name's features that the query has, 0 to 1."""
        asked = set(self._features(query.analysis))
        return max((self._share(set(self._features(name)), asked) for name in names), default=0.0)

    def _share(self, features: set[str], of: set[str]) -> float:
        total = sum(map(self._rarity, features))
        return sum(map(self._rarity, features & of)) / total if total else 0.0

    def _rarity(self, feature: str) -> float:
        number = self._known(feature)
        return self._rarest if number is None else float(self._idf[number])

    def _known(self, feature: str) -> int | None:
        number = self._vocabulary.number(feature)
        if number is None or number >= len(self._idf) or not self._idf[number]:
            return None
        return number

    def _asked(self, query: Query) -> list[tuple[int, float]]:
        """The query's vector. Features that no name has still make it longer: they are what was not matched."""
        features = Counter(self._features(query.analysis))
        known = [
            (number, 1 + np.log(times))
            for feature, times in features.items()
            if (number := self._known(feature)) is not None
        ]
        unknown = len(features) - len(known)
        weighted = [(i, times * float(self._idf[i])) for i, times in known]
        missed = UNKNOWN * unknown * self._rarest**2
        norm = np.sqrt(sum(w * w for _, w in weighted) + missed)
        return [(i, w / norm) for i, w in weighted] if norm else []


UNKNOWN = 0.5
"""How much a feature that no entry has counts in a query's length, of what the rarest known one does."""


def smoothed(frequency: NDArray[np.integer], rows: int) -> Idf:
    """scikit-learn's idf, ln((1 + n) / (1 + df)) + 1; 0 for a feature that no name has (any more)."""
    return np.where(frequency > 0, np.log((1 + rows) / (1 + frequency)) + 1, 0.0)


def _counts(documents: Sequence[Bags], width: int) -> tuple[sparse.csr_matrix, NDArray[np.intp]]:
    """Feature counts, a row a name; and where each entry's names end, beginning with 0."""
    ends = np.concatenate(([0], np.cumsum([len(names.lengths) for names in documents], dtype=np.intp)))
    return Bags.join(documents).count(width), ends


def _weighted(counts: sparse.csr_matrix, idf: Idf) -> Postings:
    """(1 + ln count) · idf, each row at length 1. In single precision: there may be many millions."""
    data = (1 + np.log(counts.data)) * idf.astype(np.float32)[counts.indices]
    squares = sparse.csr_matrix((data * data, counts.indices, counts.indptr), shape=counts.shape)
    lengths = np.sqrt(squares @ np.ones(counts.shape[1], dtype=np.float32))
    data /= np.repeat(lengths, np.diff(counts.indptr))
    return Postings.of(sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape))


def terms_of(analysis: Analysis) -> Sequence[str]:
    """The content terms."""
    return analysis.terms


def surface_of(analysis: Analysis) -> Sequence[str]:
    """Pieces of 1 to 3 characters of what it names, spaces apart."""
    return _pieces(analysis.named.replace(" ", ""), 1, 3)


def sound_of(analysis: Analysis) -> Sequence[str]:
    """Pieces of 2 and 3 kana of how what it names sounds, its two ends marked."""
    return _pieces(f"^{analysis.heard}$", 2, 3) if analysis.heard else ()


def _pieces(text: str, shortest: int, longest: int) -> list[str]:
    return [text[i : i + size] for size in range(shortest, longest + 1) for i in range(len(text) - size + 1)]
