from __future__ import annotations

import pytest

from scrapers.fetch.robots import read

CITY = "https://city.example"


def test_our_name_counts_before_the_star() -> None:
    rules = read(
        200, b"User-agent: *\nDisallow: /\n\nUser-agent: FAQbot\nDisallow: /kensaku/\nCrawl-delay: 3\n"
    )
    assert rules.allows(f"{CITY}/kurashi/")
    assert not rules.allows(f"{CITY}/kensaku/?q=1")
    assert rules.delay == 3


def test_patterns_and_sitemaps() -> None:
    rules = read(
        200, b"User-agent: *\nDisallow: /*.cgi$\nAllow: /faq\nSitemap: https://city.example/map.xml\n"
    )
    assert not rules.allows(f"{CITY}/a/b.cgi")
    assert rules.sitemaps == (f"{CITY}/map.xml",)
    assert rules.delay == 0


def test_request_rate_is_a_delay() -> None:
    assert read(200, b"User-agent: *\nRequest-rate: 1/10\nCrawl-delay: 2\n").delay == 10


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False), (304, False)],
)
def test_without_a_file(status: int, allowed: bool) -> None:
    assert read(status, b"User-agent: *\nDisallow:").allows(f"{CITY}/a") is allowed


@pytest.mark.parametrize(
    "body", [b"", b"\xef\xbb\xbfUser-agent: *\nDisallow:", b"<html>404</html>", bytes(range(256)) * 9]
)
def test_any_file_can_be_read(body: bytes) -> None:
    assert read(200, body).allows(f"{CITY}/a")


def test_no_more_than_the_first_half_megabyte_is_read() -> None:
    assert read(200, b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /").allows(f"{CITY}/a")
