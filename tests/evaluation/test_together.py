"""An agent who does not say which system still finds the answer."""

from __future__ import annotations

from eval.together import questions
from faqbot.desk.lookup import merged


def test_all_systems_at_once_are_nearly_as_good_as_the_right_one() -> None:
    """A quarter of the questions; the whole is measured by `python -m eval.together`."""
    asked = list(questions(every=4))
    found = sum(each.found(merged(each.decisions, 3)) for each in asked)
    assert found / len(asked) >= 0.89
