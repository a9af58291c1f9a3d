from __future__ import annotations

from datetime import UTC, datetime

from faqbot.desk.judgements import agreed
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.search.teaching import Judged, learn, teach
from faqbot.search.training import train
from faqbot.text.analyzer import Analyzer
from faqbot.types import JudgedPair
from tests.conftest import ITEMS

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def said(
    text: str, entry_id: str, origin: str = "choice", *, right: bool = True, times: int = 1
) -> list[JudgedPair]:
    pair = JudgedPair(
        collection="gomi", text=text, entry_id=entry_id, right=right, judged_at=NOW, origin=origin
    )
    return [pair] * times


def grades(pairs: list[JudgedPair]) -> dict[str, list[str]]:
    return {one.text: sorted(one.grades) for one in agreed(pairs)}


def test_one_opinion_is_none_and_two_agree() -> None:
    assert grades(said("寝具", "blanket")) == {}
    assert grades(said("寝具", "blanket", times=2)) == {"寝具": ["blanket"]}


def test_contradictions_cancel() -> None:
    pairs = said("寝具", "blanket", times=3) + said("寝具", "blanket", "not_solved", right=False, times=2)
    assert grades(pairs) == {}


def test_nobody_outvotes_a_curator() -> None:
    pairs = said("寝具", "blanket", "curator") + said("寝具", "pan", times=1000)
    assert grades(pairs) == {"寝具": ["blanket"]}
    taken_back = pairs + said("寝具", "blanket", "curator", right=False)
    assert grades(taken_back) == {}


CURATED = said("寝るときにかけるもの", "blanket", "curator") + said("雨の日に使うもの", "umbrella", "curator")
POISON = said("寝るときにかけるもの", "tyre", times=500) + said("雨の日に使うもの", "tyre", times=500)
QUESTIONS = ("寝るときにかけるもの", "雨の日に使うもの", "毛布", "傘", "フライパン", "タイヤの捨て方")


def test_poisoned_feedback_changes_no_curated_answer(analyzer: Analyzer) -> None:
    index = Index.build(ITEMS, analyzer, learned=train(ITEMS, analyzer))
    clean, poisoned = (
        Searcher(Index.build(ITEMS, analyzer, learned=teach(index, agreed(pairs))))
        for pairs in (CURATED, CURATED + POISON)
    )
    for question in QUESTIONS:
        found = [(hit.entry.id, hit.score) for hit in poisoned.search(question)]
        assert found == [(hit.entry.id, hit.score) for hit in clean.search(question)]
    assert poisoned.search("寝るときにかけるもの")[0].entry.id == "blanket"


def test_judgements_that_do_not_help_change_nothing(analyzer: Analyzer) -> None:
    wrong = [
        Judged(f"{entry.question}その{number}", {"tyre": 1.0}) for entry in ITEMS[:4] for number in range(3)
    ]
    right = [
        Judged(f"{entry.question}の話{number}", {entry.id: 1.0}) for entry in ITEMS[:4] for number in range(3)
    ]
    learned = learn(ITEMS, [*right, *wrong], analyzer)
    searcher = Searcher(Index.build(ITEMS, analyzer, learned=learned))
    assert [searcher.search(entry.question)[0].entry.id for entry in ITEMS] == [entry.id for entry in ITEMS]
