from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from scrapers.fetch.outlinks import outlinks
from scrapers.page import Page

AT = "https://city.example/kurashi/gomi/index.html"


def links(body: bytes | str, kind: str = "text/html") -> list[str]:
    body = body if isinstance(body, bytes) else body.encode()
    found = outlinks(Page(AT, AT, 200, kind, body, fetched_at=datetime(2026, 11, 20, tzinfo=UTC)))
    assert all(link.startswith("https://city.example/") for link in found)
    return [link.removeprefix("https://city.example/") for link in found]


def test_every_way_a_page_leads_on() -> None:
    body = """<a href="faq.html">よくある質問</a> <map><area href="/map"></map> <link rel="next" href="?page=2"> <a name=x>no</a>
        <iframe src="calendar"></iframe> <meta http-equiv="Refresh" content="0; URL='/new/'"> <a href="dict.xlsx">"""
    section = ("faq.html", "index.html?page=2", "calendar", "dict.xlsx")
    assert sorted(links(body)) == sorted(["map", "new/", *(f"kurashi/gomi/{name}" for name in section)])


def test_the_base_of_a_page_counts() -> None:
    assert links('<base href="/old/"><a href="a.html">a</a>') == ["old/a.html"]
    assert links('<base href="http://["><a href="a.html">a</a>') == ["kurashi/gomi/a.html"]


def test_what_leads_nowhere_is_left_out() -> None:
    assert (
        links(
            '<a href="#top">a</a><a href="mailto:x@city.example">b</a><a href="javascript:void(0)">c</a><a href="tel:0">d</a>'
        )
        == []
    )


def test_each_page_once() -> None:
    assert links('<a href="a#1">1</a><a href="a#2">2</a><a href="A">3</a>') == [
        "kurashi/gomi/a",
        "kurashi/gomi/A",
    ]


def test_a_page_may_ask_not_to_follow() -> None:
    assert links('<META NAME="ROBOTS" CONTENT="NOINDEX,NOFOLLOW"><a href="a">a</a>') == []
    assert links('<a rel="noopener nofollow" href="a">a</a><a href="b">b</a>') == ["kurashi/gomi/b"]


def test_files_lead_nowhere() -> None:
    assert links('<a href="a">a</a>', "application/pdf") == []


def test_broken_html_in_an_old_encoding() -> None:
    body = (
        "<html><meta charset=Shift_JIS><table><td><a href='表.html'>表</b></a><td><a href=b.html>能".encode(
            "cp932"
        )
    )
    assert links(body) == ["kurashi/gomi/%E8%A1%A8.html", "kurashi/gomi/b.html"]


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_page_can_be_read(body: bytes | str) -> None:
    raw = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    outlinks(Page(AT, AT, 200, "", b"<a href=" + raw, fetched_at=datetime(2026, 11, 20, tzinfo=UTC)))
