"""For everyone: no fault that axe-core knows, by keyboard alone, on small windows, with large text, without motion."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office
from tests.browser.visitor import PHONE, SCREEN, Look, Visit, Visitor

pytestmark = pytest.mark.browser

LOOKS = pytest.mark.parametrize("look", [PHONE, SCREEN], ids=["phone", "screen"])
WINDOWS = pytest.mark.parametrize(
    "window",
    [
        pytest.param({"viewport": {"width": 320, "height": 640}}, id="320px"),
        pytest.param({"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}, id="zoom-200"),
        pytest.param({"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}, id="zoom-400"),
        pytest.param({"viewport": {"width": 740, "height": 340}}, id="phone-on-its-side"),
    ],
)
OUTSIDE = """() => [...document.querySelectorAll('.chat *')].filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return (right > innerWidth + 1 || left < -1) && !element.closest('.sr');
}).map((element) => element.className)"""
SMALL = """() => [...document.querySelectorAll('button, summary, input, a.call, [role=option]')]
    .filter((element) => element.checkVisibility() && (element.offsetWidth < 44 || element.offsetHeight < 44))
    .map((element) => `${element.className} ${element.offsetWidth} × ${element.offsetHeight}`)"""


def faults(page: Page) -> list[tuple[str, Any]]:
    """What axe-core finds, with the first place of each; in the dark, only colours can be at fault that were not in the light."""
    page.emulate_media(color_scheme="light")
    found = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    return [(fault["id"], fault["nodes"][0]["target"]) for fault in found]


@LOOKS
def test_axe_finds_nothing_on_the_ways_to_an_answer(sure: str, visit: Visit, look: Look) -> None:
    resident = visit(sure, **look)
    expect(resident.page.locator(".example").first).to_be_visible()
    assert faults(resident.page) == []
    resident.input.press_sequentially("スプレー")
    expect(resident.options.first).to_be_visible()
    resident.input.press("ArrowDown")
    assert faults(resident.page) == []
    resident.ask("電池")
    resident.card.get_by_text("ほかの候補").click()
    assert faults(resident.page) == []
    resident.ask("使い切ったスプレー缶")
    expect(resident.card.get_by_text("ちがうときは、こちら")).to_be_visible()
    assert faults(resident.page) == []
    resident.press("解決しない")
    expect(resident.call).to_be_visible()
    assert faults(resident.page) == []
    resident.ask("消火器の捨て方")
    expect(resident.call).to_be_visible()
    assert faults(resident.page) == []


@LOOKS
def test_axe_finds_nothing_where_there_is_no_answer_yet(careful: str, visit: Visit, look: Look) -> None:
    resident = visit(careful, forgive="Failed to load resource", **look)
    resident.ask("毛布")
    expect(resident.button("この中にない")).to_be_visible()
    assert faults(resident.page) == []
    resident.ask("あ" * 501)
    expect(resident.page.get_by_role("alert")).to_contain_text("500文字")
    assert faults(resident.page) == []
    resident.context.set_offline(True)
    resident.ask("毛布")
    expect(resident.button("もう一度送る")).to_be_visible()
    assert faults(resident.page) == []


@LOOKS
def test_axe_finds_nothing_among_the_categories(address: str, visit: Visit, look: Look) -> None:
    resident = visit(address, **look)
    if look is PHONE:
        resident.press("一覧")
        expect(resident.page.get_by_role("region", name="種類からさがす")).to_be_visible()
        assert faults(resident.page) == []
        resident.page.get_by_role("region", name="種類からさがす").get_by_role(
            "button", name="可燃ごみ"
        ).click()
    else:
        resident.page.get_by_role("navigation").get_by_role("button", name="可燃ごみ").click()
    expect(resident.button("ま")).to_be_visible()
    assert faults(resident.page) == []


@LOOKS
def test_axe_finds_nothing_in_the_widget(address: str, site: str, visit: Visit, look: Look) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,), **look)
    expect(visitor.button("質問する")).to_be_visible()
    assert faults(visitor.page) == []
    visitor.press("質問する")
    visitor.ask("ペットボトルのふた")
    expect(visitor.card).to_be_visible()
    assert faults(visitor.page) == []


SHAPES = pytest.mark.parametrize(
    "steps",
    [
        pytest.param(("毛布", ">市指定ごみ袋に入って"), id="condition"),
        pytest.param(("フライパンと傘と電池",), id="several"),
        pytest.param(("住民票の取り方", ">種類から探す", ">種類から探す", ">可燃", ">か行"), id="menu"),
        pytest.param(("次のペットボトルの日", ">見本A地区"), id="days"),
        pytest.param(("電池から煙が出てる！", "死にたい"), id="alarm"),
        pytest.param(("こんにちは",), id="talk"),
    ],
)


def walk(resident: Visitor, steps: tuple[str, ...]) -> None:
    """Say each step, or tap what begins so (>)."""
    for step in steps:
        if step.startswith(">"):
            resident.tap(step[1:])
        else:
            resident.ask(step)
            expect(resident.said.last).to_have_text(step)
            resident.answered()


@SHAPES
def test_axe_finds_nothing_in_any_shape_of_a_reply(
    office: Office, visit: Visit, steps: tuple[str, ...]
) -> None:
    resident = visit(office.address, **PHONE)
    resident.speak("種類の名前に、ふりがなをつける")
    walk(resident, steps)
    resident.press("Language")
    assert faults(resident.page) == []


@SHAPES
def test_every_shape_of_a_reply_fits_a_narrow_window_with_large_text(
    office: Office, visit: Visit, steps: tuple[str, ...]
) -> None:
    resident = visit(office.address, viewport={"width": 320, "height": 640})
    resident.page.locator(".chat").evaluate("chat => { chat.style.fontSize = '32px'; }")
    walk(resident, steps)
    fits(resident)


def test_by_keyboard_alone(address: str, visit: Visit) -> None:
    resident = visit(address)
    expect(resident.page.locator(".example").first).to_be_visible()
    keyboard = resident.page.keyboard
    keyboard.press("Tab")
    expect(resident.page.get_by_role("link", name="質問を書くところへ")).to_be_focused()
    keyboard.press("Enter")
    expect(resident.input).to_be_focused()
    keyboard.type("ペットボトルのふた")
    keyboard.press("Enter")
    expect(resident.card).to_be_visible()
    expect(resident.input).to_be_focused()
    keyboard.press("Shift+Tab")
    expect(resident.button("解決しない")).to_be_focused()
    keyboard.press("Space")
    expect(resident.call).to_be_visible()
    expect(resident.reply).to_be_focused()  # read out from its beginning
    resident.tab_to(resident.call)


def test_the_categories_by_keyboard_alone(address: str, visit: Visit) -> None:
    resident = visit(address)
    beside = resident.page.get_by_role("navigation").get_by_role("button")
    expect(beside.first).to_be_visible()
    resident.tab_to(beside.first)
    resident.page.keyboard.press("Enter")
    shelf = resident.page.get_by_role("region", name="可燃ごみ")
    expect(shelf.get_by_role("heading")).to_be_focused()
    resident.tab_to(shelf.get_by_role("searchbox"))
    resident.page.keyboard.type("だいどころ")
    resident.tab_to(shelf.get_by_role("button", name="台所ごみ"))
    resident.page.keyboard.press("Enter")
    expect(resident.card.get_by_role("heading")).to_contain_text("台所ごみ（生ごみ）")
    expect(resident.reply).to_be_focused()


def test_candidates_by_keyboard_alone(careful: str, visit: Visit) -> None:
    resident = visit(careful)
    resident.ask("スプレー缶")
    first = resident.reply.get_by_role("button").first
    expect(first).to_be_visible()
    resident.input.press("Shift+Tab")
    expect(resident.button("この中にない")).to_be_focused()
    first.focus()
    resident.page.keyboard.press("Enter")
    expect(resident.card).to_be_visible()
    expect(resident.reply).to_be_focused()


def fits(resident: Visitor) -> None:
    """Nothing is outside the window to the left or right, and everything is large enough for a finger."""
    page = resident.page
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL) == []


@WINDOWS
def test_nothing_is_cut_off(address: str, visit: Visit, window: Look) -> None:
    resident = visit(address, **window)
    expect(resident.page.locator(".example").first).to_be_visible()
    fits(resident)
    resident.input.press_sequentially("スプレー")
    expect(resident.options.first).to_be_visible()
    fits(resident)
    resident.ask("ペットボトルのふた")
    expect(resident.reply.locator(".band")).to_be_in_viewport()
    fits(resident)
    resident.press("一覧")
    resident.page.get_by_role("button", name="充電式電池内蔵の小型家電・電池類").last.click()
    expect(resident.page.get_by_role("searchbox")).to_be_visible()
    fits(resident)


def test_twice_the_text_size(address: str, visit: Visit) -> None:
    resident = visit(address, **PHONE)
    resident.page.locator(".chat").evaluate("chat => { chat.style.fontSize = '32px'; }")
    resident.ask("ペットボトルのふた")
    expect(resident.reply.locator(".band")).to_be_in_viewport()
    fits(resident)
    resident.press("解決しない")
    expect(resident.call).to_be_visible()
    fits(resident)


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_those_who_asked_for_that(
    address: str, visit: Visit, motion: str, moves: bool
) -> None:
    resident = visit(address, reduced_motion=motion)
    held = resident.hold("ask")
    resident.ask("毛布")
    expect(resident.reply).to_contain_text("さがしています")
    assert bool(resident.page.evaluate("document.getAnimations().length")) is moves
    held.pop().continue_()
    expect(resident.button("この中にない")).to_be_visible()


def test_the_language_and_the_title_are_told(address: str, visit: Visit) -> None:
    resident = visit(address)
    expect(resident.page.locator("html")).to_have_attribute("lang", "ja")
    expect(resident.page.get_by_role("heading", level=1)).to_have_text("ごみの出し方")
    expect(resident.page.get_by_role("log", name="会話")).to_have_attribute("aria-live", "polite")


def test_the_colours_of_the_system_are_kept(address: str, visit: Visit) -> None:
    resident = visit(address, forced_colors="active")
    resident.input.press_sequentially("スプレー")
    expect(resident.options.first).to_be_visible()
    resident.input.press("ArrowDown")
    chosen = resident.page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_css("outline-style", "solid")
