from __future__ import annotations

import numpy as np
import pytest

from faqbot.search.decide import Calibration, Signals, decide
from faqbot.search.fusion import top
from faqbot.search.index import Index
from faqbot.search.latent import DIMENSIONS, embed
from faqbot.search.searcher import Searcher
from faqbot.search.suggest import Suggester
from faqbot.text.analyzer import Analyzer
from faqbot.types import Answered, Hit, Kind, Suggested, Unanswered
from tests.conftest import ITEMS, entry


@pytest.fixture(scope="module")
def searcher(analyzer: Analyzer) -> Searcher:
    return Searcher(Index.build(ITEMS, analyzer))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("毛布", "blanket"),
        ("もうふ", "blanket"),
        ("ﾓｳﾌ", "blanket"),
        ("モウフってなにごみ？", "blanket"),
        ("ダンボ－ル", "box"),
        ("だんぼーる", "box"),
        ("段ボール", "box"),
        ("炒め鍋をほかしたいんやけど", "pan"),
        ("かさ", "umbrella"),
    ],
)
def test_an_item_finds_itself_however_it_is_typed(searcher: Searcher, typed: str, found: str) -> None:
    decision = searcher.decide(typed)
    assert isinstance(decision, Answered)
    assert decision.entry.id == found


def test_a_slip_of_the_thumb_is_at_least_offered(searcher: Searcher) -> None:
    decision = searcher.decide("フライパソ")
    assert not isinstance(decision, Unanswered)
    assert decision.hits[0].entry.id == "pan"


def test_what_is_registered_as_unknown_is_not_answered(searcher: Searcher) -> None:
    decision = searcher.decide("タイヤの捨て方")
    assert isinstance(decision, Unanswered)
    assert decision.known_unknown is not None
    assert decision.known_unknown.kind is Kind.UNKNOWN


@pytest.mark.parametrize("typed", ["市長の名前", "住民票がほしい", "qwertyuiop", "", "。", "\x00"])
def test_something_else_is_not_answered(searcher: Searcher, typed: str) -> None:
    assert isinstance(searcher.decide(typed), Unanswered)


def test_an_empty_index_answers_nothing(analyzer: Analyzer) -> None:
    searcher = Searcher(Index.build((), analyzer))
    assert searcher.decide("毛布") == Unanswered((), 0.0)
    assert Suggester(searcher.index).suggest("毛") == ()


def test_the_next_index_equals_one_built_anew(analyzer: Analyzer) -> None:
    first = Index.build(ITEMS, analyzer)
    changed = (*ITEMS[1:], entry("futon", "布団", "粗大ごみです。", reading="ふとん"))
    following = Searcher(Index.build(changed, analyzer, previous=first))
    anew = Searcher(Index.build(changed, analyzer))
    for typed in ("布団", "ふとん", "毛布", "傘", "フライパンの捨て方"):
        expected = anew.search(typed)
        found = following.search(typed)
        assert [h.entry.id for h in found] == [h.entry.id for h in expected]
        assert [h.score for h in found] == pytest.approx([h.score for h in expected])
    assert "blanket" not in {h.entry.id for h in following.search("毛布")}
    assert Searcher(first).search("毛布")[0].entry.id == "blanket"


def test_the_explanation_adds_up_and_names_the_terms(searcher: Searcher) -> None:
    hits = searcher.search("毛布の捨て方")
    explained = searcher.explain("毛布の捨て方", hits[0].entry.id)
    assert explained.total == pytest.approx(hits[0].score)
    assert {share.retriever for share in explained.shares} == {r.name for r in searcher.index.retrievers} - {
        "terms"
    }
    assert "毛布" in {r.feature for share in explained.shares for r in share.reasons}
    with pytest.raises(KeyError):
        searcher.explain("毛布", "nothing-like-this")


def test_suggestions_come_by_sound_and_by_surface(searcher: Searcher) -> None:
    suggester = Suggester(searcher.index)

    def suggested(typed: str) -> list[str]:
        return [searcher.index.entries[row].id for row in suggester.suggest(typed)]

    assert suggested("も")[0] == "blanket"
    assert suggested("フラ") == ["pan"]
    assert suggested("炒め") == ["pan"]
    assert suggested("ボール") == ["box"]
    assert suggested("") == []


def test_top_is_stable_and_leaves_out_zeros() -> None:
    assert top(np.array([0.0, 1.0, 2.0, 1.0, 0.0]), 3) == [2, 1, 3]
    assert top(np.array([0.0, 0.0]), 3) == []
    assert top(np.array([1.0, 1.0, 1.0, 1.0]), 2) == [0, 1]


def test_outcomes_follow_the_thresholds() -> None:
    weights = tuple(10.0 if name == "margin" else 0.0 for name in Signals.__slots__)
    calibration = Calibration(bias=0, weights=weights, answer_from=0.9, decline_from=0.8, suggest_from=0.6)
    hits = (Hit(entry("a", "毛布"), 1.0),)
    assert isinstance(decide(hits, Signals(margin=1.0), calibration), Answered)
    assert isinstance(decide(hits, Signals(margin=0.1), calibration), Suggested)
    assert isinstance(decide(hits, Signals(margin=0.0), calibration), Unanswered)
    unknown = (Hit(entry("a", "毛布", kind=Kind.UNKNOWN), 1.0),)
    assert decide(unknown, Signals(margin=0.2), calibration) == Unanswered(
        unknown, calibration.confidence(Signals(margin=0.2)), known_unknown=unknown[0].entry
    )
    assert isinstance(decide(unknown, Signals(margin=0.1), calibration), Suggested)
    assert isinstance(decide((), Signals(margin=1.0), calibration), Unanswered)


def test_vectors_of_like_questions_are_near(analyzer: Analyzer) -> None:
    one, same, other = (embed(analyzer.analyze(t)) for t in ("毛布の捨て方", "もうふの捨て方は？", "水筒"))
    assert one.shape == (DIMENSIONS,)
    assert np.linalg.norm(one) == pytest.approx(1.0)
    assert one @ same > one @ other
    assert np.linalg.norm(embed(analyzer.analyze(""))) == pytest.approx(1.0)
