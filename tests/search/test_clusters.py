"""Questions of one need come together; lookalikes do not; the order in which they came changes nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.search.clusters import average_link, clusters
from faqbot.search.likeness import read
from faqbot.text.analyzer import Analyzer

NEEDS = (
    ("電子レンジの捨て方", "電子レンジは何ごみ?", "でんしれんじ すてたい", "古い電子レンジの処分"),
    ("電子レンジの修理", "電子レンジを修理してほしい", "でんしれんじ しゅうり"),
    ("住民票の写しがほしい", "住民票の写しはどこで取れますか", "住民票の写し"),
)
"""The second is a lookalike of the first."""


def grouped(analyzer: Analyzer, texts: list[str]) -> set[frozenset[str]]:
    found = clusters([read(analyzer, text, {}) for text in texts])
    return {frozenset(texts[row] for row in rows) for rows in found}


def test_nothing_is_nothing() -> None:
    assert clusters([]) == []


def test_needs_come_together_and_lookalikes_stay_apart(full_analyzer: Analyzer) -> None:
    texts = [text for need in NEEDS for text in need]
    assert grouped(full_analyzer, texts) == set(map(frozenset, NEEDS))


def test_the_order_does_not_matter(full_analyzer: Analyzer) -> None:
    texts = [text for need in NEEDS for text in need]
    expected = grouped(full_analyzer, texts)
    for seed in range(3):
        shuffled = random.Random(seed).sample(texts, len(texts))
        assert grouped(full_analyzer, shuffled) == expected


@pytest.mark.parametrize("text", ["", "?", "🗑️", "あ" * 500])
def test_what_cannot_be_read_stands_alone(full_analyzer: Analyzer, text: str) -> None:
    assert clusters([read(full_analyzer, t, {}) for t in (text, "住民票の写し")]) == [(0,), (1,)]


def test_average_linkage_by_hand() -> None:
    """0–1 .9; 2 is .8 and .2 like them: .5 on average."""
    alike = [{1: 0.9, 2: 0.8}, {0: 0.9, 2: 0.2}, {0: 0.8, 1: 0.2}, {}]
    assert average_link([dict(row) for row in alike], 0.5) == [(0, 1, 2), (3,)]
    assert average_link([dict(row) for row in alike], 0.51) == [(0, 1), (2,), (3,)]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0.0, 1.0)), max_size=30))
def test_every_row_is_in_one_cluster(edges: list[tuple[int, int, float]]) -> None:
    alike: list[dict[int, float]] = [{} for _ in range(8)]
    for one, other, likeness in edges:
        if one != other:
            alike[one][other] = alike[other][one] = likeness
    found = average_link(alike, 0.4)
    assert sorted(row for rows in found for row in rows) == list(range(8))
