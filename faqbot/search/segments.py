"""What was weighted together, and what has come since: the two segments of an index.

As in a log-structured merge tree (O'Neil et al., 1996): weighting 20,000 entries anew takes a second, so a publish leaves them
as they are and puts the entry that is new into a small segment behind them, weighted by the statistics of the large one. An
entry that was replaced or withdrawn stays in its segment, and no row leads to it any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T")
Slots = NDArray[np.intp]
"""For each row of an index, its place in its segments, those of `since` after those of `whole`."""

# What tests/search/test_segments.py compares, on every corpus that has room for it: first hit / first five as if weighted anew,
# at .02 100 / 98.4 % (731 questions), at .05 99.9 / 96.7 % (1,077), at .10 99.9 / 95.0 %.
SHARE = 0.02
"""Everything is weighted anew when more than this share of the whole is in `since` or has gone."""
PATIENT = 0.10
"""The share for who answers while everything is being weighted anew: the first hit is still the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Segments(Generic[_T]):
    """Rows by segment; each is an object that is never changed, and known by its identity."""

    whole: tuple[_T, ...] = ()
    since: tuple[_T, ...] = ()
    slots: Slots = field(default_factory=lambda: np.empty(0, dtype=np.intp))

    @property
    def parts(self) -> tuple[tuple[_T, ...], tuple[_T, ...], Slots]:
        """`whole`, `since` and `slots`."""
        return self.whole, self.since, self.slots

    @property
    def crowded(self) -> bool:
        """Whether so much is new that everything should be weighted anew."""
        return self._moved > SHARE * len(self.whole)

    @property
    def _moved(self) -> int:
        return len(self.since) + len(self.whole) - int(np.count_nonzero(self.slots < len(self.whole)))

    def following(self, rows: Sequence[_T], share: float | None = None) -> Segments[_T]:
        """The segments of a later revision. Rows that stand in these keep their slots, if not too much is new.

        `share` is how much of the whole may be new, SHARE unless given; at 0 all rows are weighted together.
        """
        slot = dict(zip(map(id, (*self.whole, *self.since)), count()))
        new = tuple(row for row in rows if id(row) not in slot)
        slot.update(zip(map(id, new), count(len(slot))))
        slots = np.fromiter(map(slot.__getitem__, map(id, rows)), dtype=np.intp, count=len(rows))
        made = Segments(self.whole, (*self.since, *new), slots)
        if made._moved > (SHARE if share is None else share) * len(self.whole):
            return Segments(tuple(rows), (), np.arange(len(rows)))
        return made
