"""The pictures of docs/rocketchat.md, taken of the simulator with the shipped corpora: `python -m tests.browser.rocketchat_pictures`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, ViewportSize, expect

from faqbot.app import open_desk
from faqbot.channels.rocketchat_rooms import Rooms
from faqbot.settings import load
from faqbot.simulators.rocketchat.app import create_simulator
from faqbot.simulators.rocketchat.outgoing import Integration
from faqbot.web.app import create_app
from faqbot.web.rocketchat import PATH, Door, router
from tests.browser.camera import camera, take
from tests.conftest import fill
from tests.listening import listening


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


def ask(page: Page, text: str) -> None:
    """Ask in the room that is shown, and see the answer."""
    page.get_by_placeholder("メッセージ").fill(text)
    page.get_by_role("button", name="送る", exact=True).click()
    expect(page.locator("article")).to_have_count(2, timeout=30_000)


def screen(page: Page) -> None:
    ask(page, "日本語で検索しても出てこない")


def phone(page: Page) -> None:
    page.get_by_role("button", name="uketsuke").click()
    page.get_by_label("スマホの表示").check()
    expect(page.locator("article")).to_have_count(0)
    ask(page, "総合受付：メニュー")


PICTURES: tuple[tuple[str, ViewportSize, Callable[[Page], None]], ...] = (
    ("rocketchat", {"width": 1100, "height": 800}, screen),
    ("rocketchat-mobile", {"width": 420, "height": 860}, phone),
)


def main() -> None:
    with simulator() as address, camera() as browser:
        for name, size, walk in PICTURES:
            page = browser.new_page(viewport=size)
            page.goto(address)
            walk(page)
            take(page, name)


if __name__ == "__main__":
    main()
