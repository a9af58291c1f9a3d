from __future__ import annotations

import math

import numpy as np
import pytest

from faqbot.search.base import Query
from faqbot.search.bm25f import FIELDS, K1, Bm25f
from faqbot.search.postings import Vocabulary
from faqbot.text.analyzer import Analysis

DOCUMENTS = (
    {"names": ["毛布", "捨てる"], "body": ["可燃", "毛布", "毛布"], "links": ["布団"]},
    {"names": ["布団"], "body": ["粗大", "電話"], "contact": ["毛布"]},
    {"names": ["傘"], "body": ["不燃"]},
)


def query(*terms: str, added: tuple[tuple[str, float], ...] = ()) -> Query:
    return Query(Analysis(text="", tokens=(), terms=terms, core="", sound=""), added)


@pytest.fixture
def retriever() -> Bm25f:
    vocabulary = Vocabulary()
    rows = {name: [vocabulary.add(d.get(name, [])) for d in DOCUMENTS] for name in FIELDS}
    return Bm25f(rows, vocabulary)


def expected(term: str, row: int) -> float:
    """The formula of the paper, written out."""
    total = 0.0
    for name, field in FIELDS.items():
        lengths = [len(d.get(name, [])) for d in DOCUMENTS]
        average = sum(lengths) / len(lengths)
        length = 1 - field.b + field.b * (lengths[row] / average if average else 0)
        total += field.weight * DOCUMENTS[row].get(name, []).count(term) / length
    seen = sum(term in d.get("names", []) + d.get("body", []) for d in DOCUMENTS)
    idf = math.log(1 + (len(DOCUMENTS) - seen + 0.5) / (seen + 0.5))
    return idf * total / (K1 + total)


def test_scores_are_the_papers(retriever: Bm25f) -> None:
    for terms in (("毛布",), ("布団",), ("毛布", "粗大"), ("ない",)):
        found = retriever.scores(query(*terms))
        want = [sum(expected(term, row) for term in terms if term != "ない") for row in range(3)]
        assert found == pytest.approx(want, rel=1e-5)


def test_added_terms_count_at_their_weight_and_repeats_once(retriever: Bm25f) -> None:
    half = retriever.scores(query(added=(("傘", 0.5),)))
    assert half == pytest.approx(retriever.scores(query("傘")) / 2)
    assert np.array_equal(retriever.scores(query("傘", "傘")), retriever.scores(query("傘")))


def test_reasons_add_up(retriever: Bm25f) -> None:
    asked = query("毛布", "可燃", added=(("布団", 0.6),))
    reasons = retriever.reasons(asked, 0)
    assert {r.feature for r in reasons} == {"毛布", "可燃", "布団"}
    assert sum(r.weight for r in reasons) == pytest.approx(float(retriever.scores(asked)[0]), rel=1e-5)


def test_no_entries() -> None:
    assert Bm25f({name: [] for name in FIELDS}, Vocabulary()).scores(query("a")).shape == (0,)
