"""How likely is it that two questions mean the same? For pairs that have something in common; most have nothing.

Each question is read in several views, rows of a sparse matrix of length 1, rare features counting more: its terms with what
synonyms add, the groups of Sudachi's synonym dictionary, the pieces of its sound, its kanji, the entries that it came near
to; and terms, sound and kanji of the *thing* that it is about, without its aim (`text.aims`). A pair's signals are the
cosines, the share of terms held in common, and how the aims agree; they are turned into a probability as `decide` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.base import Query
from faqbot.search.mix import is_written
from faqbot.search.names import sound_of
from faqbot.search.postings import Vocabulary
from faqbot.text.aims import AIMS, aims, without
from faqbot.text.analyzer import Analysis, Analyzer

Bag = Mapping[str, float]
"""Features of one question in one view, with their weights."""
Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]
"""The places of the first and of the second question of each pair."""
Signals = NDArray[np.float64]
"""One row a pair, one column a signal, in the order of `SIGNALS`."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read whole and without its aim, and the entries that it came near to: their scores by id."""

    whole: Query
    thing: Query
    near: Mapping[str, float]


def read(analyzer: Analyzer, text: str, near: Mapping[str, float]) -> Question:
    """A question as it is compared with others; `near` are the entries that it came near to, with their scores."""
    whole = analyzer.analyze(text)
    thing = analyzer.analyze(without(whole.text))
    return Question(_query(analyzer, whole), _query(analyzer, thing), near)


def _query(analyzer: Analyzer, analysis: Analysis) -> Query:
    return Query(analysis, analyzer.expand(analysis))


SIGNALS = (
    *("terms", "senses", "sound", "characters", "near"),
    *("thing terms", "thing sound", "thing characters"),
    *("held", "united", "thing held", "thing united"),
    *("aims alike", "aims apart", "one aims", "one in kana", "both in kana"),
    *("root sound", "root near", "root thing"),
    *("thing × aims alike", "thing × aims apart", "thing × near", "held × united", "sound × one in kana"),
)

_BLOCK = 500
"""Rows of the matrix of pairs that are made at once."""
_FAINT = 0.15
"""Pairs whose cosines add up to less than this are taken for strangers."""
_MOST = 40
"""A question is compared with so many others, those most like it."""


def pairs(questions: Sequence[Question]) -> tuple[Pairs, Signals]:
    """The pairs (first before second) that have something in common, and their signals."""
    views = _views(questions)
    first, second = _candidates(sparse.hstack([views[name] for name in _LOOKED_AT], format="csr"))
    return (first, second), _signals(questions, views, first, second)


_LOOKED_AT = ("terms", "sound", "characters", "near", "thing terms", "thing sound")


def _candidates(features: sparse.csr_matrix) -> Pairs:
    turned = features.T.tocsc()
    kept = [_likest(features[at : at + _BLOCK] @ turned, at) for at in range(0, features.shape[0], _BLOCK)]
    firsts = np.concatenate([first for first, _ in kept])
    seconds = np.concatenate([second for _, second in kept])
    ordered = np.unique(np.sort(np.stack([firsts, seconds]), axis=0), axis=1)
    return ordered[0], ordered[1]


def _likest(block: sparse.csr_matrix, begin: int) -> Pairs:
    """Of each row (the first is the question at `begin`), the others most like it."""
    block = block.tocsr()
    rows, columns = [], []
    for row in range(block.shape[0]):
        here = slice(block.indptr[row], block.indptr[row + 1])
        places, alike = block.indices[here], block.data[here]
        good = np.flatnonzero((alike >= _FAINT) & (places != begin + row))
        best = good[np.argsort(-alike[good], kind="stable")[:_MOST]]
        columns.append(places[best].astype(np.intp))
        rows.append(np.full(len(best), begin + row, dtype=np.intp))
    return np.concatenate(rows), np.concatenate(columns)


