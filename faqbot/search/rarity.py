"""How rare each feature is: an idf from the number of rows that have it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Idf = NDArray[np.float64]
Formula = Callable[[NDArray[np.integer]], Idf]
"""From how many rows have a feature to its weight."""


class Rarity:
    """Fitted on the rows that are weighted together; rows that come later are weighted by it."""

    def __init__(self, frequency: NDArray[np.integer], formula: Formula) -> None:
        """`frequency`: in how many rows each feature stands, shape (features,)."""
        self._frequency = frequency
        self._formula = formula
        self.idf = formula(frequency)

    def with_also(self, counts: sparse.csr_matrix) -> Idf:
        """The weights when these rows are there too: only features they have weigh otherwise. Shape (features,)."""
        grown = counts.shape[1] - len(self.idf)
        frequency = np.pad(self._frequency, (0, grown))
        idf = np.pad(
            self.idf, (0, grown), constant_values=float(self._formula(np.zeros(1, dtype=np.int64))[0])
        )
        seen, times = np.unique(counts.indices, return_counts=True)
        idf[seen] = self._formula(frequency[seen] + times)
        return idf


def frequency(counts: sparse.csr_matrix) -> NDArray[np.int64]:
    """In how many rows each feature stands."""
    found: NDArray[np.int64] = np.bincount(counts.indices, minlength=counts.shape[1])
    return found
