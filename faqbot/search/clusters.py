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


# `python -m eval.groups --fit`, as of commit 1cbb3cb, on 2026-11-21: fitted to 523 questions of 84 needs, the threshold
# cross-validated on them by family; adjusted Rand index .716, on 361 held-out ones of 55 needs .694 (docs/evaluation.md).
DEFAULT = Judge(
    bias=-4.21,
    weights=(
        *(
            3.03,
            0.36,
            1.91,
            2.59,
            0.42,
            6.66,
            0.25,
            -1.28,
            -0.87,
            -5.84,
            -2.59,
            -0.72,
            0.75,
            -1.26,
            -0.30,
            0.15,
        ),
        *(-0.37, -0.34, 4.51, 1.70, 2.22, -1.19, -7.62, 5.44, 3.84),
    ),
    enough=0.25,
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
