"""What would be fitted as the weights and the threshold of `search/clusters.py`, and how well for families not fitted to.

    python -m eval.groups_fit      # the tuning half by families not fitted to, either set by the other, and the weights

Weights are those of a logistic regression on pairs of the tuning half of `eval/sets/groups` and of `eval/sets/groups_fit`. The
threshold is chosen by cross-validation: each pair of the whole tuning half is judged by a model that has seen neither
question's family. It says nothing of what was written by hand after reading the questions (`text.aims`): for that, a set is
asked with what was fitted to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score

from eval.groups import MORE, Labelled, by_collection, labelled, question
from faqbot.search.clusters import Judge, linked
from faqbot.search.likeness import Pairs, Signals, pairs

THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45)
FOLDS = 5
SPLITS = ("", "a", "b")
"""Into folds anew with each of these, for less luck."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """The questions of one collection, their pairs, and which of these are one need."""

    questions: tuple[Labelled, ...]
    pairs: Pairs
    signals: Signals
    same: NDArray[np.bool_]

    def folds(self, split: str) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The folds of the first and of the second question of each pair, by family."""
        fold = np.array([_fold(split + each.group.split(".")[0]) for each in self.questions])
        first, second = self.pairs
        return fold[first], fold[second]


def _fold(family: str) -> int:
    return sha256(family.encode()).digest()[1] % FOLDS


def inboxes(chosen: Sequence[Labelled]) -> list[Inbox]:
    """Each collection by itself."""
    made = []
    for name, asked in by_collection(chosen):
        (first, second), signals = pairs([question(name, each.text) for each in asked])
        groups = np.array([each.group for each in asked])
        made.append(Inbox(tuple(asked), (first, second), signals, groups[first] == groups[second]))
    return made


def weights(seen: Sequence[tuple[Signals, NDArray[np.bool_]]]) -> Judge:
    """Each inbox weighs the root of the number of its pairs."""
    weight = np.concatenate([np.full(len(same), max(len(same), 1) ** -0.5) for _, same in seen])
    model = LogisticRegression(solver="newton-cholesky", max_iter=200)
    signals, same = (np.concatenate(column) for column in zip(*seen, strict=True))
    model.fit(signals, same, sample_weight=weight / weight.mean())
    return Judge(float(model.intercept_[0]), tuple(map(float, model.coef_[0])), 0.0)


def unseen(tuning: Sequence[Inbox], also: Sequence[Inbox], split: str) -> list[NDArray[np.float64]]:
    """How likely each pair is one need, by a model that has seen neither family."""
    likely = [np.zeros(len(each.same)) for each in tuning]
    folds = [each.folds(split) for each in tuning]
    for one, other in combinations_with_replacement(range(FOLDS), 2):
        left = [~np.isin(a, (one, other)) & ~np.isin(b, (one, other)) for a, b in folds]
        asked = [(a == one) & (b == other) | (a == other) & (b == one) for a, b in folds]
        seen = [(each.signals[rows], each.same[rows]) for each, rows in zip(tuning, left, strict=True)]
        judge = weights([*seen, *((each.signals, each.same) for each in also)])
        for each, rows, values in zip(tuning, asked, likely, strict=True):
            values[rows] = judge.probabilities(each.signals[rows])
    return likely


def index(tuning: Sequence[Inbox], likely: Sequence[NDArray[np.float64]], enough: float) -> float:
    """The adjusted Rand index of inboxes whose pairs are so likely one need."""
    right: list[str] = []
    said: list[str] = []
    for place, (each, values) in enumerate(zip(tuning, likely, strict=True)):
        right += [f"{place} {asked.group}" for asked in each.questions]
        clustered = linked(len(each.questions), each.pairs, values, enough)
        number = {row: at for at, rows in enumerate(clustered) for row in rows}
        said += [f"{place} {number[row]}" for row in range(len(each.questions))]
    return float(adjusted_rand_score(right, said))


def across(fitted: Sequence[Inbox], asked: Sequence[Inbox]) -> dict[float, float]:
    """The index of questions of one set, by threshold, by what is fitted to another: no wording, no family in common."""
    judge = weights([(each.signals, each.same) for each in fitted])
    likely = [judge.probabilities(each.signals) for each in asked]
    return {enough: index(asked, likely, enough) for enough in THRESHOLDS}


def main() -> None:
    """Print the figures by threshold, and what one would write into `search/clusters.py`."""
    tuning, also = inboxes([each for each in labelled() if not each.held_out]), inboxes(labelled(MORE))
    judged = [unseen(tuning, also, split) for split in SPLITS]
    found = {
        enough: float(np.mean([index(tuning, each, enough) for each in judged])) for enough in THRESHOLDS
    }
    for name, figures in {
        "unseen families": found,
        "tuning by more": across(also, tuning),
        "more by tuning": across(tuning, also),
    }.items():
        print(f"{name}:", "  ".join(f"{enough} {value:.3f}" for enough, value in figures.items()))
    judge = weights([(each.signals, each.same) for each in (*tuning, *also)])
    rounded = ", ".join(f"{weight:.2f}" for weight in judge.weights)
    print(f"bias={judge.bias:.2f}, weights=({rounded}), enough={max(found, key=found.__getitem__)}")


if __name__ == "__main__":
    main()
