"""The best few rows of a sum of postings, without sorting the rest.

What the tenth best row of a single term weighs, known beforehand, is a lower bound for the tenth best sum: only rows that reach
it are looked at again. It is the first threshold of MaxScore (Turtle & Flood, *Query Evaluation: Strategies and Optimizations*,
1995) without its skipping of lists: numpy adds up lists of this length faster than it chooses among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from faqbot.search.postings import Postings

MOST = 10
"""More rows than this cannot be asked for."""

# `python -m eval.bench --sizes 20000`: 0.021 ms a question in place of 0.030 with the lists of weak terms looked up, not added.
_FEW = 64
"""So many candidates are sorted as they are."""
_ROUNDING = 1 - 1e-12


class Foremost:
    """Over postings whose weights are ≥ 0."""

    def __init__(self, postings: Postings) -> None:
        self._ends: list[int] = postings.columns.indptr.tolist()
        self._rows = postings.columns.indices.astype(np.intp)
        self._weights = postings.columns.data
        self._tenth = _tenth(self._weights, postings.columns.indptr)

    def rows(self, features: Iterable[int], k: int) -> list[int]:
        """The k ≤ `MOST` rows with the largest sums of these features' weights (one that is given twice counts twice), best
        first; equal ones in order."""
        reached, rows, sums = self._summed(features)
        found = ((sums >= _ROUNDING * reached) if reached else sums).nonzero()[0]
        sums = sums[found]
        if len(sums) > _FEW:
            best = (sums >= np.partition(sums, -k)[-k]).nonzero()[0]
            found, sums = found[best], sums[best]
        best = found[(-sums).argsort(kind="stable")[:k]]
        chosen: list[int] = (best if rows is None else rows[best]).tolist()
        return chosen

    def _summed(self, features: Iterable[int]) -> tuple[float, NDArray[np.intp] | None, NDArray[np.floating]]:
        """What the tenth best row weighs at least; the sums; and their rows where these are not simply counted through."""
        reached, rows, weights = 0.0, [], []
        for feature, times in Counter(features).items():
            here = slice(self._ends[feature], self._ends[feature + 1])
            rows.append(self._rows[here])
            weights.append(self._weights[here] if times == 1 else self._weights[here] * times)
            reached = max(reached, self._tenth[feature] * times)
        if len(rows) == 1:
            return reached, rows[0], weights[0]
        if not rows:
            return reached, None, np.empty(0)
        return (
            reached,
            None,
            np.asarray(np.bincount(np.concatenate(rows), np.concatenate(weights)), np.float64),
        )


def _tenth(weights: NDArray[np.float64], ends: NDArray[np.integer]) -> list[float]:
    """The tenth largest weight of each feature, 0 where it has fewer."""
    lengths = np.diff(ends)
    feature = np.repeat(np.arange(len(lengths)), lengths)
    falling = np.append(weights[np.lexsort((-weights, feature))], 0.0)
    place = np.where(lengths >= MOST, ends[:-1] + MOST - 1, len(weights))
    tenth: list[float] = falling[place].tolist()
    return tenth
