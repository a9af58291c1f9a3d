from __future__ import annotations

from dataclasses import replace

import pytest

from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analyzer
from faqbot.types import Answered
from tests.conftest import ITEMS, entry

VARIANTS = (
    entry("spray", "スプレー缶", subject="スプレー缶", condition="使い切った"),
    entry(
        "spray-full",
        "スプレー缶",
        subject="スプレー缶",
        condition="中身が残っている",
        phrasings=("まだ出るスプレー",),
    ),
    entry("pc", "パソコンに通知が出ない", "音を見る。", subject="通知が来ない", condition="パソコン"),
    entry(
        "phone",
        "スマホに通知が来ない",
        "時計を見る。",
        subject="通知が来ない",
        condition="スマートフォン",
        phrasings=("スマホ",),
    ),
    entry("thermo", "体温計", subject="体温計", condition="最大の辺が30cm未満"),
    entry("thermo-big", "体温計", subject="体温計", condition="最大の辺が30cm以上"),
    *ITEMS,
)
OPPOSITES = (
    entry("mayo", "マヨネーズの容器", subject="マヨネーズの容器", condition="すすげば汚れが落ちる"),
    entry("mayo-dirty", "マヨネーズの容器", subject="マヨネーズの容器", condition="すすいでも汚れが落ちない"),
    entry(
        "toy", "おもちゃ", subject="おもちゃ", condition="充電式電池なし", phrasings=("乾電池の車", "人形")
    ),
    entry(
        "toy-charged",
        "おもちゃ",
        subject="おもちゃ",
        condition="充電式電池が入っている",
        phrasings=("ドローン",),
    ),
)


@pytest.fixture(scope="module")
def searcher(analyzer: Analyzer) -> Searcher:
    return Searcher(Index.build(VARIANTS, analyzer))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("スプレー缶", "spray"),
        ("スプレー缶の捨て方", "spray"),
        ("中身が残ったスプレー缶", "spray-full"),
        ("まだ出るスプレー", "spray-full"),
        ("使い切ったスプレー缶", "spray"),
        ("体温計", "thermo"),
        ("40cmの体温計", "thermo-big"),
        ("体温計 10センチくらい", "thermo"),
    ],
)
def test_the_variant_that_is_meant_comes_first(searcher: Searcher, typed: str, first: str) -> None:
    hits = searcher.search(typed)
    assert hits[0].entry.id == first
    assert hits[1].entry.subject == hits[0].entry.subject
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_condition_alone_leads_to_nothing_in_particular(searcher: Searcher) -> None:
    assert {h.entry.id for h in searcher.search("30cm以上")} <= {"thermo", "thermo-big"}
    assert searcher.decide("30cm以上の水筒").confidence < 0.5


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("スプレー缶", []),
        ("ライター", ["lighter", "lighter-full"]),
        ("中身が残っているライター", []),
        ("体温計", ["thermo", "thermo-big"]),
        ("40cmの体温計", []),
    ],
)
def test_what_the_question_leaves_open_is_said(analyzer: Analyzer, typed: str, left: list[str]) -> None:
    entries = (
        *(replace(e, category="不燃ごみ" if e.id == "thermo" else "粗大ごみ") for e in VARIANTS),
        entry("lighter", "ライター", subject="ライター", condition="使い切った", category="不燃ごみ"),
        entry(
            "lighter-full", "ライター", subject="ライター", condition="中身が残っている", category="要確認"
        ),
    )
    decision = Searcher(Index.build(entries, analyzer)).decide(typed)
    assert isinstance(decision, Answered)
    assert [e.id for e in decision.undecided] == left


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("通知が来ない", ("pc", "phone")),
        ("通知が来ないんです", ("pc", "phone")),
        ("スマホに通知が来ない", ()),
        ("通知が来ない スマホ", ()),
    ],
)
def test_a_word_of_one_variant_decides_and_without_any_the_choice_is_left(
    searcher: Searcher, typed: str, left: tuple[str, ...]
) -> None:
    decision = searcher.decide(typed)
    assert isinstance(decision, Answered)
    assert tuple(e.id for e in decision.undecided) == left
    if not left:
        assert decision.entry.id == "phone"


def test_variants_with_the_same_answer_leave_no_choice(analyzer: Analyzer) -> None:
    same = [replace(one, answer="不燃ごみです。") for one in VARIANTS[:2]]
    decision = Searcher(Index.build(same, analyzer)).decide("スプレー缶")
    assert isinstance(decision, Answered)
    assert decision.undecided == ()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("マヨネーズの容器 汚れが落ちた", "mayo"),
        ("マヨネーズの容器の汚れが落ちへん", "mayo-dirty"),
        ("マヨネーズの容器、汚れが落ちません", "mayo-dirty"),
        ("充電式電池の入ってるおもちゃ", "toy-charged"),
        ("電池なしのおもちゃ", "toy"),
    ],
)
def test_what_is_denied_tells_variants_apart(analyzer: Analyzer, typed: str, first: str) -> None:
    assert Searcher(Index.build(OPPOSITES, analyzer)).search(typed)[0].entry.id == first
