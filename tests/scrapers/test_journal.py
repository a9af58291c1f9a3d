from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.fetch.cache import DiskCache
from scrapers.journal import Journal
from scrapers.page import Fetched, NotModified, Page, Reason, Refused

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
A, B, C = "https://city.example/a", "https://city.example/b", "https://city.example/c"


def page(url: str) -> Page:
    return Page(url, url, 200, "text/html", b"<p>", fetched_at=NOW)


@pytest.fixture
def cache(tmp_path: Path) -> DiskCache:
    made = DiskCache(tmp_path / "pages")
    made.put(page(A))
    made.put(page(B))
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journals" / "mihon.jsonl"


CAME: list[Fetched] = [page(A), NotModified(B, page(B)), Refused(C, Reason.GONE, "404")]


def test_what_came_is_told_again(path: Path, cache: DiskCache) -> None:
    journal = Journal(path, cache, NOW)
    assert [journal.replay(fetched.url) for fetched in CAME] == [None] * 3
    for fetched in CAME:
        journal.note(fetched.url, fetched)
    resumed = Journal(path, cache, NOW + timedelta(days=1))
    assert [resumed.replay(fetched.url) for fetched in CAME] == CAME


@pytest.mark.parametrize(
    "reason", [Reason.SERVER, Reason.NETWORK, Reason.HOURS, Reason.WAIT, Reason.DEADLINE]
)
def test_what_may_pass_is_asked_again(path: Path, cache: DiskCache, reason: Reason) -> None:
    Journal(path, cache, NOW).note(C, Refused(C, reason))
    assert Journal(path, cache, NOW).replay(C) is None


def test_a_page_that_is_not_kept_any_more_is_asked_again(path: Path, cache: DiskCache) -> None:
    Journal(path, cache, NOW).note(C, page(C))
    assert Journal(path, cache, NOW).replay(C) is None


@pytest.mark.parametrize("torn", ['{"url": "https://city.example/b", "ca', "\x00\x00", "[]", '{"url": 1}'])
def test_a_torn_line_is_left_out(path: Path, cache: DiskCache, torn: str) -> None:
    Journal(path, cache, NOW).note(A, page(A))
    with path.open("a") as file:
        file.write(torn)
    resumed = Journal(path, cache, NOW)
    assert (resumed.replay(A), resumed.replay(B)) == (page(A), None)
    resumed.note(B, NotModified(B, page(B)))
    assert Journal(path, cache, NOW).replay(A) == page(A)


def test_a_crawl_that_is_over_leaves_the_pages_it_met(path: Path, cache: DiskCache) -> None:
    journal = Journal(path, cache, NOW)
    journal.replay(A)
    journal.close()
    assert (cache.get(A), cache.get(B)) == (page(A), None)


def test_after_a_week_or_a_close_all_begins_anew(path: Path, cache: DiskCache) -> None:
    Journal(path, cache, NOW).note(A, page(A))
    assert Journal(path, cache, NOW + timedelta(days=8)).replay(A) is None
    journal = Journal(path, cache, NOW)
    journal.note(A, page(A))
    journal.close()
    assert cache.get(A) == page(A)
    assert Journal(path, cache, NOW).replay(A) is None
