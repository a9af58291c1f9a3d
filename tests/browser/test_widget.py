"""The widget on a page of another site: it works there, and leaves that page as it was."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visitor import PHONE, SCREEN, Look, Visit, Visitor

pytestmark = pytest.mark.browser

PAGES = pytest.mark.parametrize("page", ["plain", "hostile"])

STYLES = """() => Object.fromEntries([...document.querySelectorAll('html, body, body *:not([data-faqbot-widget]):not(script)')].map((element, at) => {
    const style = getComputedStyle(element);
    return [`${at} ${element.tagName}`, Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]))];
}))"""
LOOK = """element => {
    const style = getComputedStyle(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height, ...[...style].filter((name) => !name.startsWith('--')).map((name) => `${name}: ${style.getPropertyValue(name)}`)];
}"""


def launcher(visitor: Visitor) -> Locator:
    return visitor.button("質問する")


def panel(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("dialog", name="ごみの出し方")


@PAGES
@pytest.mark.parametrize("look", [PHONE, SCREEN], ids=["phone", "screen"])
def test_it_opens_asks_and_closes(address: str, site: str, visit: Visit, page: str, look: Look) -> None:
    visitor = visit(f"{site}/{page}", hosts=(address,), **look)
    launcher(visitor).focus()
    visitor.page.keyboard.press("Enter")
    expect(panel(visitor)).to_be_visible()
    expect(launcher(visitor)).to_be_hidden()
    visitor.ask("ペットボトルのふた")
    expect(visitor.card).to_contain_text("プラスチック製容器包装")
    visitor.press("解決しない")
    expect(visitor.call).to_have_attribute("href", "tel:0668433512")
    visitor.page.keyboard.press("Escape")
    expect(panel(visitor)).to_be_hidden()
    expect(launcher(visitor)).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(visitor.card).to_be_visible()  # nothing is lost by closing


def test_a_whole_conversation(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,), **PHONE)
    launcher(visitor).click()
    visitor.ask("毛布")
    visitor.tap("市指定ごみ袋に入らない")
    expect(visitor.card.locator(".band")).to_have_text("粗大ごみ")
    visitor.tap("解決した")
    visitor.press("Language")
    visitor.press("English")
    visitor.page.keyboard.press("Escape")  # the choice of language closes, the panel does not
    expect(visitor.button("Send")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(launcher(visitor)).to_be_focused()


@PAGES
def test_the_styles_of_the_page_stay_as_they_were(address: str, site: str, visit: Visit, page: str) -> None:
    without = visit(f"{site}/{page}-bare").page.evaluate(STYLES)
    visitor = visit(f"{site}/{page}", hosts=(address,))
    expect(launcher(visitor)).to_be_visible()
    assert visitor.page.evaluate(STYLES) == without
    launcher(visitor).click()
    expect(panel(visitor)).to_be_visible()
    assert visitor.page.evaluate(STYLES) == without


def test_the_styles_of_the_page_do_not_reach_in(address: str, site: str, visit: Visit) -> None:
    looks = []
    for page in ("plain", "hostile"):
        visitor = visit(f"{site}/{page}", hosts=(address,))
        look = [launcher(visitor).evaluate(LOOK)]
        launcher(visitor).click()
        expect(visitor.page.locator(".example").first).to_be_visible()
        parts = (
            panel(visitor),
            visitor.page.locator(".headline"),
            visitor.page.locator(".bubble"),
            visitor.input,
        )
        looks.append(look + [part.evaluate(LOOK) for part in parts])
    assert looks[0] == looks[1]


def test_the_conversation_is_fetched_only_when_it_is_wanted(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,))
    expect(launcher(visitor)).to_be_visible()
    assert [r.url for r in visitor.requests if r.url.startswith(address)] == [f"{address}/widget.js"]
    launcher(visitor).click()
    expect(panel(visitor)).to_be_visible()
    assert visitor.origins() == {site, address}


def test_escape_closes_the_suggestions_first(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,))
    launcher(visitor).click()
    visitor.input.press_sequentially("ペット")
    expect(visitor.options.first).to_be_visible()
    visitor.input.press("Escape")
    expect(visitor.options).to_have_count(0)
    expect(panel(visitor)).to_be_visible()
    visitor.input.press("Escape")
    expect(panel(visitor)).to_be_hidden()


def test_the_close_button_gives_the_focus_back(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,), **PHONE)
    launcher(visitor).click()
    visitor.press("閉じる")
    expect(panel(visitor)).to_be_hidden()
    expect(launcher(visitor)).to_be_focused()


def test_on_a_screen_the_page_behind_stays_usable(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,))
    launcher(visitor).click()
    expect(panel(visitor)).to_be_visible()
    visitor.tab_to(visitor.button("このページのボタン"))
    expect(panel(visitor)).to_be_visible()


def test_on_a_phone_it_covers_the_page_and_holds_the_focus(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,), **PHONE)
    launcher(visitor).click()
    expect(panel(visitor)).to_be_visible()
    assert panel(visitor).bounding_box() == {"x": 0, "y": 0, **PHONE["viewport"]}
    assert panel(visitor).evaluate("dialog => dialog.matches(':modal')")


def test_turning_the_phone_keeps_the_conversation(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,))
    launcher(visitor).click()
    visitor.ask("ペットボトルのふた")
    expect(visitor.card).to_be_visible()
    visitor.page.set_viewport_size({"width": 390, "height": 700})
    expect(visitor.card).to_be_visible()
    visitor.page.wait_for_function(
        "document.querySelector('[data-faqbot-widget]').shadowRoot.querySelector('dialog').matches(':modal')"
    )


def test_the_script_twice_makes_one_widget(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,))
    visitor.page.add_script_tag(url=f"{address}/static/widget.js")
    expect(visitor.page.locator("[data-faqbot-widget]")).to_have_count(1)


def test_a_server_that_cannot_be_reached_is_told(address: str, site: str, visit: Visit) -> None:
    visitor = visit(f"{site}/plain", hosts=(address,), forgive="chat.js")
    visitor.page.route("**/static/chat.css", lambda route: route.abort())
    visitor.complaints.clear()
    launcher(visitor).click()
    expect(visitor.page.get_by_text("読みこめませんでした。もう一度押してください。")).to_be_visible()
    expect(launcher(visitor)).to_be_enabled()
    visitor.complaints.clear()  # the browser's and our own word on what was cut off
    visitor.page.unroute_all()
    launcher(visitor).click()
    expect(panel(visitor)).to_be_visible()
