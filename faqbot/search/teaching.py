"""Learning from judged questions: a ranker, and a space in which they stand near the entries that answer them.

The ranker's features come from the label-free parts alone: a space that has seen a question's answer would look better on it than
it is. What the labelled space and the remembered questions say is added to the ranker's word afterwards, at fixed weights; both
are silent about entries that no judgement is near to, so that those are ranked as before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from faqbot.search import ranker
from faqbot.search.base import Query
from faqbot.search.evidence import candidates
from faqbot.search.fusion import fuse
from faqbot.search.index import Index
from faqbot.search.learned import Learned, Taught
from faqbot.search.mix import mix_for
from faqbot.search.ranker import Lesson
from faqbot.search.searcher import Searcher
from faqbot.search.training import Material, Progress, silent, train, trained_space
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry

SEEDS = 3
_FOLDS = 4
# `python -m eval.learning --set garbage`: 50 judged questions passed the trial by accident and cost 3 points; 100 did not.
_FEWEST = 100
"""Judged questions below which nothing is tried."""

_OFTEN = 2.0
"""How often a judged question is drawn, of an entry's name."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A question and the grades of the entries judged for it (0: not relevant)."""

    text: str
    grades: Mapping[str, float]


def learn(
    entries: Sequence[Entry], judged: Sequence[Judged], analyzer: Analyzer, *, told: Progress = silent
) -> Learned:
    """All trained parts of a collection: from its entries, and from judged questions where these help.

    Whether they help is tried first, by cross-validation: what the other judged questions teach must bring a question's
    right entry higher (reciprocal rank), by more than its standard error. Judgements that do not help change nothing.
    """
    learned = train(entries, analyzer, told=told)
    index = Index.build(entries, analyzer, learned=learned)
    if len(judged) < _FEWEST or not _helps(index, judged):
        return learned
    return teach(index, judged, told=told)


def _helps(index: Index, judged: Sequence[Judged]) -> bool:
    gains = [gain for fold in range(_FOLDS) for gain in _gains(index, judged, fold)]
    return bool(np.mean(gains) > np.std(gains) / np.sqrt(len(gains)))


def _gains(index: Index, judged: Sequence[Judged], fold: int) -> list[float]:
    """What the other folds' judgements do for the reciprocal rank of each question of this one."""
    others = [one for place, one in enumerate(judged) if place % _FOLDS != fold]
    after = Searcher(Index.build(index.entries, index.analyzer, learned=teach(index, others)))
    before = Searcher(index)
    return [_rank(after, one) - _rank(before, one) for one in judged[fold::_FOLDS]]


def _rank(searcher: Searcher, asked: Judged) -> float:
    """The reciprocal rank of the first right entry among the first ten, 0 if it is not there."""
    right = [asked.grades.get(hit.entry.id, 0) > 0 for hit in searcher.search(asked.text)]
    return 1 / (1 + right.index(True)) if True in right else 0.0


def teach(index: Index, judged: Sequence[Judged], *, told: Progress = silent) -> Learned:
    """The trained parts of the index with what judged questions teach.

    Raises:
        ValueError: the index has no trained parts to build on.
    """
    if index.learned is None:
        raise ValueError("teach builds on training.train")
    pairs = [(index.query(one.text), _grades(index, one)) for one in judged]
    useful = [(query, grades) for query, grades in pairs if grades.any()]
    if not useful:
        return index.learned
    made = ranker.train([_lesson(index, query, grades) for query, grades in useful])
    return replace(index.learned, ranker=made, taught=_taught(index, useful, told))


def _grades(index: Index, judged: Judged) -> NDArray[np.float32]:
    grades = np.zeros(len(index), dtype=np.float32)
    for entry_id, grade in judged.grades.items():
        if index.has(entry_id):
            grades[index.row(entry_id)] = grade
    return grades


def _lesson(index: Index, query: Query, grades: NDArray[np.float32]) -> Lesson:
    scores = {retriever.name: retriever.scores(query) for retriever in index.retrievers}
    fused = fuse(mix_for(query), scores)
    rows = candidates(fused, scores)
    return Lesson(index.evidence.features(query, rows, fused, scores), grades[rows])


def _taught(index: Index, useful: Sequence[tuple[Query, NDArray[np.float32]]], told: Progress) -> Taught:
    material = Material.of(index.stock, index.analyzer)
    bags = [dict(query.terms) for query, _ in useful]
    answers = [
        (question, int(row), float(grades[row] / grades.sum()))
        for question, (_, grades) in enumerate(useful)
        for row in np.flatnonzero(grades)
    ]
    lessons = material.lessons().with_judged(
        material.bags([bags[question] for question, _, _ in answers]),
        np.array([row for _, row, _ in answers], dtype=np.int64),
        _OFTEN * np.array([share for _, _, share in answers]),
    )
    space = trained_space(material, lessons, "taught", SEEDS, told)
    judged = tuple((question, index.entries[row].id, share) for question, row, share in answers)
    return Taught(space, space.embed(bags), judged)
