"""What a crawl has already asked for, so that one that was killed, or ran into the morning, goes on where it stopped.

A line of JSON for each URL, appended when its answer is there and kept. A crawl that resumes walks the same way again;
what the journal names comes from the disk cache instead of the network, so that whoever reads the crawl sees it whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapers.fetch.cache import DiskCache
from scrapers.page import Fetched, NotModified, Page, Reason, Refused

_STALE = timedelta(days=7)
"""A crawl that stopped longer ago begins anew: what it saw is no longer the site."""
PASSING = frozenset((Reason.HOURS, Reason.WAIT, Reason.SERVER, Reason.NETWORK, Reason.DEADLINE))
"""What may be otherwise the next time, and is not kept."""


class Journal:
    """The journal of one source's crawl."""

    def __init__(self, path: Path, cache: DiskCache, now: datetime) -> None:
        self._path = path
        self._cache = cache
        self._known = self._fresh(now)
        self._met: set[str] = set()
        if not self._known:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(_line({"begun": now.isoformat()}), "utf-8")

    def replay(self, url: str) -> Fetched | None:
        """What came of a URL before the crawl was interrupted; None where it has to be asked for."""
        self._met.add(url)
        match self._known.get(url):
            case {"came": "page"}:
                return self._cache.get(url)
            case {"came": "same"}:
                page = self._cache.get(url)
                return page and NotModified(url, page)
            case {"came": came, "detail": detail}:
                return Refused(url, Reason(came), str(detail))
        return None

    def note(self, url: str, fetched: Fetched) -> None:
        """Keep what came of a URL."""
        self._met.add(url)
        match fetched:
            case Page():
                self._append({"url": url, "came": "page"})
            case NotModified():
                self._append({"url": url, "came": "same"})
            case Refused(reason=reason, detail=detail) if reason not in PASSING:
                self._append({"url": url, "came": reason.value, "detail": detail})

    def close(self) -> None:
        """The crawl is over; the next one begins anew. Of the pages, those that this one met are kept."""
        self._cache.keep_only(self._met)
        self._path.unlink(missing_ok=True)

    def _append(self, said: Mapping[str, str]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(_line(said))

    def _fresh(self, now: datetime) -> dict[str, dict[str, Any]]:
        """What an interrupted crawl wrote, unless it is long ago."""
        lines = list(self._lines())
        try:
            begun = datetime.fromisoformat(lines[0]["begun"])
        except (IndexError, KeyError, TypeError, ValueError):
            return {}
        if now - begun > _STALE:
            return {}
        return {"": lines[0]} | {line["url"]: line for line in lines[1:] if "url" in line}

    def _lines(self) -> Iterator[dict[str, Any]]:
        """Every whole line; one that a kill tore is left out."""
        try:
            text = self._path.read_text("utf-8", errors="replace")
        except OSError:
            return
        for line in text.splitlines():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict):
                yield said


def _line(said: Mapping[str, str]) -> str:
    return json.dumps(said, ensure_ascii=True) + "\n"
