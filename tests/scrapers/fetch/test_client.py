"""The client against a real server, well-behaved and hostile."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import time
from io import BytesIO
from itertools import count, repeat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from faqbot.errors import SettingsError
from scrapers.fetch.addresses import AddressPolicy
from scrapers.fetch.cache import DiskCache
from scrapers.fetch.client import Client
from scrapers.fetch.limits import Limits
from scrapers.fetch.politeness import Hours, Pace
from scrapers.page import NotModified, Page, Reason, Refused
from tests.scrapers.conftest import Hands
from tests.scrapers.server import Asked, Reply, Site, html, redirect, serving

HERE = AddressPolicy.allowing("127.0.0.1/32")
SMALL = Limits(page=20_000, file=200_000, unpacked=400_000)
Open = Callable[..., Client]


@pytest.fixture
def opened(site: Site, hands: Hands, tmp_path: Path) -> Iterator[Open]:
    """Clients for the site, closed in the end."""
    clients = []

    def make(hosts: tuple[str, ...] = (), hours: Hours | None = None, policy: AddressPolicy = HERE) -> Client:
        client = Client(
            (site.host, *hosts), "mailto:gomi@city.example", pace=Pace(hands, hours=hours), watch=hands,
            cache=DiskCache(tmp_path / "pages"), limits=SMALL, policy=policy,
        )  # fmt: skip
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


def why(fetched: object) -> Reason:
    assert isinstance(fetched, Refused), fetched
    return fetched.reason


def test_a_page(site: Site, opened: Open) -> None:
    site.pages["/gomi.html"] = html(
        "粗大ごみ", "Shift_JIS", ETag='"1"', Last_Modified="Fri, 20 Nov 2026 03:00:00 GMT"
    )
    page = opened().fetch(site.url("/gomi.html?utm_source=x#top"))
    assert isinstance(page, Page)
    assert (page.url, page.final_url, page.status) == (site.url("/gomi.html"), site.url("/gomi.html"), 200)
    assert page.content_type == "text/html; charset=Shift_JIS"
    assert page.body == "粗大ごみ".encode("cp932")
    assert (page.etag, page.last_modified) == ('"1"', "Fri, 20 Nov 2026 03:00:00 GMT")


def test_it_says_who_it_is(site: Site, opened: Open) -> None:
    opened().fetch(site.url("/"))
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/"]
    assert all("(+mailto:gomi@city.example)" in asked.headers["user-agent"] for asked in site.asked)
    assert all(asked.headers["user-agent"].startswith("faqbot/") for asked in site.asked)


@pytest.mark.parametrize("contact", ["", "  ", "ごみ課", "a@city.example\r\nX: y"])
def test_without_a_contact_there_is_no_crawl(hands: Hands, contact: str) -> None:
    with pytest.raises(SettingsError, match="連絡先"):
        Client(("city.example",), contact, pace=Pace(hands), watch=hands)


def test_an_unchanged_page_is_not_sent_again(site: Site, opened: Open) -> None:
    def page(asked: Asked) -> Reply:
        return Reply(status=304) if asked.headers.get("if-none-match") == '"7"' else html("傘", ETag='"7"')

    site.pages["/a"] = page
    first = opened().fetch(site.url("/a"))
    assert opened().fetch(site.url("/a")) == NotModified(site.url("/a"), first)
    site.pages["/a"] = html("日傘", ETag='"8"')
    changed = opened().fetch(site.url("/a"))
    assert isinstance(changed, Page)
    assert changed.body == "日傘".encode()


def test_validators_go_to_the_url_they_came_from(site: Site, opened: Open) -> None:
    site.pages["/old"] = redirect("/new")
    site.pages["/new"] = html("傘", ETag='"7"')
    opened().fetch(site.url("/old"))
    page = opened().fetch(site.url("/old"))
    assert isinstance(page, Page)
    assert (page.url, page.final_url) == (site.url("/old"), site.url("/new"))
    assert [(a.path, a.headers.get("if-none-match")) for a in site.asked[4:]] == [
        ("/old", None),
        ("/new", '"7"'),
    ]


def test_not_modified_unasked_is_no_page(site: Site, opened: Open) -> None:
    site.pages["/a"] = Reply(status=304)
    assert why(opened().fetch(site.url("/a"))) is Reason.STATUS


def test_robots_txt_is_asked_once_and_obeyed(site: Site, hands: Hands, opened: Open) -> None:
    site.pages["/robots.txt"] = Reply(
        b"User-agent: *\nDisallow: /secret/\nCrawl-delay: 20\n", headers={"Content-Type": "text/plain"}
    )
    site.pages["/a"] = site.pages["/b"] = html("")
    site.pages["/hop"] = redirect("/secret/x")
    client = opened()
    assert why(client.fetch(site.url("/secret/x"))) is Reason.ROBOTS
    client.fetch(site.url("/a"))
    before = hands.passed
    client.fetch(site.url("/b"))
    assert 20 <= hands.passed - before <= 21
    assert why(client.fetch(site.url("/hop"))) is Reason.ROBOTS
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/a", "/b", "/hop"]


def test_robots_txt_is_asked_again_the_next_day(site: Site, hands: Hands, opened: Open) -> None:
    client = opened()
    client.fetch(site.url("/a"))
    hands.passed += 86_400
    client.fetch(site.url("/b"))
    assert [asked.path for asked in site.asked] == ["/robots.txt", "/a", "/robots.txt", "/b"]


def test_a_server_that_cannot_show_its_robots_txt_is_left_alone(site: Site, opened: Open) -> None:
    site.pages["/robots.txt"] = Reply(status=503)
    client = opened()
    assert client.fetch(site.url("/a")) == Refused(site.url("/a"), Reason.SERVER, "robots.txt 503")
    assert why(client.fetch(site.url("/b"))) is Reason.SERVER
    assert [asked.path for asked in site.asked] == ["/robots.txt"] * 3


def test_a_faltering_server_gets_pauses_and_three_attempts(site: Site, hands: Hands, opened: Open) -> None:
    site.pages["/a"] = Reply(status=500)
    assert why(opened().fetch(site.url("/a"))) is Reason.SERVER
    assert site.paths == ["/a"] * 3
    assert [int(pause) for pause in hands.slept[-2:]] == [2, 4]


def test_retry_after_is_obeyed(site: Site, hands: Hands, opened: Open) -> None:
    replies = iter([Reply(status=429, headers={"Retry-After": "77"}), html("傘")])
    site.pages["/a"] = lambda asked: next(replies)
    assert isinstance(opened().fetch(site.url("/a")), Page)
    assert 77 <= hands.slept[-1] < 78
    site.pages["/b"] = Reply(status=503, headers={"Retry-After": "86400"})
    assert why(opened().fetch(site.url("/b"))) is Reason.WAIT


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (404, Reason.GONE),
        (410, Reason.GONE),
        (403, Reason.STATUS),
        (501, Reason.STATUS),
        (204, Reason.STATUS),
    ],
)
def test_statuses(site: Site, opened: Open, status: int, reason: Reason) -> None:
    site.pages["/a"] = Reply(status=status)
    assert why(opened().fetch(site.url("/a"))) is reason


def test_outside_the_hours_nothing_is_asked(site: Site, opened: Open) -> None:
    assert why(opened(hours=Hours(time(1), time(4))).fetch(site.url("/a"))) is Reason.HOURS
    assert site.asked == []


# The hostile site


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:{other}/", "http://localhost:{other}/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/",
     "http://10.0.0.1/", "file:///etc/passwd", "javascript:alert(1)", "//attacker.example/", "http://user:pw@127.0.0.1/"],
)  # fmt: skip
def test_redirects_stay_on_the_hosts_of_the_source(site: Site, opened: Open, target: str) -> None:
    with serving(Site()) as other:
        site.pages["/a"] = redirect(target.format(other=other.host.partition(":")[2]))
        assert why(opened().fetch(site.url("/a"))) in (Reason.HOST, Reason.URL)
        assert other.asked == []


@pytest.mark.parametrize("inside", ["169.254.169.254", "10.0.0.1", "127.0.0.1", "[::1]", "localhost"])
def test_even_a_host_of_the_source_must_be_public(site: Site, opened: Open, inside: str) -> None:
    host = f"{inside}:{site.host.partition(':')[2]}"
    client = opened((host,), policy=AddressPolicy())
    assert why(client.fetch(f"http://{host}/")) is Reason.ADDRESS
    assert site.asked == []


def test_a_redirect_to_a_private_host_of_the_source(site: Site, opened: Open) -> None:
    site.pages["/a"] = redirect("http://169.254.169.254/")
    assert why(opened(("169.254.169.254",)).fetch(site.url("/a"))) is Reason.ADDRESS


def test_a_loop_of_redirects(site: Site, opened: Open) -> None:
    site.pages["/a"], site.pages["/b"] = redirect("/b"), redirect("/a")
    assert why(opened().fetch(site.url("/a"))) is Reason.REDIRECTS
    assert site.paths == ["/a", "/b"]


def test_redirects_without_end(site: Site, opened: Open) -> None:
    numbers = count()
    site.otherwise = lambda asked: (
        redirect(f"/{next(numbers)}") if asked.path != "/robots.txt" else Reply(status=404)
    )
    assert why(opened().fetch(site.url("/a"))) is Reason.REDIRECTS
    assert len(site.paths) == SMALL.redirects + 1


def test_a_gigabyte_is_refused_unread_where_it_is_announced(site: Site, opened: Open) -> None:
    site.pages["/a.pdf"] = Reply(
        repeat(bytes(65_536)), headers={"Content-Type": "application/pdf", "Content-Length": str(1 << 30)}
    )
    assert why(opened().fetch(site.url("/a.pdf"))) is Reason.SIZE


def test_a_gigabyte_is_left_at_the_limit_where_it_is_not(site: Site, opened: Open) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(16_384):
            sent += 65_536
            yield bytes(65_536)

    site.pages["/a"] = Reply(endless(), headers={"Content-Type": "text/html"})
    assert why(opened().fetch(site.url("/a"))) is Reason.SIZE
    assert sent < 100 << 20  # what the sockets between us hold


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_gzip_bomb(site: Site, opened: Open, coding: str) -> None:
    bomb = gzip.compress(bytes(10_000_000))
    assert len(bomb) < SMALL.page
    site.pages["/a"] = Reply(bomb, headers={"Content-Type": "text/html", "Content-Encoding": coding})
    assert why(opened().fetch(site.url("/a"))) in (Reason.SIZE, Reason.TYPE)


def test_a_zip_bomb(site: Site, opened: Open, tmp_path: Path) -> None:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(10_000_000))
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    site.pages["/a.xlsx"] = Reply(made.getvalue(), headers={"Content-Type": sheet})
    assert why(opened().fetch(site.url("/a.xlsx"))) is Reason.ARCHIVE
    assert not (tmp_path / "pages").exists()


@pytest.mark.parametrize(
    "kind",
    ["video/mp4", "image/png", "application/x-msdownload", "application/octet-stream", "application/zip"],
)
def test_other_types_are_refused_unread(site: Site, opened: Open, kind: str) -> None:
    site.pages["/a"] = Reply(repeat(b"x" * 1000), headers={"Content-Type": kind})
    assert why(opened().fetch(site.url("/a"))) is Reason.TYPE


def test_a_spreadsheet_without_a_type_is_taken_by_its_name(site: Site, opened: Open) -> None:
    site.pages["/a.csv"] = Reply(
        "品目,区分".encode("cp932"), headers={"Content-Type": "application/octet-stream"}
    )
    assert isinstance(opened().fetch(site.url("/a.csv")), Page)


def test_a_slow_drip(site: Site, hands: Hands, opened: Open) -> None:
    client = opened()
    client.fetch(site.url("/robots-first"))
    site.pages["/a"] = Reply(repeat(b"x"), headers={"Content-Type": "text/html"})
    hands.step = 10
    assert why(client.fetch(site.url("/a"))) is Reason.DEADLINE


def test_a_torn_answer_is_tried_again(site: Site, opened: Open) -> None:
    replies = iter(
        [Reply(iter([b"half"]), headers={"Content-Length": "8", "Content-Type": "text/html"}), html("傘")]
    )
    site.pages["/a"] = lambda asked: next(replies)
    assert isinstance(opened().fetch(site.url("/a")), Page)


def test_headers_that_cannot_be_sent_back_are_not(site: Site, opened: Open) -> None:
    site.pages["/a"] = html("傘", ETag='"\xe9"', Last_Modified="Fri, 20 Nov 2026 03:00:00 GMT")
    opened().fetch(site.url("/a"))
    assert isinstance(opened().fetch(site.url("/a")), Page)


def test_script_in_a_page_stays_data(site: Site, opened: Open) -> None:
    site.pages["/a"] = html("<td><script>alert(1)</script>傘</td>")
    page = opened().fetch(site.url("/a"))
    assert isinstance(page, Page)
    assert page.body == "<td><script>alert(1)</script>傘</td>".encode()
