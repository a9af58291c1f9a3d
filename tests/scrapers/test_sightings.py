"""Every layout that is read gives entries that are told apart, and that are the same when the site is read again."""

from __future__ import annotations

import pytest

from scrapers.extract import extract
from scrapers.harvest.compare import compare
from scrapers.harvest.sightings import Sighting, sightings
from scrapers.page import Page
from scrapers.sources import Source
from tests.scrapers.measure import ALL, NOW
from tests.scrapers.sites import Layout

SOURCE = Source(
    name="mihon", start=(), collection="gomi", department="ごみ課", contact="gomi@city.example.jp"
)


def read(layout: Layout) -> dict[str, tuple[Sighting, ...]]:
    made: dict[str, tuple[Sighting, ...]] = {}
    for path, (kind, body) in layout().pages.items():
        url = f"https://www.city.example.jp{path}"
        page = Page(url=url, final_url=url, status=200, content_type=kind, body=body, fetched_at=NOW)
        extracted = extract(page)
        made[url] = sightings(extracted, SOURCE)
        assert len(made[url]) == len(extracted.items) + len(extracted.faqs), (
            "two things of a page share their key"
        )
    return made


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout().name)
def test_a_site_that_is_read_twice_has_not_changed(layout: Layout) -> None:
    first = read(layout)
    ids = [sighting.entry.id for things in first.values() for sighting in things]
    assert len(ids) == len(set(ids))
    again = compare(first, read(layout), ())
    assert (again.differences, again.shrunk) == ((), ())
