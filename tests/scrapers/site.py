"""A small site of みほん市 that changes between crawls, on a real HTTP server with validators; and a plain crawler and reader for it.

The words are ours. The crawler and reader stand in for `scrapers.crawl` and `scrapers.extract`, which have tests of their own.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin

import httpx

from scrapers.extract.found import Extracted, Found, Hints
from scrapers.page import Fetched, NotModified, Page, Reason, Refused
from scrapers.sources import Source


@dataclass
class Site:
    """Pages by path; a path that has none is 404, a number is that status, a text beginning with `->` a redirect."""

    pages: dict[str, str | int]
    address: str = ""
    served: list[tuple[str, int]] = field(default_factory=list)
    kept: dict[str, Page] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return self.address + path

    def crawl(self, source: Source, known: Iterable[str]) -> Iterator[Fetched]:
        """Start pages, what they link to, and what is known; a kept page is asked for with its validator."""
        queue, met = [*source.start, *known], set[str]()
        with httpx.Client() as client:
            while queue:
                url = queue.pop(0)
                if url not in met:
                    met.add(url)
                    fetched = self._fetch(client, url)
                    yield fetched
                    page = fetched.page if isinstance(fetched, NotModified) else fetched
                    if isinstance(page, Page):
                        queue += (
                            urljoin(url, link) for link in re.findall(r'href="([^"]+)"', page.body.decode())
                        )

    def _fetch(self, client: httpx.Client, url: str) -> Fetched:
        kept = self.kept.get(url)
        reply = client.get(url, headers={"If-None-Match": kept.etag or ""} if kept else {})
        if reply.next_request:
            reply = client.get(reply.next_request.url)
        if reply.status_code == 304 and kept:
            return NotModified(url, kept)
        if reply.status_code != 200:
            reason = Reason.GONE if reply.status_code in (404, 410) else Reason.SERVER
            return Refused(url, reason, str(reply.status_code))
        self.kept[url] = Page(
            url=url,
            final_url=str(reply.url),
            status=200,
            content_type=reply.headers["content-type"],
            body=reply.content,
            etag=reply.headers.get("etag"),
            fetched_at=datetime(2026, 4, 1, tzinfo=UTC),
        )
        return self.kept[url]


@contextmanager
def serving(pages: dict[str, str | int]) -> Iterator[Site]:
    """The site on a port of its own; its pages may be changed while it is served."""
    site = Site(pages)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = site.pages.get(self.path, 404)
            self._answer(*(self._page(body) if isinstance(body, str) else (body, b"", {})))

        def _page(self, body: str) -> tuple[int, bytes, dict[str, str]]:
            if body.startswith("->"):
                return 302, b"", {"Location": body[2:]}
            etag = f'"{sha256(body.encode()).hexdigest()[:16]}"'
            if self.headers.get("If-None-Match") == etag:
                return 304, b"", {"ETag": etag}
            return 200, body.encode(), {"ETag": etag, "Content-Type": "text/html; charset=utf-8"}

        def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            site.served.append((self.path, status))
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def extract(page: Page, hints: Hints = Hints()) -> Extracted:  # noqa: B008 (frozen)
    """Rows of two or three cells are items, `dt` and `dd` questions and answers."""
    text = page.body.decode()
    rows = re.findall(r"<tr><td>(.*?)</td><td>(.*?)</td>(?:<td>(.*?)</td>)?</tr>", text)
    asked = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", text, re.DOTALL)
    updated = re.search(r"更新日 (\d+)-(\d+)-(\d+)", text)
    return Extracted(
        url=page.final_url,
        page_id="",
        title="みほん市 ごみの分け方",
        updated_on=date(*map(int, updated.groups())) if updated else None,
        items=tuple(
            Found(key=name, question=name, category=category, note=note) for name, category, note in rows
        ),
        faqs=tuple(Found(key=question, question=question, answer=answer) for question, answer in asked),
    )


def table(*rows: tuple[str, ...]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table><tr><th>品目</th><th>区分</th><th>備考</th></tr>\n{cells}</table>"
