"""Ask for a URL: politely, within limits, and only where the source may go.

Each URL, and each hop of a redirect, meets the same questions: is its host in the source, does robots.txt allow it, may
the server be asked now. A kept page is asked for with its validators, so that an unchanged one is not sent again.
"""

from __future__ import annotations

from collections.abc import Collection
from math import inf
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from scrapers.fetch import archives
from scrapers.fetch.addresses import AddressPolicy
from scrapers.fetch.cache import DiskCache
from scrapers.fetch.declined import Declined
from scrapers.fetch.exchange import Answer, Exchange
from scrapers.fetch.limits import Limits
from scrapers.fetch.politeness import Pace
from scrapers.fetch.robots import Robots, read
from scrapers.fetch.transport import GuardedTransport, Resolver, system_resolver
from scrapers.fetch.urls import clean, resolve, site
from scrapers.fetch.watch import Watch
from scrapers.page import Fetched, NotModified, Page, Reason, Refused

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((Reason.HOURS, Reason.WAIT, Reason.ADDRESS))
"""What keeps robots.txt from being read and says nothing about it."""
_ROBOTS_FOR = 24 * 60 * 60  # seconds; RFC 9309, 2.4: not to be used longer than a day


class Client:
    """Fetches for one source; `hosts` are the only ones it goes to. Not to be shared by threads.

    Raises:
        SettingsError: nobody can be reached at `contact`.
    """

    def __init__(
        self,
        hosts: Collection[str],
        contact: str,
        *,
        pace: Pace,
        watch: Watch,
        cache: DiskCache | None = None,
        limits: Limits | None = None,
        policy: AddressPolicy | None = None,
        resolver: Resolver = system_resolver,
    ) -> None:
        self._sites = frozenset(site(f"https://{host}") for host in hosts)
        self._watch = watch
        self._cache = cache
        self._limits = limits or Limits()
        self._rules: dict[str, tuple[float, Robots | Declined]] = {}
        transport = GuardedTransport(policy or AddressPolicy(), watch, resolver)
        self._exchange = Exchange(contact, transport=transport, pace=pace, watch=watch, limits=self._limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exchange.close()

    def fetch(self, url: str) -> Fetched:
        """The page, word that the kept one still stands, or the reason why there is none. Waits as politeness asks."""
        try:
            return self._fetched(clean(url))
        except Declined as declined:
            return Refused(url, declined.reason, declined.detail)

    def robots(self, url: str) -> Robots:
        """What robots.txt of the URL's server says, asked once a day.

        Raises:
            Declined: it cannot be had, and the server is to be left alone (RFC 9309, 2.3.1.4).
        """
        origin = _origin(url)
        until, rules = self._rules.get(origin, (-inf, None))
        if rules is None or self._watch.ticks() >= until:
            rules = self._read_robots(origin)
            self._rules[origin] = (self._watch.ticks() + _ROBOTS_FOR, rules)
        if isinstance(rules, Declined):
            raise Declined(rules.reason, rules.detail)
        return rules

    def _read_robots(self, origin: str) -> Robots | Declined:
        try:
            answer = self._followed(f"{origin}/robots.txt", None, obeying=False)
        except Declined as declined:
            if declined.reason in _PASSING:
                raise
            return Declined(declined.reason, f"robots.txt {declined.detail}".strip())
        return read(answer.status, answer.body)

    def _fetched(self, url: str) -> Page | NotModified:
        known = self._cache.get(url) if self._cache else None
        answer = self._followed(url, known)
        if answer.status == 304 and known:
            return NotModified(url, known)
        if answer.status != 200:
            raise Declined(Reason.GONE if answer.status in (404, 410) else Reason.STATUS, str(answer.status))
        archives.check(answer.body, self._limits.unpacked, self._limits.members)
        page = self._page(url, answer)
        if self._cache:
            self._cache.put(page)
        return page

    def _page(self, url: str, answer: Answer) -> Page:
        return Page(
            url=url,
            final_url=answer.url,
            status=answer.status,
            content_type=answer.headers.get("content-type", ""),
            body=answer.body,
            fetched_at=self._watch.now(),
            etag=answer.headers.get("etag"),
            last_modified=answer.headers.get("last-modified"),
        )

    def _followed(self, url: str, known: Page | None, *, obeying: bool = True) -> Answer:
        """The first answer that is no redirect.

        Raises:
            Declined: a hop may not be asked for, or there is no end to them.
        """
        been: list[str] = []
        while url not in been and len(been) <= self._limits.redirects:
            delay = self._admitted(url, obeying)
            answer = self._exchange.ask(url, _validators(known, url), delay)
            if answer.status not in _REDIRECTS:
                return answer
            been.append(url)
            url = resolve(url, answer.headers.get("location", "")) or ""
        raise Declined(Reason.REDIRECTS, f"after {len(been)}")

    def _admitted(self, url: str, obeying: bool) -> float:
        """The pause that robots.txt asks for; raises Declined where the source does not reach or we are not let in."""
        if site(url) not in self._sites:
            raise Declined(Reason.HOST, site(url))
        if not obeying:
            return 0.0
        rules = self.robots(url)
        if not rules.allows(url):
            raise Declined(Reason.ROBOTS, site(url))
        return rules.delay


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _validators(known: Page | None, url: str) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110, section 13.1), for the page that was kept from this very URL."""
    if known is None or known.final_url != url:
        return {}
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in given.items() if value and value.isascii()}
