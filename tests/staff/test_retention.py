"""How long what is kept is a setting that says what is wrong with it."""

from __future__ import annotations

import pytest

from faqbot.errors import SettingsError
from faqbot.staff.retention import DAYS, Kept, days_of


def test_a_city_changes_what_it_names() -> None:
    assert days_of("") == dict(DAYS)
    assert days_of("questions=180  inquiries=1096") == dict(DAYS) | {
        Kept.QUESTIONS: 180,
        Kept.INQUIRIES: 1096,
    }


@pytest.mark.parametrize(
    "given", ["questions", "questions=0", "questions=-1", "words=3", "=3", "questions=x"]
)
def test_what_cannot_be_used(given: str) -> None:
    with pytest.raises(SettingsError, match="questions、tickets"):
        days_of(given)
