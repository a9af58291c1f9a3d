"""The pictures of docs/line.md, taken of the simulator with the shipped bot and menus: `python -m tests.browser.phone_pictures`."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from playwright.sync_api import Page, expect

from faqbot.app import make_analyzer
from faqbot.channels.line import Line
from faqbot.channels.line_account import Account
from faqbot.channels.line_menufile import read_menus
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.settings import load
from faqbot.simulators.line.app import create_simulator
from faqbot.store import open_store
from faqbot.store.base import Store
from faqbot.types import Audience
from faqbot.web.app import create_app
from tests.browser.camera import camera, take, window
from tests.browser.visitor import PHONE, SCREEN, Look
from tests.conftest import CORPUS, fill
from tests.listening import listening
from tests.simulators.bots import SECRET, TOKEN

NIGHT = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
"""Half past nine in the evening of a Friday before three days off."""
HOURS = "平日 9:00〜17:00（祝日・12/29〜1/3は休み）"
"""Invented for the picture; the shipped corpus does not know the city's."""


def say(page: Page, text: str) -> None:
    page.get_by_label("文字を打つ").click()
    page.get_by_label("メッセージ", exact=True).fill(text)
    page.get_by_label("送る", exact=True).click()


def answer(page: Page) -> None:
    say(page, "ペットボトルのキャップ")
    expect(page.get_by_role("button", name="解決した")).to_be_visible()


def candidates(page: Page) -> None:
    say(page, "箱")
    expect(page.get_by_role("button", name="この中にない").first).to_be_visible()


def condition(page: Page) -> None:
    say(page, "毛布")
    expect(page.get_by_role("button", name="市指定ごみ袋に入らない").first).to_be_visible()


def miss(page: Page) -> None:
    say(page, "パソコン")
    expect(page.get_by_text("受付時間外")).to_be_visible()


def alarm(page: Page) -> None:
    say(page, "モバイルバッテリーから煙が出ている")
    expect(page.get_by_role("button", name="119").first).to_be_visible()


def menu_shown(page: Page) -> None:
    expect(page.locator(".menu img")).to_be_visible()
    page.wait_for_function("document.querySelector('.menu img').naturalWidth > 0")


PICTURES: tuple[tuple[str, str, Look, Callable[[Page], None]], ...] = (
    ("line-answer-390", "normal", PHONE, answer),
    ("line-candidates-390", "normal", PHONE, candidates),
    ("line-condition-390", "normal", PHONE, condition),
    ("line-miss-390", "normal", PHONE, miss),
    ("line-alarm-390", "normal", PHONE, alarm),
    ("line-menu-390", "normal", PHONE, menu_shown),
    ("line-disaster-390", "disaster", PHONE, menu_shown),
    ("line-1280", "normal", SCREEN, condition),
)


def main() -> None:
    menus = read_menus(CORPUS / "line" / "menu.toml")
    made = create_simulator(bot="http://127.0.0.1:9/", token=TOKEN, secret=SECRET)
    with tempfile.TemporaryDirectory() as data, listening(made.app) as host:
        store, account = open_store(data), Account(TOKEN, host)
        line = Line(
            (desk := _desk(store)),
            store,
            token=TOKEN,
            secret=SECRET,
            host=host,
            collection="garbage",
            clock=lambda: NIGHT,
        )
        app = create_app(desk, collection="garbage", widget_origins=("*",), line=line)
        with listening(app) as bot, camera() as browser:
            made.webhook.url = f"{bot}/line/webhook"
            account.push(menus)
            for name, menu, look, walk in PICTURES:
                account.switch(menus, menu)
                made.platform.talks.clear()
                page = window(browser, look).new_page()
                page.goto(host)
                walk(page)
                take(page, name)
        store.close()


def _desk(store: Store) -> Desk:
    """The shipped corpora at night, with office hours."""
    analyzer = make_analyzer(load({}))
    desk = Desk(store, LiveSearcher(store, analyzer), analyzer, clock=lambda: NIGHT)
    fill(desk)
    garbage = desk.collection("garbage", audience=Audience.PUBLIC)
    hours = tuple(replace(contact, hours=HOURS) for contact in garbage.contacts)
    desk.describe(replace(garbage, contacts=hours))
    return desk


if __name__ == "__main__":
    main()
