"""What a question is after is told apart from the thing that it is about."""

from __future__ import annotations

import pytest

from faqbot.text.aims import aims, without


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("電子レンジの捨て方", {"throw"}),
        ("電子レンジの修理", {"mend"}),
        ("でんしれんじ しゅうり", {"mend"}),
        ("レンジほかしたい", {"throw"}),
        ("指定袋はなんぼ", {"price"}),
        ("集積所", set()),
        ("", set()),
    ],
)
def test_aims(text: str, found: set[str]) -> None:
    assert aims(text) == found


@pytest.mark.parametrize(
    ("text", "thing"), [("電子レンジの修理", "電子レンジの"), ("修理", "修理"), ("", ""), ("傘", "傘")]
)
def test_the_thing_without_the_aim(text: str, thing: str) -> None:
    assert without(text).strip() == thing
