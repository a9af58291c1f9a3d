"""One ranking from several views: a weighted sum of scores, each divided by the view's best for this query.

Fox & Shaw, *Combination of Multiple Searches* (TREC-2, 1994), CombSUM over max-normalised scores. A view whose best match is
weak is divided by `floor` instead, so that a poor best match is not blown up to a full one; a `power` above 1 quietens what is
only half a match, so that views for item names and slips leave prose alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faqbot.search.base import Scores


@dataclass(frozen=True, slots=True)
class View:
    """How a retriever's scores enter the sum. `floor` is in the unit of that retriever's scores.

    A `prior` is about the entry, not the query: it counts only where another view has found something.
    """

    weight: float
    floor: float
    power: int = 1
    prior: bool = False

    def share(self, scores: Scores) -> NDArray[np.float32]:
        """What the scores put into the sum, each 0 to `weight`."""
        best = max(float(scores.max(initial=0.0)), self.floor)
        shares: NDArray[np.float32] = np.float32(self.weight) * (scores / np.float32(best)) ** self.power
        return shares


def fuse(views: Mapping[str, View], scores: Mapping[str, Scores]) -> NDArray[np.float32]:
    """The fused scores, shape (n,), 0 to Σ weights. A view without scores (an untrained part) is left out."""
    total = np.zeros(len(next(iter(scores.values()))), dtype=np.float32)
    priors = np.zeros_like(total)
    for name, view in views.items():
        if name in scores:
            (priors if view.prior else total).__iadd__(view.share(scores[name]))
    return np.where(total > 0, total + priors, total)


def top(scores: NDArray[np.floating], k: int) -> Sequence[int]:
    """The k best rows with a score above 0, best first; equal ones in the order of the rows."""
    found = np.flatnonzero(scores > 0)
    if k < len(found):
        edge = np.partition(scores[found], len(found) - k)[len(found) - k]
        found = found[scores[found] >= edge]
    return [int(row) for row in found[np.argsort(-scores[found], kind="stable")][:k]]
