"""The conditions of `corpus/garbage`: told apart by what the program reads, asked once, and not asked when said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from eval import own
from faqbot.desk.answer import asked_back
from faqbot.desk.wording import JA
from faqbot.text.measures import measures
from faqbot.text.normalize import normalize
from faqbot.text.traits import traits
from faqbot.types import Answered, Entry, Kind
from tests.corpus.test_shipped import shipped

LINE_BUTTON = 20
"""Characters that LINE shows of a button's label (Messaging API, quick reply)."""

# Things of the hand, that fit the bag but for the rarest: all askers would pay a tap for what one of them has, so that the
# answer says the rare case in a line of its own.
ONE_LINE_FOR_THE_RARE = {
    "frying-pan",
    "pot",
    "kettle",
    "turner",
    "washbowl-plastic",
    "washbowl-metal",
    "cutting-board",
    "cookware",
    "can-big",
}
CASE = re.compile(
    r"^(?:プラマークがない|汚れが落ちない|すすいでも|割れた|市指定ごみ袋に入らない|袋に入らない|最大の辺が|充電式電池が入った|中に)"
    r".*(?:もの|とき|おもちゃ)(?:や、.*)?は、『(?P<category>[^』]+)』(?:（有料）)?です"
)


def groups() -> dict[str, list[Entry]]:
    """The variants of each thing whose variants lead to different categories."""
    found: dict[str, list[Entry]] = {}
    for entry in shipped("garbage"):
        if entry.subject:
            found.setdefault(entry.subject, []).append(entry)
    return {subject: v for subject, v in found.items() if len({e.category for e in v}) > 1}


def test_no_answer_holds_the_case_of_another_category() -> None:
    shorts = {"小電": "充電式電池内蔵の小型家電・電池類", "プラ": "プラスチック製容器包装"}
    several = [
        entry.id
        for entry in shipped("garbage")
        if entry.category != "出し方のきまり" and entry.kind is Kind.ANSWER
        for line in entry.answer.split("\n")
        if (case := CASE.match(line)) and shorts.get(case["category"], case["category"]) != entry.category
    ]
    assert set(several) == ONE_LINE_FOR_THE_RARE


def test_a_variant_has_a_condition_and_fits_a_button() -> None:
    for subject, variants in groups().items():
        assert all(0 < len(e.condition) <= LINE_BUTTON for e in variants), subject


def test_two_conditions_differ_in_what_the_program_reads() -> None:
    alike = [
        (one.id, other.id)
        for variants in groups().values()
        for one, other in combinations(variants, 2)
        if one.category != other.category and _read(one) == _read(other)
    ]
    assert alike == []


def _read(entry: Entry) -> tuple[object, object]:
    text = normalize(entry.condition)
    return dict(traits(text)), [(m.unit, m.low, m.high) for m in measures(text)]


# What people say of each kind of condition.
SAID = {
    "プラスチック製": "プラスチックの{}",
    "プラスチック製（袋に入る）": "プラスチックの{}",
    "金属製": "アルミの{}",
    "金属製（袋に入る）": "鉄の{}",
    "陶器製（袋に入る）": "素焼きの{}",
    "陶器・ガラス製": "せとものの{}",
    "ガラス・陶器製": "ガラスの{}",
    "割れた（陶器・ガラス製）": "割れたガラスの{}",
    "紙製": "紙の{}",
    "木・竹製": "木の{}",
    "革製": "本革の{}",
    "革製（袋に入る）": "革の{}",
    "革ではない（布・ナイロンなど）": "布の{}",
    "革ではない（布・ゴムなど）": "ゴムの{}",
    "市指定ごみ袋に入らない": "袋に入らへん{}",
    "市指定ごみ袋に入って口が結べる": "ごみ袋に入る{}",
    "1回3袋まで": "{}を2袋",
    "1回4袋以上": "{}が四袋",
    "すすげば汚れが落ちる": "{}、すすいだらきれいになった",
    "すすいでも汚れが落ちない": "洗っても汚れが落ちない{}",
    "プラ製・すすげば汚れが落ちる": "きれいに洗った{}",
    "プラ製・すすいでも汚れが落ちない": "{}の油が取れへん",
    "プラマークあり・汚れが落ちる": "プラマークのある{}、洗ったらきれいになった",
    "プラマークあり・汚れが落ちない": "プラマークのある{}の汚れが落ちない",
    "プラマークなし": "プラマークの付いていない{}",
    "軽くすすげばきれいになる": "洗った{}",
    "汚れがひどい（すすいでも落ちない）": "汚れた{}",
    "工作に使った": "工作に使った{}",
    "キャップ・ラベルが付いたまま": "キャップが付いた{}",
    "中身が空で、袋に入る": "空っぽの{}、袋に入る",
    "中身が空で、袋に入らない": "使い切った{}、袋に入らない",
    "灯油などが残っている": "灯油がまだ残ってる{}",
    "使い切った": "使い切った{}",
    "中身が残っている": "{}の中身が残っとる",
    "割れていない": "割れていない{}",
    "割れた": "割れた{}",
    "乳白色（白くすけない）": "乳白色の{}",
    "最大の辺が30cm未満": "20cmの{}",
    "最大の辺が30cm以上": "40cmの{}",
    "最大の辺が30cm未満・充電式電池なし": "コンセントにさす20センチの{}",
    "最大の辺が30cm以上・充電式電池なし": "40cmの{}、電池はなし",
    "充電式電池が入っている": "充電式の{}",
    "充電式電池入り・最大の辺が30cm未満": "充電式の20cmの{}",
    "充電式電池入り・最大の辺が30cm以上": "充電式の50センチの{}",
    "充電式": "USBで充電する{}",
    "充電式電池が入っていない": "乾電池の{}",
    "25cm×25cm×15cmまで": "20cmの{}",
    "25cm×25cm×15cm以上": "30センチの{}",
    "針が付いている": "針が付いた{}",
    "針が付いていない": "針のない{}",
    "針": "{}の針",
    "針をはずした本体": "針をはずした{}",
}


