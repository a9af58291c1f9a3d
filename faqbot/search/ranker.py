"""A ranking learned from judged questions: two rankers that err differently, averaged.

LambdaMART (Burges, *From RankNet to LambdaRank to LambdaMART*, 2010), by LightGBM, small (7 leaves); and a linear ListNet (Cao et
al., *Learning to Rank: From Pairwise Approach to Listwise Approach*, ICML 2007) over features standardised within a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faqbot.search.evidence import Features

# 5-fold cross-validation on localgovFAQ's dev half: see "The learned ranker" in docs/retrieval.md.
TREES, LEAVES, RATE = 150, 7, 0.05
_STEPS, _PACE, _DECAY = 300, 0.05, 1e-3


@dataclass(frozen=True, slots=True)
class Lesson:
    """The candidates of one judged question: their features, and their grades (0: not relevant)."""

    features: Features
    grades: NDArray[np.float32]


@dataclass(frozen=True)
class Ranker:
    """`weights`: the linear ranker's, a feature each. `trees`: LightGBM's own text format."""

    weights: NDArray[np.float32]
    trees: str

    def scores(self, features: Features) -> NDArray[np.float32]:
        """The candidates' scores, mean 0; comparable within one question."""
        if len(features) < 2:
            return np.zeros(len(features), dtype=np.float32)
        linear = standard(features) @ self.weights
        boosted = np.asarray(self._booster.predict(features, num_threads=1), dtype=np.float32)
        scores: NDArray[np.float32] = (standard(linear) + standard(boosted)) / np.float32(2)
        return scores

    @cached_property
    def _booster(self) -> Any:
        import lightgbm

        return lightgbm.Booster(model_str=self.trees)


def standard(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each column with mean 0 and deviation 1 (0 where it does not vary)."""
    centred = values - values.mean(axis=0)
    result: NDArray[np.float32] = centred / (values.std(axis=0) + np.float32(1e-6))
    return result


def train(lessons: Sequence[Lesson], seed: int = 0) -> Ranker | None:
    """The ranker; none where no question has a relevant candidate."""
    useful = [lesson for lesson in lessons if lesson.grades.any()]
    if not useful:
        return None
    return Ranker(_linear(useful), _boosted(useful, seed))


def _linear(lessons: Sequence[Lesson]) -> NDArray[np.float32]:
    """ListNet: cross-entropy of softmax(scores) at the grades' shares, by Adam, a little decay."""
    from faqbot.search.adam import Adam

    weights = np.zeros(lessons[0].features.shape[1], dtype=np.float32)
    adam = Adam(weights)
    told = [(standard(one.features), one.grades / one.grades.sum()) for one in lessons]
    for _ in range(_STEPS):
        slope = np.float32(_DECAY) * weights
        for features, shares in told:
            chance = np.exp((logits := features @ weights) - logits.max())
            slope = slope + features.T @ (chance / chance.sum() - shares) / np.float32(len(told))
        adam.move(weights, slope, _PACE)
    return weights


def _boosted(lessons: Sequence[Lesson], seed: int) -> str:
    import lightgbm

    data = lightgbm.Dataset(
        np.vstack([lesson.features for lesson in lessons]),
        np.concatenate([lesson.grades for lesson in lessons]),
        group=[len(lesson.grades) for lesson in lessons],
    )
    settings = {
        "objective": "lambdarank",
        "num_leaves": LEAVES,
        "learning_rate": RATE,
        "min_data_in_leaf": 20,
        "feature_fraction": 0.7,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "label_gain": [0, 1, 2, 4],
        "lambdarank_truncation_level": 20,
        "seed": seed,
        "deterministic": True,
        "num_threads": 1,
        "verbose": -1,
    }
    return str(lightgbm.train(settings, data, TREES).model_to_string())
