"""One ranking from several views: a weighted sum of scores, each divided by the view's best for this query.

Fox & Shaw, *Combination of Multiple Searches* (TREC-2, 1994), CombSUM over max-normalised scores. A view whose best match is
weak is divided by `floor` instead, so that a poor best match is not blown up to a full one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faqbot.search.base import Scores


@dataclass(frozen=True, slots=True)
class View:
    """How a retriever's scores enter the sum. `floor` is in the unit of that retriever's scores."""

    weight: float
    floor: float


def fuse(views: Mapping[str, View], scores: Mapping[str, Scores]) -> NDArray[np.float64]:
    """The fused scores, shape (n,), 0 to Σ weights."""
    total = np.zeros(len(next(iter(scores.values()))))
    for name, view in views.items():
        best = max(float(scores[name].max(initial=0.0)), view.floor)
        total += view.weight * scores[name] / best
    return total


def top(scores: NDArray[np.float64], k: int) -> Sequence[int]:
    """The k best rows with a score above 0, best first; equal ones in the order of the rows."""
    if k < len(scores):
        edge = np.partition(scores, len(scores) - k)[len(scores) - k]
        rows = np.flatnonzero((scores >= edge) & (scores > 0))
    else:
        rows = np.flatnonzero(scores > 0)
    return [int(row) for row in rows[np.argsort(-scores[rows], kind="stable")][:k]]
