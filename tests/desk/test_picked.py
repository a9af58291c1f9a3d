from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from faqbot.desk.picked import picked
from faqbot.desk.wording import EASY, JA, Words
from faqbot.search.index import Index
from faqbot.text.analyzer import Analyzer
from faqbot.types import Action, Do, Shape, Turn
from tests.conftest import GOMI, entry

CLEAN = entry("clean", "ボトル", subject="ボトル", condition="すすげば汚れが落ちる")
DIRTY = entry("dirty", "ボトル", subject="ボトル", condition="すすいでも汚れが落ちない")
PAN = entry("pan", "フライパン")

ASKED = Turn(
    id="t",
    received_at=datetime(2026, 11, 20, tzinfo=UTC),
    collection="gomi",
    channel="test",
    text="ボトル",
    shape=Shape.CONDITION,
    offered=(
        Action(Do.CHOOSE, "t", "clean"),
        Action(Do.CHOOSE, "t", "dirty"),
        Action(Do.NONE, "t"),
    ),
)
ANSWERED = replace(
    ASKED, shape=Shape.ANSWER, offered=(Action(Do.SOLVED, "t"), Action(Do.UNSOLVED, "t"), Action(Do.HANDOFF))
)
LISTED = replace(ASKED, shape=Shape.CANDIDATES, offered=(Action(Do.CHOOSE, "t", "pan"), Action(Do.NONE, "t")))


@pytest.fixture(scope="module")
def index(analyzer: Analyzer) -> Index:
    return Index.build([CLEAN, DIRTY, PAN], analyzer)


@pytest.mark.parametrize(
    ("typed", "last", "place"),
    [
        ("1", ASKED, 0),
        ("２", ASKED, 1),
        ("②", ASKED, 1),
        ("二番目のやつ", ASKED, 1),
        ("3番でお願いします", ASKED, 2),
        ("4", ASKED, None),
        ("0", ASKED, None),
        ("10番", ASKED, None),
        ("二", ASKED, None),
        ("すすげば汚れが落ちる", ASKED, 0),
        ("はい", ASKED, 0),
        ("落ちます", ASKED, 0),
        ("きれいに落ちた", ASKED, 0),
        ("うん、落ちるよ", ASKED, 0),
        ("いや、落ちへん", ASKED, 1),
        ("いいえ", ASKED, 1),
        ("落ちへん", ASKED, 1),
        ("取れませんでした", ASKED, None),
        ("全然とれない", ASKED, None),
        ("この中にない", ASKED, 2),
        ("どれもちがう", ASKED, 2),
        ("None of these", ASKED, 2),
        ("傘", ASKED, None),
        ("はい", LISTED, None),
        ("フライパン", LISTED, 0),
        ("はい", ANSWERED, None),
        ("解決しました！", ANSWERED, 0),
        ("解決した", ANSWERED, 0),
        ("解決してない", ANSWERED, 1),
        ("1", None, None),
    ],
)
def test_what_is_typed_picks_an_option(
    index: Index, typed: str, last: Turn | None, place: int | None
) -> None:
    wanted = last.offered[place] if last and place is not None else None
    assert picked(typed, last, GOMI, index, JA) == wanted


@pytest.mark.parametrize(("words", "typed"), [(JA, "解決した"), (EASY, "わかった")])
def test_a_button_is_typed_in_the_language_it_was_shown_in(index: Index, words: Words, typed: str) -> None:
    assert picked(typed, ANSWERED, GOMI, index, words) == ANSWERED.offered[0]


def test_a_place_of_the_scenario_is_typed_by_its_name(index: Index, analyzer: Analyzer) -> None:
    filled = Index.build([replace(PAN, category="不燃ごみ")], analyzer)
    menu = replace(
        ASKED, shape=Shape.MENU, offered=(Action(Do.MENU, "", "=可燃ごみ"), Action(Do.MENU, "", "=不燃ごみ"))
    )
    assert picked("不燃ごみ", menu, GOMI, filled, JA) == menu.offered[1]
    assert picked("可燃ごみ", menu, GOMI, filled, JA) is None
