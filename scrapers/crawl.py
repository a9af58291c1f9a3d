"""Walk a source: from its starts along the links, then what its sitemaps list besides, each page once.

The walk is bounded (scope), polite (client) and resumable (journal). It gives what came of each URL and judges none of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urljoin

from scrapers.fetch.addresses import AddressPolicy
from scrapers.fetch.cache import DiskCache
from scrapers.fetch.client import Client
from scrapers.fetch.declined import Declined
from scrapers.fetch.outlinks import outlinks
from scrapers.fetch.politeness import Hours, Pace
from scrapers.fetch.sitemaps import Sitemap, read
from scrapers.fetch.watch import SystemWatch, Watch
from scrapers.frontier import Frontier
from scrapers.journal import PASSING, Journal
from scrapers.page import Fetched, NotModified, Page, Reason, Refused
from scrapers.scope import Scope

Tell = Callable[[int, int], None]
"""Is told how many URLs have been asked for, and how many are known."""
_IN_A_ROW = 5
"""So many failures one after the other, each after its retries, and the server is left alone until the next run."""
_SITEMAPS = 50
"""At most so many files of sitemaps."""


class End(StrEnum):
    """Why a crawl ended. Only of a complete one can be said that what it did not meet is gone."""

    COMPLETE = "complete"
    PAGES = "pages"
    """The scope's number of pages was reached."""
    HOURS = "hours"
    """The hours of the source are over; the next run goes on."""
    FAILING = "failing"
    """The server fails; the next run goes on."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of one URL, how many links from a start it is, and the page that links to it (empty for a start)."""

    fetched: Fetched
    depth: int
    source: str


class Crawl:
    """One walk over a source, to be iterated once. Afterwards `end` says why it ended; None if it was broken off.

    `known` are the URLs of an earlier crawl; what no link leads to any more is asked for as well, to learn whether it is
    gone. A redirect to a page that has been visited is a visit too: the page under another URL.
    """

    def __init__(
        self,
        scope: Scope,
        client: Client,
        journal: Journal,
        *,
        known: Iterable[str] = (),
        tell: Tell | None = None,
    ) -> None:
        self._scope = scope
        self._client = client
        self._journal = journal
        self._known = known
        self._tell = tell or (lambda done, known: None)
        self._frontier = Frontier(scope)
        self._asked = 0
        self._failures = 0
        self.end: End | None = None

    def __iter__(self) -> Iterator[Visit]:
        self._frontier.start()
        yield from self._walk()
        if self.end is None:
            self._add_sitemaps()
            self._add_known()
            yield from self._walk()
        if self.end is None:
            self.end = End.PAGES if self._frontier.full else End.COMPLETE
        if self.end in (End.COMPLETE, End.PAGES):
            self._journal.close()

    def _walk(self) -> Iterator[Visit]:
        """Visits until nothing is known any more that was not asked for, or the crawl has to end."""
        for lead in self._frontier:
            fetched = self._fetch(lead.url)
            if self.end is not None:
                return
            self._asked += 1
            self._tell(self._asked, self._frontier.known)
            yield Visit(fetched, lead.depth, lead.source)
            page = _page(fetched)
            if page and self._frontier.arrives(lead, page.final_url):
                for link in outlinks(page):
                    self._frontier.add_link(link, lead)

    def _fetch(self, url: str) -> Fetched:
        """From before the interruption, or from the network; sets `end` where the crawl cannot go on."""
        fetched = self._journal.replay(url)
        if fetched is None:
            fetched = self._client.fetch(url)
            self._journal.note(url, fetched)
        match fetched:
            case Refused(reason=Reason.HOURS):
                self.end = End.HOURS
            case Refused(reason=reason) if reason in PASSING:
                self._failures += 1
                self.end = End.FAILING if self._failures >= _IN_A_ROW else None
            case _:
                self._failures = 0
        return fetched

    def _add_known(self) -> None:
        for url in self._known:
            self._frontier.add_known(url)

    def _add_sitemaps(self) -> None:
        """What the sitemaps of the starts' servers list and the scope includes."""
        if not self._scope.sitemap:
            return
        waiting = list(dict.fromkeys(place for url in self._scope.starts for place in self._places(url)))
        for place in waiting:  # grows while it is read
            listed = self._sitemap(place)
            waiting += [url for url in listed.sitemaps if url not in waiting][
                : max(_SITEMAPS - len(waiting), 0)
            ]
            for url in listed.pages:
                self._frontier.add_listed(url, place)

    def _places(self, url: str) -> tuple[str, ...]:
        try:
            named = self._client.robots(url).sitemaps
        except Declined:
            return ()
        return named[:_SITEMAPS] or (urljoin(url, "/sitemap.xml"),)

    def _sitemap(self, place: str) -> Sitemap:
        page = _page(self._fetch(place)) if self.end is None else None
        try:
            return read(page.body, page.final_url) if page else Sitemap()
        except Declined:
            return Sitemap()


@contextmanager
def open_crawl(
    scope: Scope,
    contact: str,
    folder: Path,
    *,
    hours: Hours | None = None,
    known: Iterable[str] = (),
    tell: Tell | None = None,
    watch: Watch | None = None,
    policy: AddressPolicy | None = None,
) -> Iterator[Crawl]:
    """A crawl that keeps its pages and its journal under `folder`, which is the source's own.

    Raises:
        SettingsError: nobody can be reached at `contact`.
        Declined: a start or a host of the scope is none.
    """
    watch = watch or SystemWatch()
    cache = DiskCache(folder / "pages")
    journal = Journal(folder / "journal.jsonl", cache, watch.now())
    pace = Pace(watch, hours=hours)
    with Client(scope.hosts, contact, pace=pace, watch=watch, cache=cache, policy=policy) as client:
        yield Crawl(scope, client, journal, known=known, tell=tell)


def _page(fetched: Fetched) -> Page | None:
    match fetched:
        case Page():
            return fetched
        case NotModified(page=page):
            return page
        case Refused():
            return None
