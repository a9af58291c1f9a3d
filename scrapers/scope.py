"""Which URLs belong to a crawl, and how far one goes. Pure.

A site can be endless without meaning it: a calendar links to next month for ever. The URLs of its pages have one shape
and differ in their dates; of one shape only so many are asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, urlsplit

from scrapers.fetch.limits import ATTACHMENTS
from scrapers.fetch.urls import site

_SKIPPED = re.compile(
    r"\.(?:jpe?g|png|gif|svg|webp|ico|css|js|mp[34]|mov|avi|wmv|zip|lzh|exe|docx?|pptx?|jtd|woff2?|ics|rss|rdf)$",
    re.IGNORECASE,
)
_DATE_FIELD = re.compile(r"^(?:y|yy|yyyy|year|date|day|ym|ymd|month)$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATED_PATH = re.compile(rf"/{_YEAR.pattern}[/_-]?{_MONTH}(?:[/_-]?{_DAY})?(?:/?(?:index)?(?:\.\w{{1,5}})?)$")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Scope:
    """What one source covers.

    `include` and `exclude` are beginnings of paths, as in "/kurashi/gomi/", and may hold `*` and `?`; the query counts as
    a part of the path. Without `include` all of the hosts belong. A start belongs always; a file that a page links to need
    not match `include`. Raises Declined where a host is none.
    """

    starts: tuple[str, ...]
    hosts: frozenset[str]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    """Parameters that choose no page, besides those of sessions and tracking."""
    sitemap: bool = True
    """Whether the site's own sitemap is read as well."""
    pages: int = 3_000
    """At most so many URLs are asked for."""
    depth: int = 20
    """At most so many links from a start."""
    alike: int = 2_000
    """At most so many URLs of one shape."""
    dated: int = 60
    """At most so many of one shape that ends in a date: five years of a monthly calendar."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "hosts", frozenset(site(f"https://{host}") for host in self.hosts))

    def includes(self, url: str) -> bool:
        """Whether a clean URL leads to a page or a file of this source."""
        return self._reaches(url) and (not self.include or _any(_place(url), self.include))

    def attaches(self, url: str) -> bool:
        """Whether a clean URL that a page of this source links to is a file that comes with it."""
        return is_file(url) and self._reaches(url)

    def _reaches(self, url: str) -> bool:
        skipped = _SKIPPED.search(urlsplit(url).path) or _any(_place(url), self.exclude)
        return not skipped and site(url) in self.hosts

    def most_alike(self, url: str) -> int:
        """How many URLs of this one's shape are asked for."""
        return self.dated if is_dated(url) else self.alike


def shape(url: str) -> str:
    """What URLs of one kind have in common: numbers are 0, and of the query the names count."""
    parts = urlsplit(url)
    names = "&".join(sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return f"{parts.netloc}{_DIGITS.sub('0', parts.path)}?{names}"


def is_dated(url: str) -> bool:
    """Whether a URL ends in a date, or asks for one: a page of a calendar."""
    parts = urlsplit(url)
    fields = parse_qsl(parts.query)
    asks = any(_DATE_FIELD.match(name) and _YEAR.match(value) for name, value in fields)
    return asks or bool(_DATED_PATH.search(parts.path))


def is_file(url: str) -> bool:
    """Whether a URL names an attachment that the scrapers read."""
    return urlsplit(url).path.lower().endswith(ATTACHMENTS)


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _any(place: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(place, f"{pattern}*") for pattern in patterns)
