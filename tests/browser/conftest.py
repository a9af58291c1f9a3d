"""A real Chromium before a real server. Nothing is downloaded: the browser is the one that the machine has."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from faqbot.corpus.collection import read_collection
from faqbot.corpus.reader import read_entries
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.schedule.hours import JST
from faqbot.search.decide import DEFAULT
from faqbot.search.searcher import Searcher
from faqbot.store import open_store
from faqbot.text.analyzer import Analyzer
from faqbot.types import Audience
from tests.browser import chromium, elsewhere
from tests.browser.visitor import SCREEN, Visit, Visitor
from tests.conftest import CORPUS, Clock, fill
from tests.serving import serving

HOURS = "平日 9:00〜17:00（祝日・12/29〜1/3は休み）"
"""Made up: the hours of the city's offices are not known."""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all tests of this folder, and no longer: Playwright's loop would be in the way of other tests' loops."""
    path = chromium.find()
    if path is None:
        # Skipping in CI would hide what these tests are for.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(chromium.MISSING)
    with sync_playwright() as playwright:
        launched = chromium.launch(playwright, path)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """`visit(address, **look)` opens a window of its own on a page.

    `look` is what a context of Playwright takes (by default a screen of 1280 px, without motion); `hosts` are the other addresses that the
    page may ask; `forgive` is a text that complaints may have. At the end no window may have complained, nor asked strangers.
    """
    opened: list[tuple[Visitor, set[str], str]] = []
    with ExitStack() as contexts:

        def arrive(address: str, *, hosts: tuple[str, ...] = (), forgive: str = "", **look: Any) -> Visitor:
            context = browser.new_context(**{"locale": "ja-JP", "reduced_motion": "reduce", **SCREEN, **look})
            contexts.callback(context.close)
            visitor = Visitor(context)
            origin = "/".join(address.split("/")[:3])
            opened.append((visitor, {origin, *hosts}, forgive))
            visitor.page.goto(address)
            return visitor

        yield arrive
    for visitor, hosts, forgive in opened:
        assert [c for c in visitor.complaints if not (forgive and forgive in c)] == []
        assert visitor.origins() <= hosts


@pytest.fixture(scope="session")
def address(full_desk: Desk) -> Iterator[str]:
    """The server, over every corpus."""
    with serving(full_desk, "garbage") as url:
        yield url


@dataclass(frozen=True, slots=True)
class Office:
    """A city whose offices keep hours, by a clock that the test sets."""

    address: str
    clock: Clock

    def at(self, moment: str) -> None:
        """Make it this moment in Japan, written 2026-11-20T12:00."""
        self.clock.now = datetime.fromisoformat(moment).replace(tzinfo=JST)


@pytest.fixture(scope="session")
def _office(tmp_path_factory: pytest.TempPathFactory, full_analyzer: Analyzer) -> Iterator[Office]:
    store, clock = open_store(tmp_path_factory.mktemp("office")), Clock()
    desk = Desk(store, LiveSearcher(store, full_analyzer, clock=clock), full_analyzer, clock=clock)
    fill(desk)
    garbage = desk.collection("garbage", audience=Audience.STAFF)
    desk.describe(replace(garbage, contacts=tuple(replace(c, hours=HOURS) for c in garbage.contacts)))
    with serving(desk, "garbage") as address:
        yield Office(address, clock)
    store.close()


@pytest.fixture
def office(_office: Office) -> Office:
    """The city on a Friday at noon: the office is open until 17:00."""
    _office.at("2026-11-20T12:00")
    return _office


@pytest.fixture(scope="session")
def careful(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[str]:
    """The address of a server that is never sure enough to answer at once: it offers candidates."""
    with opening(tmp_path_factory.mktemp("careful"), analyzer, answer_from=2.0) as desk:
        take_in(desk, CORPUS / "garbage")
        with serving(desk, "garbage") as url:
            yield url


@pytest.fixture(scope="session")
def sure(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Iterator[str]:
    """The address of a server that answers with the first hit, whatever it is."""
    with opening(tmp_path_factory.mktemp("sure"), analyzer, answer_from=0.0) as desk:
        take_in(desk, CORPUS / "garbage")
        with serving(desk, "garbage") as url:
            yield url


@contextmanager
def opening(folder: Path, analyzer: Analyzer, *, answer_from: float) -> Iterator[Desk]:
    """An empty desk that tells nobody "I do not know", and whose outcomes do not change when the ranking is tuned."""
    store = open_store(folder)
    calibration = replace(DEFAULT, answer_from=answer_from, suggest_from=0.0)
    live = LiveSearcher(
        store, analyzer, make_searcher=lambda index, _: Searcher(index, calibration=calibration)
    )
    yield Desk(store, live, analyzer)
    store.close()


def take_in(desk: Desk, folder: Path) -> None:
    collection = read_collection(folder)
    desk.describe(collection)
    reading = read_entries(folder / "entries.csv", collection.name, department=collection.owner)
    desk.take_in(collection.name, reading.entries)


@pytest.fixture(scope="session")
def site(address: str) -> Iterator[str]:
    """The address of another site: /plain and /hostile have the widget, the same with `-bare` do not."""
    script = f"{address}/widget.js"
    pages = {}
    for name, style in (("plain", elsewhere.PLAIN), ("hostile", elsewhere.HOSTILE)):
        pages[f"/{name}"] = elsewhere.page(style, script)
        pages[f"/{name}-bare"] = elsewhere.page(style)
    with elsewhere.site(pages) as url:
        yield url