def said() -> Iterator[object]:
    for subject, variants in groups().items():
        for entry in variants:
            yield pytest.param(subject, entry, id=entry.id)


@pytest.mark.parametrize(("subject", "entry"), said())
def test_what_is_said_is_not_asked(subject: str, entry: Entry) -> None:
    question = SAID[entry.condition].format(subject)
    searcher = own.searcher("garbage")
    left = {e.category for e in searcher.variants(question, entry.id)}
    assert left == {entry.category}, question


@pytest.mark.parametrize(
    ("question", "entry_id"),
    [
        ("40cmの扇風機", "fan"),
        ("20センチの扇風機", "fan-small"),
        ("充電式の扇風機", "fan-rechargeable"),
        ("30センチ以上の電子レンジ", "microwave"),
        ("33センチの炊飯器", "rice-cooker-big"),
        ("洗っても落ちない卵パック", "egg-pack-dirty"),
        ("袋に入らないプランター", "planter-big"),
        ("袋に入らん植木鉢", "plant-pot-big"),
        ("袋に入らない衣装ケース", "plastic-case-big"),
        ("割れた丸い蛍光灯", "fluorescent-ring-broken"),
        ("白くてすけない化粧水のびん", "cosmetics-bottle-milky"),
        ("プラマークのないレジ袋", "plastic-shopping-bag-no-mark"),
        ("袋に入らないカーペット", "carpet"),
    ],
)
def test_a_condition_that_is_said_leads_to_its_answer(question: str, entry_id: str) -> None:
    searcher = own.searcher("garbage")
    assert searcher.search(question)[0].entry.id == entry_id
    assert searcher.undecided(question, entry_id) == ()


@pytest.mark.parametrize(
    ("subject", "question"),
    [
        ("卵のパック", "「卵のパック」は、すすぐと汚れが落ちますか？"),
        ("カップめんの容器", "「カップめんの容器」は、すすぐと汚れが落ちますか？"),
        ("電子レンジ", "「電子レンジ」の大きさは、どれくらいですか？"),
        ("プランター", "「プランター」は、ごみ袋に入りますか？"),
        ("ふとん", "「ふとん」は、ごみ袋に入りますか？"),
        ("調理器具", "「調理器具」は、何でできていますか？"),
        ("直管型の蛍光管", "「直管型の蛍光管」は、割れていますか？"),
        ("扇風機", "「扇風機」は、どれですか？"),
    ],
)
def test_the_question_is_about_what_decides(subject: str, question: str) -> None:
    assert asked_back(groups()[subject], JA).format(name=subject) == question


def test_who_said_one_of_two_things_is_asked_the_other() -> None:
    left = own.searcher("garbage").undecided("コンセントの扇風機", "fan")
    assert {e.id for e in left} == {"fan", "fan-small"}
    assert asked_back(left, JA) == JA.size


@pytest.mark.parametrize("question", ["扇風機", "卵パック", "プランター", "布団"])
def test_who_says_nothing_is_asked(question: str) -> None:
    decision = own.searcher("garbage").decide(question)
    assert isinstance(decision, Answered)
    assert len(decision.undecided) > 1
