"""A short title is more likely the entry meant than a long one that says the same and more.

The length prior of Kraaij, Westerveld & Hiemstra, *The Importance of Prior Probabilities for Entry Page Search* (SIGIR 2002),
on the terms of an entry's question.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

import numpy as np

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.document import Document
from faqbot.search.segments import Slots


class Brevity:
    """The same for every question: 1 / √(1 + number of terms in the entry's question)."""

    name = "brevity"

    def __init__(self, documents: Sequence[Document]) -> None:
        self._whole = self._scores = _scores(documents)

    def amended(self, documents: Sequence[Document], slots: Slots) -> Brevity:
        """The view of a later revision, whose segment `since` has these entries."""
        later = copy(self)
        later._scores = np.concatenate((self._whole, _scores(documents)))[slots]
        return later

    def scores(self, query: Query) -> Scores:
        return self._scores

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        return ()


def _scores(documents: Sequence[Document]) -> Scores:
    lengths = np.array([len(document.names[0].terms) for document in documents], dtype=np.float32)
    return (1 / np.sqrt(1 + lengths)).astype(np.float32)
