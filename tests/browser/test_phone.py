"""The simulator's page, as somebody uses it who tries the bot before there is an account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from faqbot.simulators.line.app import Simulator, create_simulator
from faqbot.simulators.line.phone import PERSON
from faqbot.simulators.line.platform import Menu
from tests.browser.visitor import PHONE, Visit
from tests.listening import listening
from tests.simulators.bots import SECRET, TOKEN, Bot
from tests.simulators.test_line_rules import MENU, bubble, flex, picture

CARD = flex(
    bubble(
        {"type": "text", "text": "毛布は可燃ごみです。", "wrap": True, "weight": "bold", "size": "lg"},
        {
            "type": "button",
            "action": {"type": "postback", "label": "解決した", "data": "x", "displayText": "解決しました"},
        },
    )
)
ASK = {
    "type": "text",
    "text": "どれですか。",
    "quickReply": {
        "items": [{"type": "action", "action": {"type": "message", "label": "ふた", "text": "ふたです"}}]
    },
}


@pytest.fixture
def played() -> Iterator[tuple[str, Simulator, Bot]]:
    bot = Bot()
    with listening(bot.app) as home:
        made = create_simulator(bot=f"{home}/line/webhook", token=TOKEN, secret=SECRET, patience=20.0)
        with listening(made.app) as host:
            bot.host = host
            yield host, made, bot


Played = tuple[str, Simulator, Bot]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", [PHONE, {}], ids=["phone", "screen"])
def test_a_question_is_answered_with_a_card_whose_button_speaks(
    played: Played, visit: Visit, look: dict[str, object]
) -> None:
    host, _, bot = played
    bot.messages = [CARD]
    page = visit(host, **look).page
    page.get_by_label("メッセージ", exact=True).fill("毛布")
    page.get_by_label("メッセージ", exact=True).press("Enter")
    expect(page.get_by_text("毛布は可燃ごみです。")).to_be_visible()
    bot.messages = []
    page.get_by_role("button", name="解決した").click()
    expect(page.get_by_text("解決しました")).to_be_visible()
    assert [event["type"] for event in bot.events] == ["message", "postback"]


def test_quick_replies_go_once_one_is_chosen(played: Played, visit: Visit) -> None:
    host, _, bot = played
    bot.messages = [ASK]
    page = visit(host, **PHONE).page
    page.get_by_label("スタンプを送る").click()
    page.get_by_role("button", name="ありがとう").click()
    expect(page.get_by_role("button", name="ふた")).to_be_visible()
    bot.messages = []
    page.get_by_role("button", name="ふた").click()
    expect(page.get_by_text("ふたです")).to_be_visible()
    expect(page.get_by_role("button", name="ふた")).to_have_count(0)
    assert [event["message"]["type"] for event in bot.events] == ["sticker", "text"]


def test_a_place_and_a_picture_reach_the_bot(played: Played, visit: Visit, tmp_path: Path) -> None:
    host, made, _ = played
    page = visit(host, **PHONE).page
    page.get_by_label("写真や場所を送る").click()
    page.get_by_role("button", name="東京駅").click()
    expect(page.locator(".place")).to_be_visible()
    (tmp_path / "photo.png").write_bytes(picture(60, 40))
    page.locator("input[type=file]").set_input_files(tmp_path / "photo.png")
    expect(page.get_by_role("img", name="写真")).to_be_visible()
    assert list(made.platform.contents.values()) == [("image/png", picture(60, 40))]


def test_the_menu_is_tapped_where_its_areas_are(played: Played, visit: Visit) -> None:
    host, made, _ = played
    made.platform.menus["m"] = Menu("m", MENU, ("image/png", picture(2500, 843)))
    made.platform.default_menu = "m"
    page = visit(host, **PHONE).page
    page.get_by_role("button", name="毛布").click()
    expect(page.locator(".bubble").get_by_text("毛布")).to_be_visible()
    page.get_by_role("button", name="メニュー").click()
    expect(page.get_by_role("group", name="いつも")).to_have_count(0)


def test_what_line_would_refuse_is_shown(played: Played, visit: Visit) -> None:
    host, made, bot = played
    made.webhook.redeliver = False
    bot.messages = [{"type": "text", "text": ""}]
    page = visit(host).page
    page.get_by_label("メッセージ", exact=True).fill("毛布")
    page.get_by_label("送る", exact=True).click()
    expect(page.get_by_text("messages[0].text May not be empty")).to_be_visible()


def test_what_was_sent_can_be_taken_back_and_all_begun_anew(played: Played, visit: Visit) -> None:
    host, made, bot = played
    page = visit(host).page
    page.get_by_label("メッセージ", exact=True).fill("毛布")
    page.get_by_label("送る", exact=True).click()
    expect(page.locator(".bubble")).to_have_text("毛布")
    page.get_by_role("button", name="最後に送ったものを取り消す").click()
    expect(page.locator(".bubble")).to_have_count(0)
    made.platform.deliver(PERSON, [ASK])
    bot.messages = [{"type": "text", "text": "はじめまして。"}]
    page.get_by_role("button", name="友だち追加からやり直す").click()
    expect(page.locator(".bubble")).to_have_text("はじめまして。")
    assert sorted(event["type"] for event in bot.events) == ["follow", "message", "unsend"]
    assert not next(event for event in bot.events if event["type"] == "follow")["follow"]["isUnblocked"]


@pytest.mark.parametrize("look", [PHONE, {}], ids=["phone", "screen"])
def test_everybody_can_use_it(played: Played, visit: Visit, look: dict[str, object]) -> None:
    host, made, _ = played
    made.platform.deliver(PERSON, [CARD, ASK])
    made.platform.menus["m"] = Menu("m", MENU, ("image/png", picture(2500, 843)))
    made.platform.default_menu = "m"
    page = visit(host, **look).page
    expect(page.get_by_role("button", name="ふた")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_label("文字を打つ").click()
    page.get_by_label("スタンプを送る").click()
    if look:
        page.get_by_role("button", name="うしろで起きていること").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
