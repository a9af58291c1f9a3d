"""The view of an index through a trained term space: the cosine of question and entry."""

from __future__ import annotations

import numpy as np

from faqbot.search.base import Query, Reason, Scores
from faqbot.search.embedded import Embedded
from faqbot.search.space import TermSpace


class Nearness:
    """A retriever; negative cosines count as 0."""

    def __init__(self, space: TermSpace, entries: Embedded) -> None:
        self.name = space.name
        self.entries = entries
        self._space = space

    def scores(self, query: Query) -> Scores:
        near: Scores = np.maximum(self.entries.products(self._space.one(query.terms)), 0)
        return near

    def reasons(self, query: Query, row: int) -> tuple[Reason, ...]:
        """Each term's own nearness to the entry (they do not sum up to the whole)."""
        here = self.entries.at(np.array([row]))[0]
        alone = ((term, self._space.one([(term, 1.0)]) @ here) for term, _ in query.terms)
        found = (Reason(self.name, term, float(near)) for term, near in alone if near > 0)
        return tuple(sorted(found, key=lambda reason: -reason.weight))
