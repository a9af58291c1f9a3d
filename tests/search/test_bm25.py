"""The scores of the sparse matrix are rank_bm25's own."""

from __future__ import annotations

import random

import numpy as np
import pytest
from rank_bm25 import BM25Okapi

from faqbot.search.base import Query
from faqbot.search.bm25 import K1, B, Bm25
from faqbot.search.fusion import top
from faqbot.search.postings import Vocabulary
from faqbot.text.analyzer import Analysis


def query(*terms: str) -> Query:
    return Query(Analysis(text="", tokens=(), terms=terms, core="", sound=""))


def corpus(seed: int, size: int, words: int) -> list[list[str]]:
    rng = random.Random(seed)
    return [
        [f"w{min(int(rng.expovariate(0.02)), words)}" for _ in range(rng.randint(1, 40))] for _ in range(size)
    ]


@pytest.mark.parametrize(("seed", "size"), [(1, 1), (2, 2), (3, 30), (4, 500)])
def test_scores_and_ranking_equal_rank_bm25(seed: int, size: int) -> None:
    documents = corpus(seed, size, 300)
    theirs = BM25Okapi(documents, k1=K1, b=B)
    vocabulary = Vocabulary()
    ours = Bm25([vocabulary.add(d) for d in documents], vocabulary)
    rng = random.Random(seed)
    for _ in range(50):
        terms = [f"w{rng.randrange(320)}" for _ in range(rng.randint(0, 6))]
        expected = theirs.get_scores(terms)
        found = ours.scores(query(*terms))
        assert np.allclose(found, expected, atol=1e-6, rtol=1e-6)
        exact = ours.exact(query(*terms))
        assert np.abs(exact - expected).max() <= 1e-9
        assert np.array_equal(
            np.argsort(-exact.round(9), kind="stable"), np.argsort(-expected.round(9), kind="stable")
        )


def test_no_documents_and_empty_documents() -> None:
    vocabulary = Vocabulary()
    assert Bm25([], vocabulary).scores(query("a")).shape == (0,)
    assert Bm25([vocabulary.add([])], vocabulary).scores(query("a")).tolist() == [0.0]


def test_a_vocabulary_that_has_grown_since_changes_nothing() -> None:
    vocabulary = Vocabulary()
    index = Bm25([vocabulary.add(["a", "b"]), vocabulary.add(["b"])], vocabulary)
    before = index.scores(query("a", "b"))
    vocabulary.add(["new"])
    assert np.array_equal(index.scores(query("a", "b", "new")), before)


def test_reasons_add_up_to_the_score() -> None:
    vocabulary = Vocabulary()
    index = Bm25(
        [vocabulary.add(["毛布", "可燃"]), vocabulary.add(["傘"]), vocabulary.add(["布"])], vocabulary
    )
    asked = query("毛布", "可燃", "ない")
    reasons = index.reasons(asked, 0)
    assert {reason.feature for reason in reasons} == {"毛布", "可燃"}
    assert sum(r.weight for r in reasons) == pytest.approx(float(index.scores(asked)[0]), rel=1e-6)


@pytest.mark.parametrize(("seed", "size"), [(1, 1), (2, 2), (3, 30), (4, 500), (5, 3000)])
def test_the_ten_best_are_rank_bm25s(seed: int, size: int) -> None:
    documents = corpus(seed, size, 300)
    theirs = BM25Okapi(documents, k1=K1, b=B)
    vocabulary = Vocabulary()
    ours = Bm25([vocabulary.add(d) for d in documents], vocabulary)
    rng = random.Random(seed)
    for _ in range(60):
        terms = [f"w{min(int(rng.expovariate(0.02)), 320)}" for _ in range(rng.randint(0, 6))]
        expected = theirs.get_scores(terms).round(9)
        assert [expected[row] for row in ours.best(terms)] == [expected[row] for row in top(expected, 10)]
        assert ours.best(terms) == top(ours.exact(query(*terms)).round(12), 10)
        assert ours.best(terms, 3) == ours.best(terms)[:3]
        assert ours.best(terms, 20) == top(ours.exact(query(*terms)), 20)


def test_equal_ones_stand_in_order_and_more_than_ten_may_be_equal() -> None:
    vocabulary = Vocabulary()
    words = [["a", "b"] if row % 2 else ["c", "d"] for row in range(400)] + [["e"]] * 401
    ours = Bm25([vocabulary.add(terms) for terms in words], vocabulary)
    assert ours.best(["a"]) == list(range(1, 20, 2))
    assert ours.best(["a", "b"]) == list(range(1, 20, 2))
    assert ours.best(["a", "c"], 3) == [0, 1, 2]
    assert ours.best(["unknown"]) == ours.best([]) == []


def test_the_best_of_a_later_revision_leave_out_what_has_gone() -> None:
    vocabulary = Vocabulary()
    first = Bm25(
        [vocabulary.add(["a", f"w{row}"]) for row in range(9)] + [vocabulary.add(["b"] * 9)], vocabulary
    )
    assert first.best(["w1", "a"])[0] == 1
    later = first.amended([vocabulary.add(["w1", "w1", "w3"])], np.array([0, 10, *range(2, 10)]))
    assert later.best(["w1"]) == [1]
    assert later.best(["w3"]) == [3, 1]
    assert first.best(["w3"]) == [3]
