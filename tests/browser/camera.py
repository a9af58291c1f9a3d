"""How the pictures of the documentation are taken, whatever is on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.browser.visitor import Look
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "images"
HEAVIEST = 200_000
"""Bytes of a picture; a page of the documentation shows several."""


@contextmanager
def camera() -> Iterator[Browser]:
    """The Chromium of this machine; who has none is told."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright, path)
        yield browser
        browser.close()


def window(browser: Browser, look: Look) -> BrowserContext:
    """A window in which nothing moves."""
    return browser.new_context(locale="ja-JP", reduced_motion="reduce", **look)


def take(page: Page, name: str) -> None:
    """Write the picture of what is shown, and close its window."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = page.screenshot(path=FOLDER / f"{name}.png", caret="hide", animations="disabled")
    page.context.close()
    print(f"{name}.png  {len(taken):,} bytes")
    if len(taken) > HEAVIEST:
        raise SystemExit(f"{name}.png is over {HEAVIEST:,} bytes")
