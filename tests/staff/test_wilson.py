"""Wilson's interval: published values, and what must hold for any share."""

from __future__ import annotations

import pytest

from faqbot.staff.funnel import Judged
from faqbot.staff.wilson import interval


def test_a_share_of_nothing_may_be_anything() -> None:
    assert interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_intervals(hits: int, of: int, low: float, high: float) -> None:
    assert interval(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_one_complaint_is_less_sure_than_many() -> None:
    one = Judged(collection="c", entry_id="a", shown=1, solved=0, not_solved=1)
    many = Judged(collection="c", entry_id="b", shown=50, solved=10, not_solved=40)
    assert one.failing[0] < many.failing[0]
