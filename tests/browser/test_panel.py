"""The panel in a real browser: signed in by the desk, and what a curator publishes is what the next resident reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from faqbot.text.analyzer import Analyzer
from tests.browser.town import Town, sign_in, town
from tests.browser.visitor import PHONE, Visit, Visitor

pytestmark = pytest.mark.browser

QUIRK = "Failed to load resource"
"""Streamlit looks for its server below the address of a page before it looks at the top."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, full_analyzer: Analyzer) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("hall"), full_analyzer) as opened:
        yield opened


def enter(visit: Visit, hall: Town, name: str, path: str = "", **look: object) -> Page:
    """Come to the panel, be led to the desk's door, and back."""
    visitor: Visitor = visit(f"{hall.panel}/", hosts=(hall.page,), forgive=QUIRK, **look)
    page = visitor.page
    sign_in(page, hall.panel, name)
    page.goto(f"{hall.panel}/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_the_desks_session_opens_the_panel_and_a_reload_keeps_it(visit: Visit, hall: Town) -> None:
    page = enter(visit, hall, "midori")
    expect(page.get_by_text("鈴木みどり（")).to_be_visible()
    page.reload()
    expect(page.get_by_text("鈴木みどり（")).to_be_visible()


def test_signing_out_of_the_panel_signs_out_of_the_desk(visit: Visit, hall: Town) -> None:
    page = enter(visit, hall, "midori")
    press(page, "サインアウト")
    heading(page, "FAQ の編集")
    page.goto(f"{hall.page}/desk/")
    expect(page).to_have_url(f"{hall.page}/desk/sign-in")


def test_signing_out_of_the_desk_ends_the_panel_at_the_next_click(visit: Visit, hall: Town) -> None:
    page = enter(visit, hall, "midori")
    desk = page.context.new_page()
    desk.goto(f"{hall.page}/desk/")
    desk.get_by_role("button", name="サインアウト").click()
    expect(desk).to_have_url(f"{hall.page}/desk/sign-in")
    page.get_by_role("link", name="使い方").click()
    heading(page, "FAQ の編集")


def test_from_what_was_asked_in_vain_to_the_answer(visit: Visit, hall: Town) -> None:
    """Three residents ask for the same thing in their own words; a curator answers once; the fourth resident reads it."""
    resident = visit(hall.page)
    for text in ("消火器の捨て方", "消火器を捨てたい", "いらない消火器はどうする"):
        resident.ask(text)
        expect(resident.call).to_be_visible()
    page = enter(visit, hall, "midori")
    heading(page, "未回答の質問")
    expect(page.get_by_text(re.compile(r"消火器の捨て方（3回・"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^新しい項目を作る")).click()
    page.get_by_label("答え", exact=True).fill("市では集めていません。販売店に引き取りを頼んでください。")
    press(page, "公開前に確かめる")
    page.get_by_role("tab", name="これまでの質問への影響").click()
    press(page, "これまでの質問で確かめる")
    expect(page.get_by_text(re.compile("近い項目の言い方 .*自分の項目に着きます"))).to_be_visible()
    press(page, "公開する")
    expect(page.get_by_text("を公開しました。")).to_be_visible()
    expect(page.get_by_text("もとの質問「消火器の捨て方」に、いまは")).to_be_visible()
    resident.ask("古い消火器はどこへ捨てればいいの")
    expect(resident.card).to_contain_text("販売店に引き取りを頼んでください")


def test_what_is_published_is_what_the_next_resident_reads(visit: Visit, hall: Town) -> None:
    resident = visit(hall.page)
    resident.ask("てんぷら油の捨て方")
    expect(resident.card).to_be_visible()
    page = enter(visit, hall, "midori", "entries?entry=garbage/cooking-oil")
    page.get_by_label("答え", exact=True).fill("固めて、可燃ごみに出してください。市役所でも集めています。")
    press(page, "公開する")
    expect(page.get_by_text("公開しました。")).to_be_visible()
    resident.ask("てんぷら油の捨て方")
    expect(resident.card).to_contain_text("市役所でも集めています")


def test_another_department_can_only_wish(visit: Visit, hall: Town) -> None:
    page = enter(visit, hall, "jiro", "entries?entry=garbage/toothbrush")
    expect(page.get_by_role("button", name="提案を送る")).to_be_visible()
    for name in ("公開する", "下書きに保存", "取り下げる"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_a_tap_on_the_table_opens_an_entry(visit: Visit, hall: Town) -> None:
    page = enter(visit, hall, "midori", "entries")
    page.get_by_label("さがす").fill("歯ブラシ")
    page.keyboard.press("Enter")
    expect(page.get_by_text("467 件")).to_have_count(0)
    page.get_by_test_id("stDataFrame").click(position={"x": 60, "y": 55})
    heading(page, "歯ブラシ")


@pytest.mark.parametrize(
    "path", ["", "entries", "due", "bulk", "menu", "words", "proposals", "departments", "figures", "guide"]
)
def test_a_phone_shows_every_page_without_scrolling_sideways(visit: Visit, hall: Town, path: str) -> None:
    page = enter(visit, hall, "midori", path, **PHONE)
    expect(page.get_by_test_id("stCaptionContainer").first).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    expect(page.get_by_test_id("stAppDeployButton")).to_have_count(0)
