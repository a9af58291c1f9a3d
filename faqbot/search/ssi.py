"""A self-supervised index: what the entries of one collection teach about which words lead to which entry.

Every entry's question, and to a lesser part every sentence of its answer, is a question whose right entry is known. A term
matrix is trained on these pseudo-questions to put each near its entry and away from all others: contrastive learning as in
van den Oord, Li & Vinyals, *Representation Learning with Contrastive Predictive Coding* (2018), over bags of terms as in Huang
et al., *Learning Deep Structured Semantic Models* (CIKM 2013), started from LSA (Deerwester et al., 1990). Nothing but the
corpus is used. Terms dropped and synonyms swapped in keep it from learning the entries by heart.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]
Told = Callable[[float], None]
"""Is told how far a training is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. The values are the retrieval study's (docs/retrieval.md), checked again there."""

    dimensions: int = 192
    steps: int = 300
    batch: int = 128
    rate: float = 2e-3
    temperature: float = 0.12
    drop: tuple[float, float] = (0.1, 0.5)
    whole: float = 0.6
    """How often the target is the whole entry; otherwise its answer alone."""
    against: int = 640
    """At most so many entries are told apart in one step."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is trained on; rows are weighted bags of terms (TF-IDF).

    `asked`: pseudo-questions; `answers`: the entry of each; `weights`: how often each is drawn. `whole` and `body`: the
    entries with and without their names.
    """

    asked: sparse.csr_matrix
    answers: NDArray[np.int64]
    weights: NDArray[np.float64]
    whole: sparse.csr_matrix
    body: sparse.csr_matrix


def train(lessons: Lessons, seed: int, plan: Plan = Plan(), told: Told = lambda _: None) -> Floats:
    """The term matrix, shape (terms, dimensions)."""
    chance = np.random.default_rng(seed)
    terms = initial(lessons.whole, plan.dimensions, seed)
    adam = _Adam(terms)
    drawn = lessons.weights / lessons.weights.sum()
    for step in range(plan.steps):
        rows = chance.choice(len(drawn), size=plan.batch, p=drawn)
        batch = _thinned(lessons.asked[rows], chance, plan.drop)
        entries = lessons.whole if chance.random() < plan.whole else lessons.body
        targets, among = _sampled(lessons.answers[rows], entries.shape[0], chance, plan.against)
        slope = gradient(
            terms, batch, entries if among is None else entries[among], targets, plan.temperature
        )
        adam.move(terms, slope, plan.rate * (1 - step / plan.steps))
        told((step + 1) / plan.steps)
    return terms


def gradient(
    terms: Floats,
    asked: sparse.csr_matrix,
    entries: sparse.csr_matrix,
    targets: NDArray[np.int64],
    heat: float,
) -> Floats:
    """∂/∂terms of the mean cross-entropy of softmax(cosine / heat) at the targets."""
    question, question_length = _unit(asked @ terms)
    entry, entry_length = _unit(entries @ terms)
    logits = question @ entry.T / heat
    surprise = np.exp(logits - logits.max(axis=1, keepdims=True))
    surprise /= surprise.sum(axis=1, keepdims=True)
    surprise[np.arange(len(targets)), targets] -= 1
    surprise /= len(targets) * heat
    by_question = _through_unit(surprise @ entry, question, question_length)
    by_entry = _through_unit(surprise.T @ question, entry, entry_length)
    slope: Floats = asked.T @ by_question + entries.T @ by_entry
    return slope


def initial(documents: sparse.csr_matrix, dimensions: int, seed: int) -> Floats:
    """LSA's term vectors, shape (terms, dimensions); zeros fill what a small corpus cannot span."""
    from sklearn.utils.extmath import randomized_svd

    terms = np.zeros((documents.shape[1], dimensions), dtype=np.float32)
    rank = min(dimensions, *documents.shape)
    _, _, axes = randomized_svd(documents, n_components=rank, random_state=seed)
    terms[:, :rank] = axes.T
    return terms * np.float32(SPREAD / (np.sqrt(np.mean(terms**2)) or 1.0))


SPREAD = 0.02


class _Adam:
    """Kingma & Ba, *Adam: A Method for Stochastic Optimization* (ICLR 2015)."""

    def __init__(self, like: Floats) -> None:
        self._mean, self._square, self._step = np.zeros_like(like), np.zeros_like(like), 0

    def move(self, values: Floats, slope: Floats, rate: float) -> None:
        self._step += 1
        self._mean += np.float32(0.1) * (slope - self._mean)
        self._square += np.float32(0.001) * (slope * slope - self._square)
        pace = rate * np.sqrt(1 - 0.999**self._step) / (1 - 0.9**self._step)
        values -= np.float32(pace) * self._mean / (np.sqrt(self._square) + np.float32(1e-8))


def _thinned(
    rows: sparse.csr_matrix, chance: np.random.Generator, drop: tuple[float, float]
) -> sparse.csr_matrix:
    """Each row without a share of its terms, the share drawn a row."""
    share = np.repeat(chance.uniform(*drop, rows.shape[0]), np.diff(rows.indptr))
    kept = chance.random(len(share)) >= share
    return sparse.csr_matrix((rows.data * kept, rows.indices, rows.indptr), shape=rows.shape)


def _sampled(
    targets: NDArray[np.int64], entries: int, chance: np.random.Generator, most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]:
    """The targets, and the entries to tell them from where those are too many to take all."""
    if entries <= most:
        return targets, None
    among = np.unique(np.concatenate((targets, chance.choice(entries, most, replace=False))))
    return np.searchsorted(among, targets), among


def _unit(rows: Floats) -> tuple[Floats, Floats]:
    length = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-6))
    return rows / length, length


def _through_unit(slope: Floats, unit: Floats, length: Floats) -> Floats:
    through: Floats = (slope - unit * np.sum(slope * unit, axis=1, keepdims=True)) / length
    return through
