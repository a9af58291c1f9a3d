from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.fetch.declined import Declined
from scrapers.fetch.sitemaps import Sitemap, read

AT = "https://city.example/sitemap.xml"
PAGES = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://city.example/a.html </loc><lastmod>2026-11-01</lastmod></url>
<url><loc>https://city.example/b?x=1&amp;y=2</loc></url>
<url><loc>https://city.example/a.html#again</loc></url>
<url><loc>javascript:alert(1)</loc></url><url><loc/></url>
</urlset>"""
EXPECTED = Sitemap(pages=("https://city.example/a.html", "https://city.example/b?x=1&y=2"))


def test_pages() -> None:
    assert read(PAGES, AT) == EXPECTED


def test_gzipped() -> None:
    assert read(gzip.compress(PAGES), AT + ".gz") == EXPECTED


def test_an_index_of_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>/map1.xml</loc></sitemap><sitemap><loc>/map2.xml.gz</loc></sitemap></sitemapindex>"
    assert read(body, AT).sitemaps == ("https://city.example/map1.xml", "https://city.example/map2.xml.gz")


def test_a_list_of_lines() -> None:
    assert read(b"\xef\xbb\xbfhttps://city.example/x\r\nhttps://city.example/a\r\nnot a url\r\n", AT).pages[
        -1:
    ] == ("https://city.example/a",)


def test_broken_xml_lists_what_can_be_read() -> None:
    assert read(PAGES.partition(b"<url><loc>https://city.example/b")[0], AT).pages == (
        "https://city.example/a.html",
    )


def test_entities_are_neither_expanded_nor_loaded() -> None:
    laughs = b"""<!DOCTYPE x [<!ENTITY a "https://city.example/ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>&b;</loc></url><url><loc>&f;</loc></url></urlset>"""
    assert read(laughs, AT) == Sitemap()


def test_a_gzip_bomb_is_declined() -> None:
    with pytest.raises(Declined):
        read(gzip.compress(bytes(60 * 1024 * 1024)), AT)


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(body: bytes) -> None:
    assert isinstance(read(b"<" + body, AT), Sitemap)
