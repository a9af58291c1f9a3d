from __future__ import annotations

import doctest

import pytest

from faqbot.text import traits as module
from faqbot.text.normalize import normalize
from faqbot.text.traits import agreement, traits


def read(text: str) -> dict[str, set[str]]:
    return {trait: set(values) for trait, values in traits(normalize(text)).items()}


def test_the_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("text", "trait", "value"),
    [
        ("洗っても取れない", "dirt", "dirty"),
        ("すすいでも汚れが落ちない", "dirt", "dirty"),
        ("洗うても汚れがとれへん", "dirt", "dirty"),
        ("油でベトベトの", "dirt", "dirty"),
        ("汚れたまま", "dirt", "dirty"),
        ("すすいだ", "dirt", "clean"),
        ("洗ってきれいにした", "dirt", "clean"),
        ("汚れてない", "dirt", "clean"),
        ("すすげば汚れが落ちる", "dirt", "clean"),
        ("使いきった", "contents", "none"),
        ("使い切ってんけど", "contents", "none"),
        ("使い切れない", "contents", "some"),
        ("使いきらんかった", "contents", "some"),
        ("使い切らずに残った", "contents", "some"),
        ("使い切っていない", "contents", "some"),
        ("使い切ってへん", "contents", "some"),
        ("空にできない", "contents", "some"),
        ("プラマークのない", "mark", "no"),
        ("マークが付いてへん", "mark", "no"),
        ("プラマークあり", "mark", "yes"),
        ("袋にも入らん", "bag", "no"),
        ("電池なし", "battery", "no"),
        ("空っぽの", "contents", "none"),
        ("中身が少し残っている", "contents", "some"),
        ("まだ出る", "contents", "some"),
        ("充電式", "battery", "yes"),
        ("コードレスの", "battery", "yes"),
        ("充電式電池が入っていない", "battery", "no"),
        ("乾電池で動く", "battery", "no"),
        ("ごみ袋に入らない", "bag", "no"),
        ("袋に入って口が結べる", "bag", "yes"),
        ("袋に入りきらへん", "bag", "no"),
        ("割れていない", "broken", "no"),
        ("われた", "broken", "yes"),
        ("針をはずした", "needle", "no"),
        ("針が付いている", "needle", "yes"),
        ("キャップが付いたまま", "cap", "yes"),
        ("ラベルをはがした", "cap", "no"),
    ],
)
def test_a_state_is_read_however_it_is_worded(text: str, trait: str, value: str) -> None:
    assert read(text)[trait] == {value}


@pytest.mark.parametrize(
    ("text", "materials"),
    [
        ("ステンレスのボウル", {"metal"}),
        ("ぷらすちっくのコップ", {"plastic"}),
        ("陶器・ガラス製", {"ceramic", "glass"}),
        ("革ではない（布など）", {"cloth"}),
        ("竹のまな板", {"wood"}),
    ],
)
def test_materials(text: str, materials: set[str]) -> None:
    assert read(text)["material"] == materials


@pytest.mark.parametrize(
    "text",
    [
        "フライパン",
        "プランター",
        "皮むき器",
        "空き缶",
        "植木鉢",
        "空気入れ",
        "プラグ",
        "紙おむつ",
        "コードレスアイロン",
        "",
    ],
)
def test_a_name_alone_says_nothing(text: str) -> None:
    assert read(text) == {}


def test_agreement_counts_what_both_speak_of() -> None:
    dirty, clean = traits("洗っても取れない"), traits("すすげば汚れが落ちる")
    assert agreement(dirty, dirty) == 1
    assert agreement(dirty, clean) == -1
    assert agreement(dirty, {}) == 0
