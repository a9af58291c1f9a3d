"""The pictures of the documentation, taken of the real page over the shipped corpora: `python -m tests.browser.pictures`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, expect

from faqbot.app import open_desk
from faqbot.settings import Settings
from tests.browser import elsewhere
from tests.browser.camera import camera, take, window
from tests.browser.visitor import PHONE, SCREEN, Look, Visitor
from tests.conftest import CORPUS
from tests.serving import serving


def answer(visitor: Visitor) -> None:
    visitor.ask("スプレー缶")
    expect(visitor.card).to_contain_text("使い切った")


def condition(visitor: Visitor) -> None:
    visitor.ask("毛布")
    expect(visitor.button("この中にない")).to_be_visible()


def days(visitor: Visitor) -> None:
    visitor.ask("次のペットボトルの日")
    visitor.tap("見本A地区")
    expect(visitor.card.locator("time").first).to_be_visible()


def alarm(visitor: Visitor) -> None:
    visitor.ask("電池から煙が出てる！")
    expect(visitor.reply.get_by_role("alert")).to_be_visible()


def handoff(visitor: Visitor) -> None:
    visitor.ask("消火器の捨て方")
    expect(visitor.call).to_be_visible()


def widget(visitor: Visitor) -> None:
    visitor.press("質問する")
    visitor.ask("ペットボトルのふた")
    expect(visitor.card).to_be_visible()


PICTURES: tuple[tuple[str, str, Look, Callable[[Visitor], None]], ...] = (
    ("page-answer-390", "page", PHONE, answer),
    ("page-answer-1280", "page", SCREEN, answer),
    ("page-dark-390", "page", {**PHONE, "color_scheme": "dark"}, answer),
    ("condition-390", "page", PHONE, condition),
    ("days-390", "page", PHONE, days),
    ("alarm-390", "page", PHONE, alarm),
    ("handoff-390", "page", PHONE, handoff),
    ("widget-1280", "site", SCREEN, widget),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as data:
        faqbot = Path(sys.executable).with_name("faqbot")
        subprocess.run([faqbot, "--data", data, "init", CORPUS], check=True, stdout=subprocess.DEVNULL)
        with open_desk(Settings(data=Path(data))) as desk, serving(desk, "garbage") as page:
            pages = {"/": elsewhere.page(elsewhere.PLAIN, f"{page}/widget.js")}
            with elsewhere.site(pages) as site, camera() as browser:
                take_all(browser, {"page": page, "site": site})


def take_all(browser: Browser, addresses: dict[str, str]) -> None:
    for name, place, look, walk in PICTURES:
        visitor = Visitor(window(browser, look))
        visitor.page.goto(addresses[place])
        walk(visitor)
        take(visitor.page, name)


if __name__ == "__main__":
    main()
