from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.text.measures import Measure, measures, without
from faqbot.text.normalize import normalize


@pytest.mark.parametrize(
    ("typed", "unit", "low", "high"),
    [
        ("40cmの体温計", "cm", 40, 40),
        ("４０ｃｍ", "cm", 40, 40),
        ("㌢㍍なし 30センチ以上の扇風機", "cm", 30, inf),
        ("三十センチ未満", "cm", 0, 29.999),
        ("1.5メートルぐらいの棒", "cm", 150, 150),
        ("300mm以下", "cm", 0, 30),
        ("落ち葉が四袋", "袋", 4, 4),
        ("草の袋が5つ", "袋", 5, 5),
        ("袋に十個以上", "袋", 10, inf),
        ("1回に10袋まで", "袋", 0, 10),
        ("二十五センチより大きい缶", "cm", 25, inf),
        ("25cm×25cm×15cm以上", "cm", 25, inf),
        ("20×30×15センチの缶", "cm", 30, 30),
        ("300mmかける200mmの板", "cm", 30, 30),
    ],
)
def test_sizes_and_counts_are_understood(typed: str, unit: str, low: float, high: float) -> None:
    (found,) = measures(normalize(typed))
    assert (found.unit, found.low, found.high) == (unit, pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    "typed", ["平成30年", "45Lの袋", "単3電池", "3本", "袋", "袋10枚入り", "5つ", "100円ライター", "毛布"]
)
def test_other_numbers_are_left_to_the_words(typed: str) -> None:
    assert measures(normalize(typed)) == ()


@pytest.mark.parametrize(
    ("asked", "condition", "meets"),
    [
        ("40cm", "30cm以上", True),
        ("40cm", "30cm未満", False),
        ("30cm", "30cm以上", True),
        ("30cm", "30cm未満", False),
        ("29cm", "30cm未満", True),
        ("5袋", "1回4袋以上", True),
        ("5袋", "1回3袋まで", False),
        ("5袋", "30cm以上", False),
        ("30cm以上", "30cm以上", True),
    ],
)
def test_a_size_meets_a_condition_or_not(asked: str, condition: str, meets: bool) -> None:
    (one,), (other,) = measures(asked), measures(condition)
    assert one.meets(other) is meets


def test_taking_measures_out_leaves_the_rest() -> None:
    text = "30cm以上の扇風機と20cmの缶"
    assert without(text, measures(text)).split() == ["扇風機と", "缶"]


@given(st.text(alphabet="0123456789一二十百.×cmセンチ袋以上まで扇", max_size=20))
def test_any_text_is_read(text: str) -> None:
    for found in measures(text):
        assert isinstance(found, Measure)
        assert 0 <= found.span[0] < found.span[1] <= len(text)
        assert found.low <= found.high
