"""Fit the probability that the first hit is right, and sweep the thresholds.

    python -m eval.calibrate

Logistic regression (Platt, *Probabilistic Outputs for Support Vector Machines*, 1999) on the signals of our own sets and of small
collections (see `eval.small`). Figures are from 5-fold cross-validation on our own sets; the weights printed at the end are
fitted on everything and go into `faqbot/search/decide.py`. Expected calibration error: Guo et al., ICML 2017, 10 bins of equal
width.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from eval import own, small
from faqbot.search.decide import TOGETHER, Signals
from faqbot.types import Kind

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# What a question of a small collection weighs: enough to hold what the full ones leave open, and no more.
_BESIDE = 0.1


def main() -> None:
    """Print the cross-validated figures, the sweep, and the weights."""
    names, signals, right, answerable, known = observed(own.cases())
    _, beside, beside_right, *_ = observed(small.cases())
    model = LogisticRegression(C=30.0, max_iter=5000)

    def fit(rows: slice | NDArray[np.intp]) -> LogisticRegression:
        weights = np.concatenate((np.ones(len(right[rows])), np.full(len(beside), _BESIDE)))
        return model.fit(
            np.vstack((signals[rows], beside)), np.concatenate((right[rows], beside_right)), weights
        )

    probability = np.zeros(len(right))
    for learned, asked in KFold(5, shuffle=True, random_state=0).split(signals):
        probability[asked] = fit(learned).predict_proba(signals[asked])[:, 1]
    print(f"queries {len(right)}, first hit right {right.mean():.3f}")
    print(f"expected calibration error {calibration_error(probability, right):.4f}")
    for name in dict.fromkeys(names):
        here = names == name
        error = calibration_error(probability[here], right[here])
        print(f"  {name:<10} n={here.sum():<4} right {right[here].mean():.3f} error {error:.4f}")
    sweep(probability, right, answerable, known)
    fit(slice(None))
    print("bias", round(float(model.intercept_[0]), 3))
    for name, weight in zip((*Signals.__slots__, *map(" × ".join, TOGETHER)), model.coef_[0], strict=True):
        print(f"  {name:<19} {weight:+.3f}")


def observed(cases: Iterable[own.Case]) -> tuple[NDArray[np.str_], Floats, Flags, Flags, Flags]:
    """For each query: its collection, its signals; is the first hit right, is anything, has the first hit an answer."""
    rows = []
    for case in cases:
        hits, signals = case.searcher.signals(case.query.text)
        right = bool(hits) and hits[0].entry.id in case.query.grades
        known = bool(hits) and hits[0].entry.kind is Kind.ANSWER
        collection = own.COLLECTIONS[case.set_name]
        rows.append((collection, signals.vector(), right, bool(case.query.grades), known))
    names, vectors, *flags = (np.array(column) for column in zip(*rows, strict=True))
    right, answerable, known = flags
    return names, vectors, right, answerable, known


def calibration_error(probability: Floats, right: Flags, bins: int = 10) -> float:
    """The mean gap between confidence and accuracy over bins of equal width, weighted by their size."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [
        abs(probability[place == b].mean() - right[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def sweep(probability: Floats, right: Flags, answerable: Flags, known: Flags) -> None:
    """What each threshold would do, to questions that something answers and to those that nothing does."""
    print("threshold  answered right/wrong of answerable   answered of nothing   below of answerable")
    for threshold in np.arange(0.025, 0.95, 0.025):
        over = probability >= threshold
        answered = over & known
        print(
            f"  {threshold:.3f}   {(answered & right)[answerable & known].mean():.3f}"
            f" / {(answered & ~right)[answerable].mean():.3f}"
            f"   {answered[~answerable].mean():.3f}   {(~over)[answerable].mean():.3f}"
        )


if __name__ == "__main__":
    main()
