from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scrapers.fetch.declined import Declined
from scrapers.fetch.urls import clean, fold, resolve, site

CITY = "https://www.city.mihon.lg.jp"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("HTTP://WWW.City.Mihon.LG.jp:80/A.html", "http://www.city.mihon.lg.jp/A.html"),
        (f"{CITY}:443", f"{CITY}/"),
        ("http://www.city.mihon.lg.jp:443/a", f"{CITY}/a"),
        (f"{CITY}/a/../b/./c#top", f"{CITY}/b/c"),
        (f"{CITY}/../..", f"{CITY}/"),
        (f"{CITY}/ごみ.html?q=傘", f"{CITY}/%E3%81%94%E3%81%BF.html?q=%E5%82%98"),
        (f"{CITY}/%7etanaka/%e3%81%82%2f", f"{CITY}/~tanaka/%E3%81%82%2F"),
        (f"{CITY}/100%?", f"{CITY}/100%25"),
        (f"{CITY}/list.jsp;jsessionid=0A1B?pg=2", f"{CITY}/list.jsp?pg=2"),
        (f"{CITY}/(S(abc123))/faq.aspx", f"{CITY}/faq.aspx"),
        (f"{CITY}/faq?utm_source=x&FAQID=12&PHPSESSID=9&wovn=en", f"{CITY}/faq?FAQID=12"),
        (f"{CITY}/d?c_id=32&Code1=%82%b3&pg=", f"{CITY}/d?c_id=32&Code1=%82%B3&pg="),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("https://みほん.example/", "https://xn--79jh5d.example/"),
        ("https://city.mihon.lg.jp./", "https://city.mihon.lg.jp/"),
    ],
)
def test_clean(url: str, asked: str) -> None:
    assert clean(url) == asked


@pytest.mark.parametrize(
    "twins",
    [
        [f"{CITY}/kurashi/", "http://city.mihon.lg.jp:80/kurashi/index.html", f"{CITY}:443/kurashi/#gomi"],
        [
            f"{CITY}/kurashi/a.html",
            f"{CITY}/sp/kurashi/a.html",
            f"{CITY}/m/kurashi/a.html",
            f"{CITY}/smph/kurashi/a.html",
        ],
        [f"{CITY}/a.html", "https://sp.city.mihon.lg.jp/a.html", "https://mobile.city.mihon.lg.jp/a.html?"],
        [f"{CITY}/FAQ_P/P200.aspx?FAQID=1", f"{CITY}/faq_p/p200.aspx?FAQID=1&utm_campaign=x"],
    ],
)
def test_twins_are_one_page(twins: list[str]) -> None:
    assert len({fold(twin) for twin in twins}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/faq?id=1", "/faq?id=2"),
        ("/A.html", "/a.html"),
        ("/gyosei/mobile/5374/", "/gyosei/5374/"),
        ("/spring/a.html", "/a.html"),
        ("/a%2Fb", "/a/b"),
        ("/a.html", "/a.html/"),
    ],
)
def test_different_pages_stay_apart(one: str, other: str) -> None:
    assert fold(CITY + one) != fold(CITY + other)


def test_a_source_may_name_parameters_that_choose_nothing() -> None:
    url = f"{CITY}/faq_detail.php?co=cat&frmId=279&frmCd=2-8-1"
    assert clean(url, drop=["co", "frmCd"]) == f"{CITY}/faq_detail.php?frmId=279"


@pytest.mark.parametrize(
    "url",
    ["", "/kurashi", "ftp://city.example/", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://user:pw@city.example/",
     "http://city.example:99999/", "http://[::1/", "http://a b/", "https://city.example/" + "a" * 3000],
)  # fmt: skip
def test_what_is_no_url_of_the_web_is_declined(url: str) -> None:
    with pytest.raises(Declined):
        clean(url)


def test_links_are_read_against_their_page() -> None:
    page = f"{CITY}/kurashi/gomi/index.html"
    assert resolve(page, " ../faq.html#q1 ") == f"{CITY}/kurashi/faq.html"
    assert resolve(page, "//city.mihon.lg.jp/a") == "https://city.mihon.lg.jp/a"
    assert resolve(page, "mailto:gomi@city.example") is None
    assert resolve(page, "http://[broken") is None


def test_the_server_is_the_same_under_its_twins() -> None:
    assert site(f"{CITY}/a") == site("http://sp.city.mihon.lg.jp/b") == "city.mihon.lg.jp"
    assert site("http://127.0.0.1:8080/") == "127.0.0.1:8080"
    assert site("https://www.jp/") == "www.jp"


PARTS = st.sampled_from(
    "/ . .. // index.html default.aspx sp m smph A a %7e %2f %E3%81%82 % ごみ ; ;jsessionid=1 (S(x)) ? & = # sid=1 utm_id=2 id=3 : @ + \\".split(
        " "
    )
)
HOSTS = st.sampled_from(
    ["city.example", "WWW.City.Example", "www.sp.m.city.example:443", "sp.example:8080", "m.jp"]
)
URLS = st.builds(
    lambda scheme, host, parts: f"{scheme}://{host}/{''.join(parts)}",
    st.sampled_from(["http", "https", "HTTP"]), HOSTS, st.lists(PARTS | st.text(max_size=3), max_size=9),
)  # fmt: skip


@given(URLS)
@example("https://city.example/sp/m/index.html/index.html")
@example("https://city.example/%2e%2e/%2E/a")
@example("https://city.example/(S(a))(S(b))/x;sid=1;sid=2")
def test_cleaning_and_folding_again_change_nothing(url: str) -> None:
    cleaned = clean(url)
    assert clean(cleaned) == cleaned
    assert fold(fold(url)) == fold(url) == fold(cleaned)
    assert cleaned.isascii()
    assert "#" not in cleaned
