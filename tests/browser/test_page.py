"""A resident's ways through the page: from a thing to its answer, or to somebody to phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from faqbot.desk.wording import JA
from faqbot.text.analyzer import Analyzer
from faqbot.types import Kind
from tests.browser.conftest import opening
from tests.browser.visitor import PHONE, Visit
from tests.conftest import GOMI, entry
from tests.serving import serving

pytestmark = pytest.mark.browser

OFFICE = "06-6843-3512"


def test_from_an_item_to_thanks(address: str, visit: Visit) -> None:
    resident = visit(address, **PHONE)
    expect(resident.page).to_have_title("ごみの出し方")
    resident.ask("ペットボトルのふた")
    expect(resident.card).to_contain_text("プラスチック製容器包装")
    expect(resident.card.get_by_role("heading")).to_contain_text("ペットボトルのキャップ")
    source = resident.card.get_by_role("link", name="豊中市 プラスチック製容器包装")
    expect(source).to_have_attribute("href", re.compile(r"^https://www\.city\.toyonaka\.osaka\.jp/"))
    expect(source).to_have_attribute("rel", "noopener")
    expect(resident.card).to_contain_text("（2024年4月1日時点）")
    resident.press("解決した")
    expect(resident.reply).to_contain_text(JA.solved)
    expect(resident.call).to_have_count(0)
    assert resident.deeds() == ["solved"]


def test_an_answer_that_did_not_help_leads_to_a_person(address: str, visit: Visit) -> None:
    resident = visit(address, **PHONE)
    resident.ask("ペットボトルのふた")
    resident.press("解決しない")
    expect(resident.reply).to_contain_text(JA.not_solved)
    expect(resident.call).to_contain_text(OFFICE)
    expect(resident.call).to_have_attribute("href", "tel:" + OFFICE.replace("-", ""))
    expect(resident.reply).to_contain_text(JA.hours_unknown)
    assert resident.deeds() == ["unsolved"]


def test_feedback_is_given_once(address: str, visit: Visit) -> None:
    resident = visit(address)
    resident.ask("ペットボトルのふた")
    resident.button("解決した").dblclick()
    expect(resident.page.get_by_text("「解決した」と答えました")).to_be_visible()
    expect(resident.button("解決しない")).to_have_count(0)
    assert resident.deeds() == ["solved"]


def test_candidates_and_a_choice(careful: str, visit: Visit) -> None:
    resident = visit(careful, **PHONE)
    resident.ask("ふた")
    expect(resident.reply).to_contain_text(JA.suggested)
    chosen = resident.tap("ビンのふたは、どう出しますか？")
    expect(resident.said.last).to_have_text("ビンのふたは、どう出しますか？")
    expect(chosen).to_contain_text("えらびました")
    resident.tap("金属製")
    expect(resident.card.get_by_role("heading")).to_contain_text("こんなとき：金属製")
    assert resident.sent("act")[-1]["action"]["target"] == "bottle-cap-metal"


def test_an_answer_has_the_colours_of_its_category_however_early_it_is_asked(
    address: str, visit: Visit
) -> None:
    resident = visit("about:blank", hosts=(address,))
    held = resident.hold("categories*")
    resident.page.goto(address)
    resident.ask("ペットボトルのふた")
    expect(resident.reply).to_contain_text("さがしています")
    held.pop().continue_()
    expect(resident.card.locator(".band")).to_have_css("background-color", "rgb(184, 69, 0)")


def test_a_thing_under_other_conditions_stands_in_plain_sight(sure: str, visit: Visit) -> None:
    resident = visit(sure, **PHONE)
    resident.ask("使い切ったスプレー缶")
    shown = resident.card.get_by_role("heading")
    expect(shown).to_contain_text("こんなとき：使い切った")
    expect(resident.card.get_by_text("ちがうときは、こちら")).to_be_visible()
    resident.card.get_by_role("button", name="中身が残っている").click()
    expect(resident.card.get_by_role("heading")).to_contain_text("こんなとき：中身が残っている")


def test_other_candidates_are_a_press_away(sure: str, visit: Visit) -> None:
    resident = visit(sure)
    resident.ask("電池")
    other = resident.card.get_by_role("listitem").get_by_role("button").last
    expect(other).to_be_hidden()
    resident.card.get_by_text("ほかの候補").click()
    question = other.locator(".question").inner_text()
    other.click()
    expect(resident.said.last).to_contain_text(question)
    expect(resident.reply).to_contain_text(question)


def test_what_is_known_not_to_be_known_is_explained(address: str, visit: Visit) -> None:
    resident = visit(address, **PHONE)
    resident.ask("消火器の捨て方")
    expect(resident.reply).to_contain_text(JA.known_unknown)
    expect(resident.card).to_contain_text("消火器の処分の方法は、ここではわかりません。")
    expect(resident.call).to_have_attribute("href", "tel:" + OFFICE.replace("-", ""))
    expect(resident.button("解決した")).to_have_count(0)


def test_beside_a_condition_that_is_not_known_stand_those_that_are(
    tmp_path: Path, analyzer: Analyzer, visit: Visit
) -> None:
    bags = (
        entry("cloth", "かばん", "わかりません。", subject="かばん", condition="布", kind=Kind.UNKNOWN),
        entry("leather", "かばん", "可燃ごみです。", subject="かばん", condition="革"),
    )
    with opening(tmp_path / "data", analyzer, answer_from=0.0) as desk, serving(desk, "gomi") as address:
        desk.describe(GOMI)
        desk.take_in("gomi", bags)
        resident = visit(address, **PHONE)
        resident.ask("布のかばん")
        expect(resident.reply).to_contain_text(JA.known_unknown)
        expect(resident.call).to_be_visible()
        resident.card.get_by_role("button", name="革").click()
        expect(resident.card).to_contain_text("可燃ごみです。")


def test_what_nobody_has_written_down_leads_to_a_person(address: str, visit: Visit) -> None:
    resident = visit(address, **PHONE)
    resident.ask("住民票の取り方")
    expect(resident.reply).to_contain_text(JA.unanswered)
    expect(resident.call).to_contain_text(OFFICE)
    expect(resident.reply.locator("article")).to_have_count(1)


def test_an_example_is_asked_by_a_tap(address: str, visit: Visit) -> None:
    resident = visit(address, **PHONE)
    example = resident.page.locator(".example").first
    text = example.inner_text()
    example.click()
    expect(resident.said).to_have_text(text)
    expect(resident.card).to_be_visible()
    assert [asked["text"] for asked in resident.sent("ask")] == [text]


def test_drilling_down_on_a_phone(address: str, visit: Visit) -> None:
    resident = visit(address, **PHONE)
    resident.press("一覧")
    resident.page.get_by_role("region", name="種類からさがす").get_by_role("button", name="可燃ごみ").click()
    shelf = resident.page.get_by_role("region", name="可燃ごみ")
    expect(shelf.get_by_role("heading")).to_be_focused()
    expect(shelf.get_by_role("status")).to_have_text(re.compile(r"^\d+件$"))
    resident.button("ま").click()
    expect(resident.button("ま")).to_have_attribute("aria-pressed", "true")
    expect(shelf.get_by_role("button", name="台所ごみ")).to_be_hidden()
    resident.button("すべて").click()
    shelf.get_by_role("searchbox").fill("ダイドコロ")
    expect(shelf.get_by_role("status")).to_have_text("1件")
    shelf.get_by_role("button", name="台所ごみ").click()
    expect(resident.card.get_by_role("heading")).to_contain_text("台所ごみ（生ごみ）")
    assert [said["action"]["target"] for said in resident.sent("act")] == ["kitchen-waste"]


def test_the_back_gesture_leaves_the_category_and_not_the_page(address: str, visit: Visit) -> None:
    resident = visit(address)
    beside = resident.page.get_by_role("navigation", name="種類からさがす")
    beside.get_by_role("button", name="可燃ごみ").click()
    expect(resident.page.get_by_role("region", name="可燃ごみ")).to_be_visible()
    expect(beside.locator("[aria-current]")).to_have_count(1)
    resident.page.go_back()
    expect(resident.page.get_by_role("log", name="会話")).to_be_visible()
    expect(resident.page).to_have_url(address + "/")
    expect(beside.locator("[aria-current]")).to_have_count(0)


def test_the_way_back_returns_to_where_one_was(address: str, visit: Visit) -> None:
    resident = visit(address)
    category = resident.page.get_by_role("navigation").get_by_role("button", name="不燃ごみ")
    category.click()
    resident.press("もどる")
    expect(resident.page.get_by_role("log", name="会話")).to_be_visible()
    expect(category).to_be_focused()
    resident.page.wait_for_function("history.state === null")  # one step back from here leaves the page


def test_what_is_written_is_kept_nowhere(address: str, visit: Visit) -> None:
    resident = visit(address)
    resident.ask("毛布")
    resident.tap("市指定ごみ袋に入って")
    expect(resident.card).to_be_visible()
    assert resident.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    resident.page.reload()
    expect(resident.page.locator(".example").first).to_be_visible()
    expect(resident.said).to_have_count(0)


def test_two_visits_are_two_conversations(address: str, visit: Visit) -> None:
    first, second = visit(address), visit(address)
    for resident in (first, second):
        resident.ask("ペットボトルのふた")
        expect(resident.card).to_be_visible()
    sessions = {resident.sent("ask")[0]["session"] for resident in (first, second)}
    assert len(sessions) == 2
    assert all(len(session) == 32 for session in sessions)


def test_without_javascript_one_is_told(address: str, visit: Visit) -> None:
    resident = visit(address, java_script_enabled=False)
    expect(resident.page.locator("noscript p")).to_contain_text("JavaScript を使えるようにしてください")
