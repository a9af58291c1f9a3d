"""What judged questions say about a new one: entries near it in the space they trained, and what was right for its like."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from faqbot.search.base import Query
from faqbot.search.index import Index
from faqbot.search.learned import Taught
from faqbot.search.ranker import standard

# 5-fold cross-validation on localgovFAQ's dev half (docs/retrieval.md, "The learned ranker").
SPACE, MEMORY = 1.0, 2.0
ALIKE = 0.6
"""Questions less alike than this (cosine) say nothing about one another."""


class Teacher:
    """One `Taught` over one index."""

    def __init__(self, taught: Taught, index: Index) -> None:
        assert index.taught
        self._taught = taught
        self._entries = index.taught
        known = [(q, index.row(i), share) for q, i, share in taught.judged if index.has(i)]
        self._question = np.array([q for q, _, _ in known], dtype=np.intp)
        self._entry = np.array([row for _, row, _ in known], dtype=np.intp)
        self._share = np.array([share for _, _, share in known], dtype=np.float32)
        self._height = len(index)

    def advice(self, query: Query, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        """What to add to the ranker's scores of some rows."""
        here = self._taught.space.one(query.terms)
        advice: NDArray[np.float32] = (
            SPACE * standard(self._entries.at(rows) @ here) + MEMORY * self._memory(here)[rows]
        )
        return advice

    def _memory(self, here: NDArray[np.float32]) -> NDArray[np.float32]:
        """By entry, the best of likeness above `ALIKE` (0 to 1) × share over the questions judged for it."""
        alike = np.maximum(self._taught.questions @ here - ALIKE, 0) / (1 - ALIKE)
        memory = np.zeros(self._height, dtype=np.float32)
        np.maximum.at(memory, self._entry, (alike[self._question] * self._share).astype(np.float32))
        return memory
