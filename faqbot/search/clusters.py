"""Which questions are one need? Clusters of questions by how likely each two mean the same (see `likeness`).

Average linkage (UPGMA: Sokal & Michener, *A statistical method for evaluating systematic relationships*, 1958): the two
clusters that are likeliest one are merged until none are likely enough. Strangers are never compared, so that five thousand
questions need no matrix of 25 million numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from faqbot.search.likeness import Pairs, Question, Signals, pairs


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights (logits) of the signals, in the order of `likeness.SIGNALS`; from a mean probability of `enough`, two are one."""

    bias: float
    weights: tuple[float, ...]
    enough: float

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """How likely each pair means the same, 0 to 1."""
        logits = self.bias + signals @ np.array(self.weights)
        likely: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
        return likely


# `python -m eval.groups_fit` on 2026-11-21: fitted to 523 questions of 84 needs and 646 of 142 more; the threshold by families
# not fitted to: .25 .739, .3 .758, .35 .736 (docs/evaluation.md).
DEFAULT = Judge(
    bias=-3.95,
    weights=(
        *(2.22, 0.25, 1.23, 1.79, 1.53, 3.66, -0.82, 0.58, -1.11, 2.82),  # fmt: skip
        *(-1.35, -1.96, -1.56, -0.41, -2.50, -0.62, -0.11, 0.12, -0.99, -0.42),  # fmt: skip
        *(3.46, 0.01, 0.72, -1.78, -5.30, 2.01, 0.65, -0.71, 3.15, 1.65),  # fmt: skip
        *(1.21, -0.77, -1.02, 1.06, -1.54, 1.43, 1.70, 3.85),  # fmt: skip
    ),
    enough=0.3,
)


def clusters(questions: Sequence[Question], judge: Judge = DEFAULT) -> list[tuple[int, ...]]:
    """Groups of questions by their places, each in order; the groups in the order of their first ones."""
    if not questions:
        return []
    compared, signals = pairs(questions)
    return linked(len(questions), compared, judge.probabilities(signals), judge.enough)


def linked(rows: int, compared: Pairs, likely: NDArray[np.float64], enough: float) -> list[tuple[int, ...]]:
    """So many rows by how likely the pairs of them that were compared are one."""
    first, second = compared
    alike: list[dict[int, float]] = [{} for _ in range(rows)]
    for one, other, probability in zip(first.tolist(), second.tolist(), likely.tolist(), strict=True):
        alike[one][other] = alike[other][one] = probability
    return average_link(alike, enough)


def average_link(alike: list[dict[int, float]], enough: float) -> list[tuple[int, ...]]:
    """Merge the two most alike clusters, by the mean over all pairs, until none have a mean of `enough`.

    `alike` says for each row how alike it is to others, both ways; what it leaves out is 0. It is used up.
    """
    members: dict[int, list[int]] = {row: [row] for row in range(len(alike))}
    waiting = [
        (-likeness, one, other)
        for one in members
        for other, likeness in alike[one].items()
        if one < other and likeness >= enough
    ]
    heapify(waiting)
    while waiting:
        negative, one, other = heappop(waiting)
        if one not in members or other not in members or -negative != _mean(alike, members, one, other):
            continue
        _merge(alike, members, one, other)
        for third in alike[one]:
            if (mean := _mean(alike, members, one, third)) >= enough:
                heappush(waiting, (-mean, min(one, third), max(one, third)))
    return sorted(tuple(sorted(rows)) for rows in members.values())


def _mean(
    sums: Sequence[Mapping[int, float]], members: Mapping[int, Sequence[int]], one: int, other: int
) -> float:
    return sums[one].get(other, 0.0) / (len(members[one]) * len(members[other]))


def _merge(sums: list[dict[int, float]], members: dict[int, list[int]], one: int, other: int) -> None:
    members[one] += members.pop(other)
    for third, total in sums[other].items():
        del sums[third][other]
        if third != one:
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + total
    sums[other] = {}