def _signals(
    questions: Sequence[Question],
    views: Mapping[str, sparse.csr_matrix],
    first: NDArray[np.intp],
    second: NDArray[np.intp],
) -> Signals:
    cosine = {name: _dots(view, first, second) for name, view in views.items()}
    held, united = _shares([q.whole for q in questions], first, second)
    thing_held, thing_united = _shares([q.thing for q in questions], first, second)
    alike, apart, one = _aims(questions, first, second)
    kana = np.array([not is_written(q.whole) for q in questions])
    one_kana, both_kana = kana[first] ^ kana[second], kana[first] & kana[second]
    thing = np.maximum(cosine["thing terms"], cosine["thing sound"])
    return np.stack(
        [
            *(cosine[name] for name in SIGNALS[: len(views)]),
            *(held, united, thing_held, thing_united),
            *(alike, apart, one, one_kana, both_kana),
            *(np.sqrt(cosine["sound"]), np.sqrt(cosine["near"]), np.sqrt(thing)),
            *(
                thing * alike,
                thing * apart,
                thing * cosine["near"],
                held * united,
                cosine["sound"] * one_kana,
            ),
        ],
        axis=1,
    )


def _dots(view: sparse.csr_matrix, first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.floating]:
    sums: NDArray[np.floating] = np.asarray(view[first].multiply(view[second]).sum(axis=1)).ravel()
    cosines: NDArray[np.floating] = np.clip(sums, 0.0, 1.0)
    return cosines


def _shares(
    queries: Sequence[Query], first: NDArray[np.intp], second: NDArray[np.intp]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """What two have in common by rarity: of the shorter one, and of both together."""
    weights = _weighted([dict(query.terms) for query in queries])
    weights.data = np.sqrt(weights.data)
    total = np.asarray(weights.multiply(weights).sum(axis=1)).ravel()
    shared = np.asarray(weights[first].multiply(weights[second]).sum(axis=1)).ravel()
    shorter = np.minimum(total[first], total[second])
    together = total[first] + total[second] - shared
    return _ratio(shared, shorter), _ratio(shared, together)


def _ratio(part: NDArray[np.floating], whole: NDArray[np.floating]) -> NDArray[np.floating]:
    shares: NDArray[np.floating] = np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)
    return shares


def _aims(
    questions: Sequence[Question], first: NDArray[np.intp], second: NDArray[np.intp]
) -> tuple[NDArray[np.floating], ...]:
    """How much of their aims two share; whether they have none in common; whether only one has any."""
    has = np.array(
        [[aim in found for aim in AIMS] for found in (aims(q.whole.analysis.text) for q in questions)]
    )
    both, either = (has[first] & has[second]).sum(axis=1), (has[first] | has[second]).sum(axis=1)
    some = np.array([row.any() for row in has])
    any_first, any_second = some[first], some[second]
    return (
        _ratio(both.astype(np.float64), either.astype(np.float64)),
        (any_first & any_second & (both == 0)).astype(np.float64),
        (any_first ^ any_second).astype(np.float64),
    )


def _views(questions: Sequence[Question]) -> dict[str, sparse.csr_matrix]:
    """By their names, in the order of `SIGNALS`."""
    whole, thing = [q.whole for q in questions], [q.thing for q in questions]
    return {
        "terms": _units([dict(query.terms) for query in whole]),
        "senses": _units([dict.fromkeys(map(str, query.analysis.senses), 1.0) for query in whole]),
        "sound": _units([Counter(sound_of(query.analysis)) for query in whole]),
        "characters": _units([_kanji(query) for query in whole]),
        "near": _units([question.near for question in questions], rare=False),
        "thing terms": _units([dict(query.terms) for query in thing]),
        "thing sound": _units([Counter(sound_of(query.analysis)) for query in thing]),
        "thing characters": _units([_kanji(query) for query in thing]),
    }


def _kanji(query: Query) -> Bag:
    return dict.fromkeys((char for char in query.analysis.core if "一" <= char <= "鿿"), 1.0)


def _units(bags: Sequence[Bag], *, rare: bool = True) -> sparse.csr_matrix:
    """Bags as rows of length 1; an empty one stays empty."""
    matrix = _weighted(bags, rare=rare)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.diags(np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)) @ matrix


def _weighted(bags: Sequence[Bag], *, rare: bool = True) -> sparse.csr_matrix:
    """Bags as rows, rarer features weighing more: ln((1 + n) / (1 + df)) + 1."""
    vocabulary = Vocabulary()
    columns = np.concatenate([np.zeros(0, dtype=np.int32), *(vocabulary.add(bag) for bag in bags)])
    data = np.array([weight for bag in bags for weight in bag.values()], dtype=np.float64)
    if rare:
        frequency = np.bincount(columns, minlength=len(vocabulary))
        data = data * (np.log((1 + len(bags)) / (1 + frequency)) + 1)[columns]
    ends = np.cumsum([0, *map(len, bags)])
    return sparse.csr_matrix((data, columns, ends), shape=(len(bags), len(vocabulary)))
