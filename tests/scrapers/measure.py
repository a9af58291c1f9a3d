"""How well a site is read: precision and recall of its items and of its questions, over HTTP as a crawl would see it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from scrapers.extract import Extracted, extract
from scrapers.extract.plain import fold
from scrapers.page import Page
from tests.scrapers.sites import Layout, Site, fifth, first, fourth, second, third

NOW = datetime(2026, 4, 1, tzinfo=UTC)
ALL = (*first.LAYOUTS, *second.LAYOUTS, *third.LAYOUTS, *fourth.LAYOUTS, *fifth.LAYOUTS)
_MORE = 1.6  # an answer may hold labels and links besides its sentences, but not the rest of the page


@dataclass(frozen=True)
class Measured:
    """What was expected, what was found, and how much of it is right."""

    expected: int
    found: int
    right: int
    missing: tuple[object, ...] = ()
    wrong: tuple[object, ...] = ()

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


@contextmanager
def served(pages: Mapping[str, tuple[str, bytes]]) -> Iterator[str]:
    """The address of a server of these pages."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = pages.get(self.path, ("text/plain", b""))
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_site(site: Site) -> list[Extracted]:
    """Every page of a site, read."""
    with served(site.pages) as address, httpx.Client(trust_env=False) as client:
        answers = [(f"{address}{path}", client.get(f"{address}{path}")) for path in site.pages]
    return [
        extract(
            Page(
                url,
                url,
                answer.status_code,
                answer.headers.get("content-type", ""),
                answer.content,
                fetched_at=NOW,
            )
        )
        for url, answer in answers
    ]


def items(site: Site, read: list[Extracted]) -> Measured:
    expected = {(fold(name), fold(category)) for name, category in site.items}
    found = {(fold(item.question), fold(item.category)) for page in read for item in page.items}
    return Measured(
        len(expected),
        len(found),
        len(expected & found),
        tuple(sorted(expected - found)),
        tuple(sorted(found - expected)),
    )


def faqs(site: Site, read: list[Extracted]) -> Measured:
    expected = {fold(question): tuple(map(fold, answer)) for question, answer in site.faqs}
    found = {(fold(faq.question), fold(faq.answer)) for page in read for faq in page.faqs}
    right = {pair for pair in found if pair[0] in expected and _answers(expected[pair[0]], pair[1])}
    missing = set(expected) - {question for question, _ in right}
    return Measured(
        len(expected), len(found), len(right), tuple(sorted(missing)), tuple(sorted(found - right))
    )


def _answers(sentences: tuple[str, ...], answer: str) -> bool:
    return (
        all(sentence in answer for sentence in sentences)
        and len(answer) <= _MORE * len("".join(sentences)) + 20
    )


def report(layouts: Iterable[Layout]) -> str:
    """A table of every layout, as docs/scraping.md shows it."""
    lines = [
        "| layout | items | precision | recall | questions | precision | recall |",
        "|---|---|---|---|---|---|---|",
    ]
    for layout in layouts:
        site = layout()
        read = read_site(site)
        measured = [items(site, read), faqs(site, read)]
        cells = [
            f"{m.expected} | {m.precision:.3f} | {m.recall:.3f}" if m.expected else "– | – | –"
            for m in measured
        ]
        lines.append(f"| {site.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(report(ALL))
