"""How much of anything is taken. Pure.

The largest Japanese garbage dictionaries on the web are PDFs of some ten megabytes (a 12.62 MB file is among those in our notes
of city sites); pages are far below a megabyte.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapers.fetch.declined import Declined
from scrapers.page import Reason

MB = 1024 * 1024

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_FEEDS = frozenset(("text/xml", "application/xml", "application/gzip", "application/x-gzip"))
_FILES = frozenset(
    (
        "text/csv",
        "text/plain",
        "text/tab-separated-values",
        "application/csv",
        "application/json",
        "application/pdf",
        "application/vnd.ms-excel",  # also what Windows servers say of CSV
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
)
_NAMELESS = frozenset(
    (
        "",
        "application/octet-stream",
        "application/force-download",
        "application/x-download",
        "application/zip",
    )
)
ATTACHMENTS = (".csv", ".tsv", ".txt", ".json", ".pdf", ".xlsx", ".xls")
"""How the paths of files end that pages link to, and that are read."""
_ENDINGS = (*ATTACHMENTS, ".xml", ".gz")


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, as sent and unpacked alike; times in seconds."""

    page: int = 5 * MB
    file: int = 50 * MB
    unpacked: int = 300 * MB
    """Of all members of a spreadsheet together: XML is some ten times larger than its xlsx."""
    members: int = 2_000
    exchange: float = 120
    """One request with its whole answer."""
    redirects: int = 5  # RFC 9309, 2.3.1.2, asks for at least five
    attempts: int = 3
    backoff: float = 2
    """Before the second attempt; doubled for each further one."""
    longest_wait: float = 600
    """Who asks for more is visited another day."""

    def of(self, content_type: str, url: str) -> int:
        """How large a body of this type at this URL may be.

        Raises:
            Declined: the scrapers do not read such files.
        """
        kind = content_type.partition(";")[0].strip().lower()
        path = urlsplit(url).path.lower()
        if kind in _PAGES or (not kind and not path.endswith(_ENDINGS)):
            return self.page
        if kind in _FILES or kind in _FEEDS or (kind in _NAMELESS and path.endswith(_ENDINGS)):
            return self.file
        raise Declined(Reason.TYPE, kind[:80])
