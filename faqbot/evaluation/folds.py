"""Cross-validation of what is learned from judgements: each query is ranked by what the other folds taught."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from faqbot.evaluation.files import Qrels
from faqbot.evaluation.runs import Run, run
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.search.teaching import Judged, teach

SEED = 0


def folded_run(
    index: Index,
    queries: Mapping[str, str],
    qrels: Qrels,
    folds: int,
    told: Callable[[float], None] = lambda done: None,
) -> Run:
    """A run over all queries, each fold by a searcher taught with the others' judgements."""
    found: dict[str, Mapping[str, float]] = {}
    parts = divided(sorted(queries), folds)
    for number, held_back in enumerate(parts):
        others = [Judged(queries[q], qrels[q]) for q in queries if q not in held_back and q in qrels]
        learned = teach(index, others)
        taught = Index(index.analyzer, index.stock, learned=learned, previous=index)
        found |= run(Searcher(taught), {q: queries[q] for q in queries if q in held_back})
        told((number + 1) / folds)
    return found


def divided(names: Sequence[str], folds: int) -> tuple[frozenset[str], ...]:
    """The names in `folds` parts of like size, by chance but always the same."""
    fold = np.random.default_rng(SEED).permutation(len(names)) % folds
    return tuple(frozenset(name for name, f in zip(names, fold, strict=True) if f == k) for k in range(folds))
