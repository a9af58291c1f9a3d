"""The pictures of docs/rocketchat.md, taken of the simulator with the shipped corpora: `python -m tests.browser.rocketchat_pictures`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect, sync_playwright

from faqbot.app import open_desk
from faqbot.channels.rocketchat_rooms import Rooms
from faqbot.settings import load
from faqbot.simulators.rocketchat.app import create_simulator
from faqbot.simulators.rocketchat.outgoing import Integration
from faqbot.web.app import create_app
from faqbot.web.rocketchat import PATH, Door, router
from tests.conftest import ROOT, fill
from tests.listening import listening

FOLDER = ROOT / "docs" / "images"
CHROMIUM = ["--headless", "--no-sandbox", "--disable-quic", "--disable-background-networking"]


@contextmanager
def simulator() -> Iterator[str]:
    """The page's address, with a bot behind it that knows every shipped collection."""
    with TemporaryDirectory() as data, open_desk(load({"FAQBOT_DATA": data})) as desk:
        fill(desk)
        bot = create_app(
            desk, collection="garbage", widget_origins=(), channels=[router(desk, Door("t", Rooms("chat")))]
        )
        with listening(bot) as home:
            made = create_simulator(Integration(f"{home}{PATH}", "t"), token="t")
            with listening(made.app) as address:
                yield address


def ask(page: Page, text: str, file: Path) -> None:
    """Ask in the room that is shown, and take a picture of the answer."""
    page.get_by_placeholder("メッセージ").fill(text)
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator("article")).to_have_count(2, timeout=30_000)
    page.screenshot(path=file)


def main() -> None:
    with simulator() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        page = browser.new_page(viewport={"width": 1100, "height": 800})
        page.goto(address)
        ask(page, "日本語で検索しても出てこない", FOLDER / "rocketchat.png")
        page.set_viewport_size({"width": 420, "height": 860})
        page.get_by_role("button", name="uketsuke").click()
        page.get_by_label("スマホの表示").check()
        expect(page.locator("article")).to_have_count(0)
        ask(page, "総合受付：メニュー", FOLDER / "rocketchat-mobile.png")
        browser.close()


if __name__ == "__main__":
    main()
