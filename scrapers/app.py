"""The composition root of the scrapers: what a source's file says, turned into a walk over its site."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import time
from pathlib import Path

from scrapers.crawl import Crawl, End, Tell
from scrapers.fetch.addresses import AddressPolicy
from scrapers.fetch.cache import DiskCache
from scrapers.fetch.client import Client
from scrapers.fetch.politeness import Hours, Pace
from scrapers.fetch.watch import SystemWatch, Watch
from scrapers.journal import Journal
from scrapers.page import Fetched
from scrapers.scope import Scope
from scrapers.sources import Source

WATCH: Watch = SystemWatch()
"""The clock of every crawl; tests put one here whose time passes without waiting."""

_ENDS = {
    End.PAGES: "決めたページ数（{pages}）に達したので、残りは読んでいません。",
    End.HOURS: "いまは訪ねてよい時間ではないので、ここまでです。次の回に、続きから読みます。",
    End.FAILING: "サイトが続けて応えないので、途中でやめました。次の回に、続きから読みます。",
}


class Walk:
    """The pages of a source, those among them that are known from the last time and that no page links to any more."""

    def __init__(
        self, source: Source, known: Collection[str], folder: Path, tell: Tell | None = None
    ) -> None:
        self._source = source
        self._known = known
        self._folder = folder
        self._tell = tell
        self._end: End | None = None

    @property
    def problem(self) -> str:
        return _ENDS.get(self._end, "").format(pages=self._source.pages) if self._end else ""

    def __iter__(self) -> Iterator[Fetched]:
        cache = DiskCache(self._folder / "pages")
        with client_of(self._source, cache) as client:
            journal = Journal(self._folder / "journal", cache, WATCH.now())
            crawl = Crawl(scope_of(self._source), client, journal, known=self._known, tell=self._tell)
            yield from (visit.fetched for visit in crawl)
            self._end = crawl.end


def client_of(source: Source, cache: DiskCache | None) -> Client:
    """A client that goes to the source's hosts, at its hours and pace.

    Raises:
        SettingsError: nobody can be reached at the source's contact.
    """
    return Client(
        source.hosts,
        source.contact,
        pace=Pace(WATCH, interval=source.interval, hours=_hours(source.hours)),
        watch=WATCH,
        cache=cache,
        policy=AddressPolicy.allowing(*source.networks),
    )


def scope_of(source: Source) -> Scope:
    """What the source covers."""
    return Scope(
        starts=source.start,
        hosts=frozenset(source.hosts),
        include=source.include,
        exclude=source.exclude,
        pages=source.pages,
    )


def _hours(hours: tuple[int, int] | None) -> Hours | None:
    return Hours(time(hours[0] % 24), time(hours[1] % 24)) if hours else None
