from __future__ import annotations

import pytest

from scrapers.scope import Scope, is_dated, shape

CITY = "https://city.example"


def scope(*include: str, exclude: tuple[str, ...] = ()) -> Scope:
    return Scope((f"{CITY}/",), frozenset({"city.example"}), include, exclude)


@pytest.mark.parametrize(
    ("url", "belongs"),
    [
        ("/kurashi/gomi/", True),
        ("/kurashi/gomi/a/b.html?x=1", True),
        ("/kurashi/zei.html", False),
        ("/faq.php?frmId=279", True),
        ("/faq.php?other=1", False),
        ("/kurashi/gomi/jiten.pdf", True),
        ("/material/files/jiten.pdf", False),
        ("/kurashi/gomi/photo.JPG", False),
        ("/kurashi/gomi/print/a.html", False),
    ],
)
def test_what_belongs(url: str, belongs: bool) -> None:
    included = scope("/kurashi/gomi/", "/faq.php[?]frmId=", exclude=("*/print/",))
    assert included.includes(CITY + url) is belongs


def test_a_file_that_a_page_links_to_comes_with_it() -> None:
    included = scope("/kurashi/gomi/*", exclude=("*/secret/*",))
    assert included.attaches(f"{CITY}/material/files/jiten.XLSX")
    assert not included.attaches(f"{CITY}/material/secret/jiten.pdf")
    assert not included.attaches(f"{CITY}/material/index.html")
    assert not included.attaches("https://elsewhere.example/jiten.pdf")


def test_other_hosts_never_belong_and_twins_do() -> None:
    assert not scope().includes("https://elsewhere.example/")
    assert not scope().includes("https://city.example.elsewhere.example/")
    assert scope().includes("http://www.city.example/a")
    assert Scope((), frozenset({"WWW.City.Example"})).includes(f"{CITY}/a")


def test_without_patterns_the_whole_site_belongs() -> None:
    assert scope().includes(f"{CITY}/anything?x=1")
    assert not scope().includes(f"{CITY}/style.css")


@pytest.mark.parametrize("path", ["/cal/2026/11/", "/cal/2026/11/20", "/cal/202611.html", "/cal/20261120/index.html", "/cal/2026-11",
                                  "/c.php?yy=2026&mm=9", "/c.php?date=2026-11-20", "/c.aspx?ym=202611"])  # fmt: skip
def test_calendars_are_dated(path: str) -> None:
    assert is_dated(CITY + path)


@pytest.mark.parametrize("path", ["/docs/2021121400034/", "/page/0000369352.html", "/news/2024/03/00328.html", "/SOSIKI/1458109494914.html",
                                  "/faq?id=2024", "/garbage.php?mode=detail&id=55", "/soshiki/15/petbottle.html", "/d.aspx?d=12&m=1"])  # fmt: skip
def test_numbered_pages_are_not(path: str) -> None:
    assert not is_dated(CITY + path)


def test_the_pages_of_one_kind_have_one_shape() -> None:
    assert shape(f"{CITY}/cal/2026/1?d=3&c=1") == shape(f"{CITY}/cal/2031/12?c=2&d=4")
    assert shape(f"{CITY}/a/1") != shape(f"{CITY}/b/1")
