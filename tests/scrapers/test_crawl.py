"""Whole walks over local sites: complete, bounded, resumable."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from scrapers.crawl import Crawl, End, Visit, open_crawl
from scrapers.fetch.addresses import AddressPolicy
from scrapers.fetch.politeness import Hours
from scrapers.page import NotModified, Page, Reason, Refused
from scrapers.scope import Scope
from tests.scrapers.conftest import Hands
from tests.scrapers.server import Asked, Reply, Site, html, redirect

Make = Callable[..., Crawl]


@pytest.fixture
def walk(site: Site, hands: Hands, tmp_path: Path) -> Iterator[Make]:
    """Crawls of the site that share a cache and a journal, as successive runs do."""
    with ExitStack() as crawls:

        def make(
            tell: Any = None, hours: Hours | None = None, known: Iterable[str] = (), **fields: Any
        ) -> Crawl:
            scope = Scope(
                **({"starts": (site.url("/"),), "hosts": frozenset({site.host}), "sitemap": False} | fields)
            )
            opened = open_crawl(
                scope, "mailto:gomi@city.example", tmp_path, hours=hours, known=known, tell=tell, watch=hands,
                policy=AddressPolicy.allowing("127.0.0.1/32"),
            )  # fmt: skip
            return crawls.enter_context(opened)

        yield make


def links(*paths: str, text: str = "") -> Reply:
    return html("".join(f'<a href="{path}">{path}</a>' for path in paths) + text)


def arrived(site: Site, crawl: Crawl) -> dict[str, str]:
    """The path of every visit, and what came of it."""
    return {visit.fetched.url.removeprefix(site.origin): came(visit) for visit in crawl}


def came(visit: Visit) -> str:
    match visit.fetched:
        case Refused(reason=reason):
            return reason.value
        case NotModified():
            return "same"
        case Page():
            return "page"


def test_every_page_and_file_that_belongs_is_visited_once(site: Site, walk: Make) -> None:
    site.pages |= {
        "/": links("/gomi/", "/zei/", "http://elsewhere.example/", "/gomi/index.html?utm_source=top"),
        "/gomi/": links(
            "/", "a.html", "./b.html#q", "/sp/gomi/a.html", "/files/jiten.csv", "gone.html", "photo.jpg"
        ),
        "/gomi/a.html": links("b.html", "a.html?PHPSESSID=1"),
        "/gomi/b.html": links("/gomi/"),
        "/files/jiten.csv": Reply("品目\n".encode("cp932"), headers={"Content-Type": "text/csv"}),
    }
    crawl = walk(include=("/gomi/*",))
    assert arrived(site, crawl) == {
        "/": "page", "/gomi/": "page", "/gomi/a.html": "page", "/gomi/b.html": "page", "/files/jiten.csv": "page", "/gomi/gone.html": "gone",
    }  # fmt: skip
    assert sorted(site.paths) == sorted({*site.paths}), "nothing is asked twice"
    assert crawl.end is End.COMPLETE


def test_a_visit_says_where_it_was_found(site: Site, walk: Make) -> None:
    site.pages |= {"/": links("/a"), "/a": links("/b"), "/b": html("")}
    assert [(v.depth, v.source) for v in walk()] == [(0, ""), (1, site.url("/")), (2, site.url("/a"))]


def test_the_second_walk_costs_conditional_requests(site: Site, walk: Make) -> None:
    def page(asked: Asked) -> Reply:
        same = asked.headers.get("if-none-match") == '"1"'
        return (
            Reply(status=304)
            if same
            else replace(links("/", "/a", "/b"), headers={"Content-Type": "text/html", "ETag": '"1"'})
        )

    site.pages |= dict.fromkeys(("/", "/a", "/b"), page)
    assert set(arrived(site, walk()).values()) == {"page"}
    again = walk()
    assert arrived(site, again) == dict.fromkeys(("/", "/a", "/b"), "same")
    assert again.end is End.COMPLETE


def test_what_redirects_lead_to_is_asked_for_once_by_its_own_url(site: Site, walk: Make) -> None:
    site.pages |= {
        "/": links("/old1", "/old2", "/new"),
        "/old1": redirect("/new"),
        "/old2": redirect("/moved"),
        "/new": html(""),
        "/moved": links("/moved"),
    }
    visits = [visit.fetched for visit in walk()]
    assert [(page.url, page.final_url) for page in visits if isinstance(page, Page)] == [
        (site.url(asked), site.url(came))
        for asked, came in [("/", "/"), ("/old1", "/new"), ("/old2", "/moved"), ("/new", "/new")]
    ]


def test_a_start_that_redirects_to_its_twin_is_followed(site: Site, walk: Make) -> None:
    site.pages |= {"/": redirect("/index.html"), "/index.html": links("/a"), "/a": html("")}
    assert arrived(site, walk()) == {"/": "page", "/a": "page"}


def test_what_an_earlier_crawl_met_is_asked_for_as_well(site: Site, walk: Make) -> None:
    site.pages |= {
        "/": links("/gomi/a"),
        "/gomi/a": html(""),
        "/gomi/alone": links("/gomi/b"),
        "/gomi/b": html(""),
        "/zei": html(""),
    }
    known = [site.url(path) for path in ("/", "/gomi/a", "/gomi/alone", "/gomi/gone", "/zei")]
    assert arrived(site, walk(known=known, include=("/gomi/",))) == {
        "/": "page", "/gomi/a": "page", "/gomi/alone": "page", "/gomi/gone": "gone", "/gomi/b": "page",
    }  # fmt: skip


def test_sitemaps_add_what_no_link_leads_to(site: Site, walk: Make) -> None:
    def listing(*paths: str, kind: str = "urlset") -> bytes:
        return f"<{kind}>{''.join(f'<x><loc>{site.url(path)}</loc></x>' for path in paths)}</{kind}>".encode()

    site.pages |= {
        "/": links("/a"),
        "/a": html(""),
        "/alone": links("/further"),
        "/further": html(""),
        "/robots.txt": Reply(
            f"Sitemap: {site.url('/maps.xml')}".encode(), headers={"Content-Type": "text/plain"}
        ),
        "/maps.xml": Reply(
            listing("/one.xml.gz", "/maps.xml", kind="sitemapindex"), headers={"Content-Type": "text/xml"}
        ),
        "/one.xml.gz": Reply(
            gzip.compress(listing("/a", "/alone", "/files/all.pdf")),
            headers={"Content-Type": "application/octet-stream"},
        ),
    }
    assert arrived(site, walk(sitemap=True, include=("/a*", "/further"))) == dict.fromkeys(
        ("/", "/a", "/alone", "/further"), "page"
    )
    assert site.paths.count("/maps.xml") == 1


def test_without_a_sitemap_the_links_suffice(site: Site, walk: Make) -> None:
    site.pages |= {"/": html("")}
    crawl = walk(sitemap=True)
    assert arrived(site, crawl) == {"/": "page"}
    assert site.paths == ["/", "/sitemap.xml"]
    assert crawl.end is End.COMPLETE


def test_progress_is_told(site: Site, walk: Make) -> None:
    told: list[tuple[int, int]] = []
    site.pages |= {"/": links("/a", "/b"), "/a": html(""), "/b": html("")}
    list(walk(tell=lambda done, known: told.append((done, known))))
    assert told == [(1, 1), (2, 3), (3, 3)]


# Interruptions


def test_a_killed_crawl_goes_on_and_is_seen_whole(site: Site, walk: Make) -> None:
    site.pages |= {"/": links("/a", "/b", "/gone"), "/a": links("/c"), "/b": html(""), "/c": html("")}
    first = [visit.fetched for visit in islice(walk(), 4)]
    asked = list(site.paths)
    resumed = walk()
    seen = [visit.fetched for visit in resumed]
    assert seen[:4] == first
    assert [visit.url for visit in seen] == [site.url(path) for path in ("/", "/a", "/b", "/gone", "/c")]
    assert site.paths == [*asked, "/c"]
    assert resumed.end is End.COMPLETE


def test_the_morning_ends_a_crawl_and_the_next_night_goes_on(site: Site, hands: Hands, walk: Make) -> None:
    open_for = Hours(
        (hands.now() - timedelta(minutes=1)).time(),
        (hands.now() + timedelta(seconds=10)).time(),
        hands.begun.tzinfo,
    )  # type: ignore[arg-type]
    site.pages |= {"/": links(*(f"/{i}.html" for i in range(20)))} | {
        f"/{i}.html": html("") for i in range(20)
    }
    evening = walk(hours=open_for)
    before = len(list(evening))
    assert evening.end is End.HOURS
    assert 5 < before < 21
    hands.passed += 86_400 - hands.passed
    rest = walk()
    assert len(list(rest)) == 21
    assert rest.end is End.COMPLETE
    assert len(site.paths) == 21


def test_a_failing_server_is_left_alone_and_later_asked_again(site: Site, walk: Make) -> None:
    names = [f"/{letter}" for letter in "abcdefghij"]
    site.pages |= {"/": links(*names)} | dict.fromkeys(names, Reply(status=500))
    crawl = walk()
    assert set(arrived(site, crawl).values()) == {"page", "server"}
    assert crawl.end is End.FAILING
    assert len(site.paths) == 1 + 5 * 3
    site.pages |= dict.fromkeys(names, html(""))
    healed = walk()
    assert set(arrived(site, healed).values()) == {"page"}
    assert healed.end is End.COMPLETE
    assert site.paths.count("/") == 1


# The hostile site


def test_an_endless_calendar_ends(site: Site, walk: Make) -> None:
    def month(asked: Asked) -> Reply:
        if not asked.path.startswith("/cal/"):
            return Reply(status=404)
        year, number = map(int, asked.path.removeprefix("/cal/").split("/"))
        following = f"/cal/{year + number // 12}/{number % 12 + 1}"
        return links(following, f"/cal/{year + 1}/{number}", "/gomi.html")

    site.pages |= {"/": links("/cal/2026/11"), "/gomi.html": html("")}
    site.otherwise = month
    crawl = walk(depth=10_000)
    assert "/gomi.html" in arrived(site, crawl)
    assert sum(path.startswith("/cal/") for path in site.paths) == 60
    assert crawl.end is End.COMPLETE


def test_a_maze_ends_by_shape_by_depth_and_by_number(site: Site, walk: Make) -> None:
    site.otherwise = lambda asked: (
        Reply(status=404) if asked.path == "/robots.txt" else links(f"{asked.path}1", f"{asked.path}2")
    )
    by_shape = walk(starts=(site.url("/n"),), alike=3)
    assert list(arrived(site, by_shape)) == ["/n", "/n1", "/n2", "/n11"]
    assert by_shape.end is End.COMPLETE
    by_depth = walk(starts=(site.url("/d"),), depth=3)
    assert [visit.depth for visit in by_depth] == [0, 1, 1, 2, 2, 2, 2] + 8 * [3]
    by_number = walk(starts=(site.url("/p"),), pages=25)
    assert len(list(by_number)) == 25
    assert by_number.end is End.PAGES


def test_a_page_with_countless_links_is_bounded(site: Site, walk: Make) -> None:
    known: list[int] = []
    site.pages |= {"/": html("".join(f"<a href=p{i}x>" for i in range(30_000)))}
    assert len(list(walk(pages=10, tell=lambda done, sum_: known.append(sum_)))) == 10
    assert max(known) == 10


def test_what_is_hostile_is_refused_and_the_rest_still_visited(site: Site, walk: Make) -> None:
    site.pages |= {
        "/": links("/inside", "/loop", "/bomb", "/movie", "/gomi.html", "/private/x"),
        "/inside": redirect("http://169.254.169.254/"),
        "/loop": redirect("/loop"),
        "/bomb": Reply(
            gzip.compress(bytes(20_000_000)),
            headers={"Content-Type": "text/html", "Content-Encoding": "gzip"},
        ),
        "/movie": Reply(b"", headers={"Content-Type": "video/mp4"}),
        "/gomi.html": html("<script>location='http://127.0.0.1/'</script>"),
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /private/", headers={"Content-Type": "text/plain"}),
    }
    crawl = walk()
    assert arrived(site, crawl) == {
        "/": "page", "/inside": Reason.HOST, "/loop": Reason.REDIRECTS, "/bomb": Reason.SIZE, "/movie": Reason.TYPE,
        "/gomi.html": "page", "/private/x": Reason.ROBOTS,
    }  # fmt: skip
    assert crawl.end is End.COMPLETE
