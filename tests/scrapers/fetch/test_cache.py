from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.fetch.cache import DiskCache
from scrapers.page import Page

AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def page(url: str = "https://city.example/a", body: bytes = b"<p>\n\n</p>", etag: str | None = '"1"') -> Page:
    return Page(url, url, 200, "text/html; charset=Shift_JIS", body, fetched_at=AT, etag=etag)


@given(st.text(), st.binary(), st.none() | st.text())
def test_what_is_put_comes_back(tmp_path: Path, url: str, body: bytes, etag: str | None) -> None:
    cache = DiskCache(tmp_path / "pages")
    cache.put(page(url, body, etag))
    assert cache.get(url) == page(url, body, etag)


@pytest.mark.parametrize("url", ["https://city.example/../../etc/passwd", "../../x", "a" * 5000, "\0", "con"])
def test_no_url_names_a_path(tmp_path: Path, url: str) -> None:
    DiskCache(tmp_path / "pages").put(page(url))
    written = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.parts[0] for path in written] == ["pages"]
    assert len(written[0].name) == 64


def test_what_is_not_to_be_kept_is_forgotten(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path / "pages")
    cache.put(page())
    cache.put(page("https://city.example/old"))
    (tmp_path / "pages" / "ab").mkdir(exist_ok=True)
    (tmp_path / "pages" / "ab" / ".half").write_bytes(b"x")
    cache.keep_only([page().url, "https://city.example/never"])
    assert cache.get(page().url) == page()
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_the_last_version_counts_and_leaves_nothing_behind(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path)
    cache.put(page(body=b"old"))
    cache.put(page(body=b"new"))
    assert cache.get(page().url) == page(body=b"new")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: kept[:-1],
        lambda kept: b"",
        lambda kept: b"{}\n",
        lambda kept: b"[" + kept,
        lambda kept: kept + b"x",
    ],
)
def test_what_is_damaged_is_as_if_not_kept(tmp_path: Path, damage: object) -> None:
    cache = DiskCache(tmp_path)
    cache.put(page())
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert cache.get(page().url) is None
