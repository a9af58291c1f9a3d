"""Which URL comes next, and which never does: breadth first, each page once, within the limits of the scope. Pure."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.fetch.urls import clean, fold
from scrapers.scope import Scope, shape


@dataclass(frozen=True, slots=True)
class Lead:
    """A URL, how many links from a start it is, and the page that links to it (empty for a start)."""

    url: str
    depth: int = 0
    source: str = ""


class Frontier:
    """What is known and not yet asked for. Never holds more than the scope's number of pages, whatever is linked to."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._waiting: deque[Lead] = deque()
        self._seen: set[str] = set()
        self._shapes: Counter[str] = Counter()
        self.full = False
        """Whether something was left out because the scope's number of pages was reached."""

    @property
    def known(self) -> int:
        """How many URLs were taken so far, asked for or not."""
        return len(self._seen)

    def __iter__(self) -> Iterator[Lead]:
        """The URLs in order; those added meanwhile among them."""
        while self._waiting:
            yield self._waiting.popleft()

    def start(self) -> None:
        """Take the starts, which belong whatever the scope includes."""
        for url in self._scope.starts:
            self._take(Lead(clean(url, self._scope.drop)))

    def add_link(self, url: str, lead: Lead) -> None:
        """Take what the page of a lead links to, if it belongs to the scope and is new."""
        if lead.depth < self._scope.depth and (self._scope.includes(url) or self._scope.attaches(url)):
            self._take(Lead(clean(url, self._scope.drop), lead.depth + 1, lead.url))

    def add_listed(self, url: str, sitemap: str) -> None:
        """Take what a sitemap lists, if it belongs to the scope and is new; of files only those that are included."""
        if self._scope.includes(url):
            self._take(Lead(clean(url, self._scope.drop), 1, sitemap))

    def add_known(self, url: str) -> None:
        """Take what an earlier crawl met, if it still belongs to the scope and is new: a page that no link leads to now."""
        if self._scope.includes(url) or self._scope.attaches(url):
            self._take(Lead(clean(url, self._scope.drop)))

    def arrives(self, lead: Lead, url: str) -> bool:
        """Whether a lead ended, perhaps by redirects, at a page that no other lead stands for; now it stands for it."""
        identity = fold(url, self._scope.drop)
        new = identity not in self._seen or identity == fold(lead.url, self._scope.drop)
        self._seen.add(identity)
        return new

    def _take(self, lead: Lead) -> None:
        identity, kind = fold(lead.url, self._scope.drop), shape(lead.url)
        if identity in self._seen or self._shapes[kind] >= self._scope.most_alike(lead.url):
            return
        if self.known >= self._scope.pages:
            self.full = True
            return
        self._seen.add(identity)
        self._shapes[kind] += 1
        self._waiting.append(lead)
