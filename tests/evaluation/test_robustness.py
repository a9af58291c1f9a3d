"""Slips of the thumb: what they write, and that the thing is still found."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from eval import robustness
from eval.robustness import SEED, find
from eval.slips import WAYS
from faqbot.corpus.reader import read_entries
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry
from tests.conftest import entry

SAMPLE = 600
BALL = entry("ball", "デッドボール（ＣＤ付）", reading="でっどぼーる（しーでぃーつき）")


@pytest.fixture(scope="module")
def items() -> Sequence[Entry]:
    return [e for e in read_entries(robustness.ITEMS, "items", department="").entries if e.reading]


@pytest.fixture(scope="module")
def searcher(items: Sequence[Entry], analyzer: Analyzer) -> Searcher:
    return Searcher(Index.build(items, analyzer))


@pytest.mark.shared
@pytest.mark.parametrize("way", WAYS)
def test_a_city_s_items_are_found_however_they_are_typed(
    way: str, items: Sequence[Entry], searcher: Searcher
) -> None:
    found = find(searcher, Random(SEED).sample(items, SAMPLE), way)
    assert found.kept, f"{found.three} of {found.asked} in the first three; lost: {found.lost[:8]}"


@pytest.mark.shared
def test_the_whole_list_is_read(items: Sequence[Entry]) -> None:
    assert len(items) == 3984


def test_each_way_writes_what_it_says() -> None:
    def written(way: str) -> str:
        return WAYS[way][0](BALL, Random(1))

    assert written("exact") == BALL.question
    assert written("half-width kana") == "ﾃﾞｯﾄﾞﾎﾞｰﾙ(ｼｰﾃﾞｨｰﾂｷ)"
    assert written("signs in other width") == "デッドボール(CD付)"
    assert written("no small kana") == "でつどぼーる（しーでいーつき）"
    assert len(written("one missing kana")) == len(BALL.reading) - 1
    assert len(written("one doubled kana")) == len(BALL.reading) + 1
    for way in ("one wrong kana", "one small or large kana"):
        assert sum(a != b for a, b in zip(written(way), BALL.reading, strict=True)) == 1


def test_the_same_seed_slips_alike() -> None:
    for way, _ in WAYS.values():
        assert way(BALL, Random(7)) == way(BALL, Random(7))


def test_what_a_way_does_not_change_is_not_asked_twice(analyzer: Analyzer) -> None:
    pan = entry("pan", "なべ", reading="なべ")
    searcher = Searcher(Index.build([pan], analyzer))
    assert find(searcher, [pan], "exact").first == 1
    assert find(searcher, [pan], "signs in other width").asked == 0
    assert find(searcher, [pan], "no small kana").kept
