"""What robots.txt asks of us (RFC 9309, with Crawl-delay and Request-rate, which many sites still write). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from protego import Protego

from scrapers.fetch.charset import decode

PRODUCT = "faqbot"
"""Our name in robots.txt."""
LONGEST = 500 * 1024  # RFC 9309, 2.5: a crawler must read at least 500 kibibytes; we read no more


class Robots(Protocol):
    @property
    def delay(self) -> float:
        """Seconds that the site asks to leave between two requests."""

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Where the site says its sitemaps are."""

    def allows(self, url: str) -> bool:
        """Whether we may ask for the URL."""


@dataclass(frozen=True, slots=True)
class Blanket:
    """One word for the whole site."""

    allowed: bool
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        return self.allowed


EVERYTHING = Blanket(True)
NOTHING = Blanket(False)


class Rules:
    """What the file says to us."""

    def __init__(self, text: str) -> None:
        self._parsed = Protego.parse(text)
        self.sitemaps = tuple(self._parsed.sitemaps)

    @property
    def delay(self) -> float:
        rate = self._parsed.request_rate(PRODUCT)
        each = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(self._parsed.crawl_delay(PRODUCT) or 0.0, each, 0.0)

    def allows(self, url: str) -> bool:
        return bool(self._parsed.can_fetch(url, PRODUCT))


def read(status: int, body: bytes) -> Robots:
    """RFC 9309, 2.3.1: a file counts; without one (4xx) all is allowed; a server that cannot say (5xx, 429) is left alone."""
    if 200 <= status < 300:
        return Rules(decode(body[:LONGEST], "text/plain"))
    return EVERYTHING if 400 <= status < 500 and status != 429 else NOTHING
