"""Pages kept on disk, so that an unchanged one costs a conditional request and an interrupted crawl asks nothing twice.

One file a page: a line of JSON with what the server said, then the body. It is named by the SHA-256 of its URL, so that
no URL can name a path, and it replaces its predecessor in one step: whoever is killed while writing leaves the old page.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from scrapers.page import Page


class DiskCache:
    """The last version of every page, under one folder. What is damaged is as if it had not been kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str) -> Page | None:
        """The page last kept under this URL."""
        try:
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            page = _page(json.loads(head), body)
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return page if page.url == url else None

    def put(self, page: Page) -> None:
        """Keep a page instead of the one before."""
        path = self._path(page.url)
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(_head(page) + b"\n" + page.body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, path)

    def keep_only(self, urls: Iterable[str]) -> None:
        """Forget every other page, and what a kill left half written."""
        kept = {self._path(url) for url in urls}
        for path in self._folder.glob("*/*"):
            if path not in kept:
                path.unlink(missing_ok=True)

    def _path(self, url: str) -> Path:
        name = sha256(url.encode()).hexdigest()
        return self._folder / name[:2] / name


def _head(page: Page) -> bytes:
    said: dict[str, Any] = {name: getattr(page, name) for name in _SAID}
    kept = said | {"fetched_at": page.fetched_at.isoformat(), "digest": sha256(page.body).hexdigest()}
    return json.dumps(kept, ensure_ascii=True).encode()


_SAID = ("url", "final_url", "status", "content_type", "etag", "last_modified")


def _page(head: Mapping[str, Any], body: bytes) -> Page:
    if head["digest"] != sha256(body).hexdigest():
        raise ValueError("damaged")
    said = {name: head[name] for name in _SAID}
    return Page(**said, body=body, fetched_at=datetime.fromisoformat(head["fetched_at"]))
