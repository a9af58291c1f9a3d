from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.text.normalize import align, normalize, storable

ANY = st.text(alphabet=st.characters(), max_size=60) | st.text(
    alphabet="ｶﾞﾊﾟｰか゛゜ゞヽーー－-〜 　ダンボール①㍉ａＡ\u200b\u3099\ud800\x00", max_size=30
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ダンボ－ル", "ダンボール"),
        ("ダンボ-ル", "ダンボール"),
        ("ﾀﾞﾝﾎﾞｰﾙ", "ダンボール"),
        ("だんぼ〜る", "だんぼーる"),
        ("すゞめ", "すずめ"),
        ("かゝし", "かかし"),
        ("か゛す", "がす"),
        ("ＣＤ　ＤＶＤ", "cd dvd"),
        ("3-4袋", "3-4袋"),
        ("2〜3個", "2〜3個"),
        ("  缶\n\n詰 ", "缶 詰"),
        ("", ""),
    ],
)
def test_one_spelling(typed: str, expected: str) -> None:
    assert normalize(typed) == expected


@given(ANY)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@given(ANY)
def test_offsets_lead_back_into_the_text(text: str) -> None:
    aligned = align(text)
    assert len(aligned.offsets) == len(aligned.text) + 1
    assert all(0 <= offset <= len(text) for offset in aligned.offsets)
    assert list(aligned.offsets) == sorted(aligned.offsets)
    assert aligned.offsets[-1] == len(text)


def test_a_span_is_what_was_typed() -> None:
    typed = "これは ｶﾝﾃﾞﾝﾁ です"
    aligned = align(typed)
    begin = aligned.text.index("カンデンチ")
    first, last = aligned.span(begin, begin + 5)
    assert typed[first:last] == "ｶﾝﾃﾞﾝﾁ"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
def test_nothing_of_the_everyday_alphabet_is_left_unfolded(text: str) -> None:
    assert unicodedata.is_normalized("NFKC", normalize(text).replace("\u3099", ""))


@given(ANY)
def test_storable_text_can_be_stored(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert len(kept) == len(text)
