"""Labels fit, and still tell the options apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.channels.line_labels import MOST, short_labels

BAGS = (
    "市指定ごみ袋に入って口がしっかり結べるもの",
    "市指定ごみ袋に入らない、または口が結べないもの",
    "この中にない",
)


@pytest.mark.parametrize(
    ("labels", "short"),
    [
        (("毛布", "この中にない"), ("毛布", "この中にない")),
        (BAGS, ("入って口がしっかり結べるもの", "入らない、または口が結べないもの", "この中にない")),
        (
            ("スプレー缶・カセットボンベは、どう出しますか？", "ペットボトルのキャップは、どう出しますか？"),
            ("スプレー缶・カセットボンベ", "ペットボトルのキャップ"),
        ),
        (
            ("あ" * 30 + "甲", "あ" * 30 + "乙"),
            ("あ" * 10 + "…" + "あ" * 8 + "甲", "あ" * 10 + "…" + "あ" * 8 + "乙"),
        ),
    ],
)
def test_what_all_have_in_common_goes_first(labels: tuple[str, ...], short: tuple[str, ...]) -> None:
    assert short_labels(labels) == short


@given(st.lists(st.text(alphabet="あいのはに、（）", min_size=1, max_size=60), max_size=13, unique=True))
def test_every_label_fits_and_none_are_alike(labels: list[str]) -> None:
    short = short_labels(labels)
    assert all(1 <= len(label) <= MOST for label in short)
    assert len(set(short)) == len(labels)
