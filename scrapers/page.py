"""What came of asking for a URL: a page, word that it has not changed, or a reason why there is none."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from enum import StrEnum

__all__ = ["Fetched", "NotModified", "Page", "Reason", "Refused"]


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one URL as they came, unpacked but not decoded: a page, or an attached file.

    `content_type` is the header with its parameters ("text/html; charset=Shift_JIS"), empty where the server gave none.
    `etag` and `last_modified` are the validators of RFC 9110, sections 8.8.2 and 8.8.3, as the server wrote them.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    _: KW_ONLY
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that the page of the last visit still stands."""

    url: str
    page: Page


class Reason(StrEnum):
    """Why there is no page."""

    URL = "url"
    """Not an address of the web."""
    HOST = "host"
    """On a host that the source does not name."""
    ADDRESS = "address"
    """The host's name leads into a private network."""
    ROBOTS = "robots"
    """robots.txt asks not to, or cannot be read."""
    HOURS = "hours"
    """Outside the hours in which the source may be visited."""
    WAIT = "wait"
    """The server asks to wait longer than a crawl can."""
    GONE = "gone"
    """404 or 410: the page is not there any more."""
    STATUS = "status"
    """Another status that is not success."""
    SERVER = "server"
    """The server fails (5xx), also after the retries."""
    NETWORK = "network"
    """No connection, or it broke, also after the retries."""
    DEADLINE = "deadline"
    """The whole exchange took too long."""
    REDIRECTS = "redirects"
    """Too many redirects, or they run in a circle."""
    TYPE = "type"
    """Neither a page nor a file that the scrapers read."""
    SIZE = "size"
    """Larger than the limit, as sent or unpacked."""
    ARCHIVE = "archive"
    """A zip-based file that would unpack beyond the limit, or cannot be opened."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No page, and why. `detail` is for the log: a status, a host, a size; nothing from the body."""

    url: str
    reason: Reason
    detail: str = ""


Fetched = Page | NotModified | Refused
