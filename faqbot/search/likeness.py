"""How likely is it that two questions mean the same? For pairs that have something in common; most have nothing.

Each question is read in several views, rows of a sparse matrix of length 1, rare features counting more: its terms with what
synonyms add, the groups of Sudachi's synonym dictionary, the pieces of its sound, its kanji, the entries that it came near
to; the same but the entries of the *thing* that it is about, without its aim; and its aims (`text.aims`). A pair's signals
are the cosines, the share of terms held in common, how the aims agree, and products of these; they are turned into a
probability as `decide` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from faqbot.search.bags import Bag, dots, ratio, units, weighted
from faqbot.search.base import Query
from faqbot.search.mix import is_written
from faqbot.search.names import sound_of
from faqbot.text.aims import AIMS, aims, without
from faqbot.text.analyzer import Analysis, Analyzer

Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]
"""The places of the first and of the second question of each pair."""
Column = NDArray[np.floating]
"""One signal of each pair."""
Signals = NDArray[np.float64]
"""One row a pair, one column a signal, in the order of `SIGNALS`."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read whole and without its aims, and the entries that it came near to: their scores by id."""

    whole: Query
    thing: Query
    aims: frozenset[str]
    near: Mapping[str, float]


def read(analyzer: Analyzer, text: str, near: Mapping[str, float]) -> Question:
    """A question as it is compared with others; `near` are the entries that it came near to, with their scores."""
    whole = analyzer.analyze(text)
    thing = analyzer.analyze(without(whole.text))
    return Question(_query(analyzer, whole), _query(analyzer, thing), aims(whole.text), near)


def _query(analyzer: Analyzer, analysis: Analysis) -> Query:
    return Query(analysis, analyzer.expand(analysis))


_VIEWS = (
    *("terms", "senses", "sound", "characters", "near"),
    *("thing terms", "thing senses", "thing sound", "thing characters", "aims"),
)
SIGNALS = (
    *_VIEWS,
    *("held", "united", "thing held", "thing united"),
    *("aims alike", "aims apart", "one aims", "one in kana", "both in kana"),
    *("root sound", "root near", "root thing"),
    *("thing × aims alike", "thing × aims apart", "thing × near", "thing × terms", "thing × aims"),
    *("near × aims apart", "terms × aims apart"),
    *("any thing", "any thing × aims alike", "any thing × aims apart"),
    *("strange things", "strange things × aims alike", "strange things × terms", "strange things × near"),
    *("held × united", "sound × one in kana"),
)

_BLOCK = 500
"""Rows of the matrix of pairs that are made at once."""
_FAINT = 0.15
"""Pairs whose cosines add up to less than this are taken for strangers."""
_KNOWN = 0.25
"""Things with no cosine of so much are more and more strangers."""
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
    cosine = {name: dots(view, first, second) for name, view in views.items()}
    held, united = _shares([q.whole for q in questions], first, second)
    thing_held, thing_united = _shares([q.thing for q in questions], first, second)
    alike, apart, one = _aims(questions, first, second)
    kana = np.array([not is_written(q.whole) for q in questions])
    one_kana, both_kana = kana[first] ^ kana[second], kana[first] & kana[second]
    return np.stack(
        [
            *(cosine[name] for name in _VIEWS),
            *(held, united, thing_held, thing_united),
            *(alike, apart, one, one_kana, both_kana),
            *_crossed(cosine, alike, apart),
            *(held * united, cosine["sound"] * one_kana),
        ],
        axis=1,
    )


def _crossed(cosine: Mapping[str, Column], alike: Column, apart: Column) -> Iterable[Column]:
    """What a sum of signals cannot say: two of them together, and things that are strangers to one another."""
    terms, near = cosine["terms"], cosine["near"]
    thing = np.maximum(cosine["thing terms"], cosine["thing sound"])
    every = np.maximum.reduce([thing, cosine["thing characters"], cosine["thing senses"]])
    strange = np.clip(1 - every / _KNOWN, 0.0, 1.0)
    return (
        *(np.sqrt(cosine["sound"]), np.sqrt(near), np.sqrt(thing)),
        *(thing * alike, thing * apart, thing * near, thing * terms, thing * cosine["aims"]),
        *(near * apart, terms * apart),
        *(every, every * alike, every * apart),
        *(strange, strange * alike, strange * terms, strange * near),
    )


def _shares(
    queries: Sequence[Query], first: NDArray[np.intp], second: NDArray[np.intp]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """What two have in common by rarity: of the shorter one, and of both together."""
    weights = weighted([dict(query.terms) for query in queries])
    weights.data = np.sqrt(weights.data)
    total = np.asarray(weights.multiply(weights).sum(axis=1)).ravel()
    shared = np.asarray(weights[first].multiply(weights[second]).sum(axis=1)).ravel()
    shorter = np.minimum(total[first], total[second])
    together = total[first] + total[second] - shared
    return ratio(shared, shorter), ratio(shared, together)


def _aims(
    questions: Sequence[Question], first: NDArray[np.intp], second: NDArray[np.intp]
) -> tuple[NDArray[np.floating], ...]:
    """How much of their aims two share; whether they have none in common; whether only one has any."""
    has = np.array([[aim in question.aims for aim in AIMS] for question in questions])
    both, either = (has[first] & has[second]).sum(axis=1), (has[first] | has[second]).sum(axis=1)
    some = np.array([row.any() for row in has])
    any_first, any_second = some[first], some[second]
    return (
        ratio(both.astype(np.float64), either.astype(np.float64)),
        (any_first & any_second & (both == 0)).astype(np.float64),
        (any_first ^ any_second).astype(np.float64),
    )


def _views(questions: Sequence[Question]) -> dict[str, sparse.csr_matrix]:
    """By their names, in the order of `SIGNALS`."""
    whole, thing = [q.whole for q in questions], [q.thing for q in questions]
    return {
        "terms": units([dict(query.terms) for query in whole]),
        "senses": units([dict.fromkeys(map(str, query.analysis.senses), 1.0) for query in whole]),
        "sound": units([Counter(sound_of(query.analysis)) for query in whole]),
        "characters": units([_kanji(query) for query in whole]),
        "near": units([question.near for question in questions], rare=False),
        "thing terms": units([dict(query.terms) for query in thing]),
        "thing senses": units([dict.fromkeys(map(str, query.analysis.senses), 1.0) for query in thing]),
        "thing sound": units([Counter(sound_of(query.analysis)) for query in thing]),
        "thing characters": units([_kanji(query) for query in thing]),
        "aims": units([dict.fromkeys(sorted(question.aims), 1.0) for question in questions]),
    }


def _kanji(query: Query) -> Bag:
    return dict.fromkeys((char for char in query.analysis.core if "一" <= char <= "鿿"), 1.0)
