"""The pictures of docs/line.md, taken of the simulator with the shipped menus: `python -m tests.browser.phone_pictures`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from faqbot.channels.line_account import Account
from faqbot.channels.line_menufile import read_menus
from faqbot.simulators.line.app import create_simulator
from tests.browser import chromium
from tests.browser.visitor import PHONE, SCREEN, Look
from tests.conftest import CORPUS, ROOT
from tests.listening import listening
from tests.simulators.bots import SECRET, TOKEN, Bot
from tests.simulators.test_line_rules import bubble, flex

FOLDER = ROOT / "docs" / "images"


def text(words: str, **looks: object) -> dict[str, object]:
    return {"type": "text", "text": words, "wrap": True, **looks}


def button(label: str, **looks: object) -> dict[str, object]:
    action = {"type": "postback", "label": label, "data": label, "displayText": label}
    return {"type": "button", "height": "sm", "action": action, **looks}


def head(category: str, name: str, colour: str) -> dict[str, object]:
    words = [
        text(category, color="#ffffff", size="sm"),
        text(name, color="#ffffff", size="xl", weight="bold"),
    ]
    return {
        "type": "box",
        "layout": "vertical",
        "backgroundColor": colour,
        "paddingAll": "lg",
        "contents": words,
    }


CARD = flex(
    bubble(
        text("『可燃ごみ』の日に出してください。"),
        header=head("可燃ごみ", "毛布", "#C62828"),
        footer={
            "type": "box",
            "layout": "horizontal",
            "spacing": "sm",
            "contents": [
                button("解決した", style="primary", color="#0b6b5d"),
                button("しない", style="secondary"),
            ],
        },
    )
)


def ask(page: Page) -> None:
    page.get_by_label("文字を打つ").click()
    page.get_by_label("メッセージ", exact=True).fill("毛布")
    page.get_by_label("送る", exact=True).click()
    expect(page.get_by_role("button", name="解決した")).to_be_visible()
    page.get_by_label("メニューを出す").click()
    look(page)


def look(page: Page) -> None:
    expect(page.locator(".menu img")).to_be_visible()
    page.wait_for_function("document.querySelector('.menu img').naturalWidth > 0")


PICTURES: tuple[tuple[str, str, Look, Callable[[Page], None]], ...] = (
    ("line-menu-390", "normal", PHONE, ask),
    ("line-disaster-390", "disaster", PHONE, look),
    ("line-1280", "normal", SCREEN, look),
)


def main() -> None:
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.MISSING)
    menus, bot = read_menus(CORPUS / "line" / "menu.toml"), Bot(messages=[CARD])
    with listening(bot.app) as home:
        made = create_simulator(bot=f"{home}/line/webhook", token=TOKEN, secret=SECRET)
        with listening(made.app) as host, sync_playwright() as playwright:
            bot.host, account = host, Account(TOKEN, host)
            account.push(menus)
            browser = chromium.launch(playwright, path)
            for name, menu, window, walk in PICTURES:
                account.switch(menus, menu)
                take(
                    browser.new_context(locale="ja-JP", reduced_motion="reduce", **window).new_page(),
                    host,
                    name,
                    walk,
                )
            browser.close()


def take(page: Page, host: str, name: str, walk: Callable[[Page], None]) -> None:
    page.goto(host)
    walk(page)
    page.screenshot(path=Path(FOLDER / f"{name}.png"))
    page.close()


if __name__ == "__main__":
    main()
