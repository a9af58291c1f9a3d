"""Entries as vectors, segment by segment: what has not changed is neither embedded again nor copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faqbot.search.base import Scores
from faqbot.search.numbering import Numbered
from faqbot.search.segments import Segments
from faqbot.search.space import Floats

Embed = Callable[[Sequence[Numbered]], Floats]
"""A row a document."""


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """The rows of an index's documents."""

    segments: Segments[Numbered]
    whole: Floats
    since: Floats

    @classmethod
    def of(cls, segments: Segments[Numbered], embed: Embed, lender: Embedded | None) -> Embedded:
        """Take over from the lender (an earlier revision's, by the same model) what has not changed."""
        if lender and lender.segments.whole is segments.whole:
            known = dict(zip(map(id, lender.segments.since), lender.since, strict=True))
            return cls(segments, lender.whole, _rows(segments.since, embed, known))
        known = lender._known() if lender else {}
        return cls(segments, _rows(segments.whole, embed, known), _rows(segments.since, embed, known))

    def _known(self) -> dict[int, Floats]:
        documents = (*self.segments.whole, *self.segments.since)
        return dict(zip(map(id, documents), (*self.whole, *self.since), strict=True))

    def products(self, vector: Floats) -> Scores:
        """Of each row of the index with a vector, shape (n,)."""
        by_slot: Scores = self.whole @ vector
        if len(self.since):
            by_slot = np.concatenate((by_slot, self.since @ vector))
        products: Scores = by_slot.take(self.segments.slots)
        return products

    def at(self, rows: NDArray[np.intp]) -> Floats:
        """The vectors of some rows of the index, in their order."""
        slots = self.segments.slots[rows]
        late = slots >= len(self.whole)
        found: Floats = self.whole[np.where(late, 0, slots)]
        found[late] = self.since[slots[late] - len(self.whole)]
        return found


def _rows(numbered: Sequence[Numbered], embed: Embed, known: Mapping[int, Floats]) -> Floats:
    """The known row of the same document where there is one, else a fresh one."""
    fresh = embed([one for one in numbered if id(one) not in known])
    if len(fresh) == len(numbered):
        return fresh
    following = iter(fresh)
    return np.stack([known[id(one)] if id(one) in known else next(following) for one in numbered])
