"""Every layout is read: precision and recall of items and questions, by layout."""

from __future__ import annotations

import pytest

from tests.scrapers import measure
from tests.scrapers.sites import Layout, first, second, third

LEAST = 0.98


@pytest.mark.parametrize(
    "layout",
    [*first.LAYOUTS, *second.LAYOUTS, *third.LAYOUTS],
    ids=lambda layout: f"{layout.__module__.rpartition('.')[2]}-{layout.__name__}",
)
def test_items_and_questions_are_found(layout: Layout) -> None:
    site = layout()
    read = measure.read_site(site)
    for measured in (measure.items(site, read), measure.faqs(site, read)):
        assert min(measured.precision, measured.recall) >= LEAST, (measured.missing, measured.wrong)
