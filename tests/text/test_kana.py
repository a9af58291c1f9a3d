from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.text.kana import is_kana, sound, to_hiragana, to_katakana

KANA = st.text(alphabet=[chr(c) for c in range(ord("ぁ"), ord("ゖ") + 1)], max_size=20)


@pytest.mark.parametrize("spelling", ["ダンボール", "だんぼーる", "ダンボル", "だんぼる"])
def test_spellings_of_one_sound_meet(spelling: str) -> None:
    assert sound(spelling) == "だんぼる"


@pytest.mark.parametrize(
    ("one", "other"), [("ティッシュ", "てぃっしゅ"), ("づつ", "ずつ"), ("ヴィデオ", "ぶいでお")]
)
def test_the_same_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@given(KANA)
def test_there_and_back(text: str) -> None:
    assert to_hiragana(to_katakana(text)) == text


@pytest.mark.parametrize(("text", "kana"), [("かさ", True), ("カー", True), ("傘", False), ("", False)])
def test_is_kana(text: str, kana: bool) -> None:
    assert is_kana(text) is kana
