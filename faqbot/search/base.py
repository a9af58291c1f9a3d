"""What the parts of a search share: the query, a retriever, and the reasons it can give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from faqbot.text.analyzer import Analysis

Scores = NDArray[np.float32]
"""One score an entry of the index, shape (n,), ≥ 0; 0 where nothing matches."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, read; `added` are the terms that synonyms add to its own, with their weights (its own weigh 1)."""

    analysis: Analysis
    added: tuple[tuple[str, float], ...] = ()

    @property
    def terms(self) -> tuple[tuple[str, float], ...]:
        """Its own terms, each once, and the added ones."""
        return *((term, 1.0) for term in dict.fromkeys(self.analysis.terms)), *self.added


@dataclass(frozen=True, slots=True)
class Reason:
    """Part of why a retriever put an entry where it is: a feature (a term, a piece of sound) and what it added."""

    retriever: str
    feature: str
    weight: float


class Retriever(Protocol):
    """One view of the entries. Made for one index and immutable like it."""

    @property
    def name(self) -> str:
        """What the mix and the explanations call it."""
        ...

    def scores(self, query: Query) -> Scores:
        """How well each entry matches, shape (n,)."""
        ...

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        """What made the score of one entry, heaviest first."""
        ...
