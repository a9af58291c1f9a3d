"""The numbers behind the report's pictures: bins of confidence, what each threshold would do, category taken for category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.outcomes import Expected, Observed
from faqbot.types import Kind

Floats = NDArray[np.float64]
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of about the same confidence: how many, how sure on average, and how many were right."""

    count: int
    confidence: float
    right: float


def reliability(seen: Sequence[Observed]) -> tuple[Bin | None, ...]:
    """Ten bins of equal width over the confidence; None where no question fell."""
    binned: list[list[Observed]] = [[] for _ in range(BINS)]
    for o in seen:
        binned[min(int(o.decision.confidence * BINS), BINS - 1)].append(o)
    return tuple(_bin(questions) if questions else None for questions in binned)


def _bin(questions: Sequence[Observed]) -> Bin:
    return Bin(
        len(questions),
        float(np.mean([o.decision.confidence for o in questions])),
        float(np.mean([o.right for o in questions])),
    )


@dataclass(frozen=True, slots=True)
class Sweep:
    """What would be answered if the bot answered from each of these thresholds on, as shares of each kind of question."""

    thresholds: Floats
    right: Floats
    """Of the answerable: answered, and rightly."""
    wrong: Floats
    """Of the answerable: answered with another entry."""
    beyond: Floats
    """Of those that nothing answers or whose answer is not known: answered all the same."""


def sweep(seen: Sequence[Observed]) -> Sweep:
    """From 0 to 1 in steps of .01. An entry that says "not known" is never an answer, whatever the confidence."""
    thresholds = np.linspace(0, 1, 101)
    confidence = np.array([o.decision.confidence if _may_answer(o) else -1.0 for o in seen])
    right = np.array([o.right for o in seen], dtype=bool)
    answerable = np.array([o.expected is Expected.ANSWER for o in seen], dtype=bool)
    over = confidence[None, :] >= thresholds[:, None]
    return Sweep(
        thresholds,
        _share(over & right, answerable),
        _share(over & ~right, answerable),
        _share(over, ~answerable),
    )


def _may_answer(o: Observed) -> bool:
    return o.first is not None and o.first.kind is Kind.ANSWER


def _share(happened: NDArray[np.bool_], among: NDArray[np.bool_]) -> Floats:
    return happened[:, among].mean(axis=1) if among.any() else np.full(len(happened), np.nan)


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """A category taken for another."""

    wanted: str
    got: str


def confusion(seen: Sequence[Observed]) -> Counter[Mistake]:
    """How often the first hit's category stood where another was wanted; a right category counts as itself."""
    found: Counter[Mistake] = Counter()
    for o in seen:
        if o.wanted:
            got = o.first.category if o.first else "（なし）"
            categories = [entry.category for entry in o.wanted]
            found[Mistake(got if got in categories else categories[0], got)] += 1
    return found
