"""The line to write in: suggestions, kana–kanji conversion, and what is not sent.

Where nothing may happen, the page's clock is run ahead past the time in which it would have, and what does happen after that
is counted: no test waits.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visit, Visitor

pytestmark = pytest.mark.browser

ASKED_BACK = "「毛布」は、ごみ袋に入りますか？"
PAUSE = 1_000
"""Milliseconds; more than the page lets pass between the last key and a request for suggestions."""


@pytest.fixture
def resident(address: str, visit: Visit) -> Visitor:
    """Before a page whose clock stands."""
    arrived = visit("about:blank", hosts=(address,))
    arrived.page.clock.install(time=0)
    arrived.page.goto(address)
    expect(arrived.page.locator(".example").first).to_be_visible()
    arrived.page.clock.pause_at(3_600_000)
    return arrived


def compose(resident: Visitor, *states: str) -> None:
    """Put the text into the input as an input method does before it is confirmed."""
    keyboard = resident.keyboard_of_the_system()
    resident.input.focus()
    for text in states:
        place = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        keyboard.send("Input.imeSetComposition", place)


def confirm(resident: Visitor, text: str) -> None:
    resident.keyboard_of_the_system().send("Input.insertText", {"text": text})


def test_suggestions_by_kana_and_keyboard(resident: Visitor) -> None:
    line = resident.input
    expect(line).to_have_attribute("aria-expanded", "false")
    line.press_sequentially("もうふ")
    resident.page.clock.run_for(PAUSE)
    expect(line).to_have_attribute("aria-expanded", "true")
    expect(resident.page.get_by_role("listbox", name="候補")).to_be_visible()
    expect(resident.page.get_by_text("上下の矢印キーでえらべます")).to_have_count(
        1
    )  # said to those who cannot see it
    line.press("ArrowDown")
    first = resident.options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(first).to_contain_text("毛布")
    expect(line).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "-")
    line.press("Enter")
    expect(resident.card.get_by_role("heading")).to_contain_text("毛布")
    expect(line).to_have_value("")
    expect(line).to_be_focused()
    assert len(resident.sent("suggest")) == 1
    assert resident.sent("ask") == []


def test_the_arrows_go_round_through_the_line(resident: Visitor) -> None:
    line = resident.input
    line.press_sequentially("ペット")
    resident.page.clock.run_for(PAUSE)
    expect(resident.options.first).to_be_visible()
    line.press("ArrowUp")
    expect(resident.options.last).to_have_attribute("aria-selected", "true")
    line.press("ArrowDown")
    expect(line).not_to_have_attribute("aria-activedescendant", "")
    expect(resident.page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    line.press("ArrowDown")
    expect(resident.options.first).to_have_attribute("aria-selected", "true")


def test_escape_closes_the_suggestions_and_keeps_the_text(resident: Visitor) -> None:
    resident.input.press_sequentially("ペット")
    resident.page.clock.run_for(PAUSE)
    expect(resident.options.first).to_be_visible()
    resident.input.press("Escape")
    expect(resident.page.locator("[role=listbox]")).to_be_hidden()
    expect(resident.input).to_have_value("ペット")
    resident.input.press("ArrowDown")
    resident.page.clock.run_for(PAUSE)
    expect(resident.options.first).to_be_visible()


def test_writing_on_takes_back_what_was_selected(resident: Visitor) -> None:
    resident.input.press_sequentially("もうふ")
    resident.page.clock.run_for(PAUSE)
    expect(resident.options.first).to_be_visible()
    resident.input.press("ArrowDown")
    resident.input.press_sequentially("のあらいかた")
    expect(resident.page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    resident.input.press("Enter")
    expect(resident.said).to_have_text("もうふのあらいかた")


def test_a_suggestion_by_the_pointer(resident: Visitor) -> None:
    resident.input.press_sequentially("もうふ")
    resident.page.clock.run_for(PAUSE)
    resident.options.filter(has_text="毛布").first.click()
    expect(resident.card.get_by_role("heading")).to_contain_text("毛布")
    expect(resident.options).to_have_count(0)


def test_fast_typing_asks_for_suggestions_once(resident: Visitor) -> None:
    resident.input.press_sequentially("ペットボトル")
    resident.page.clock.run_for(PAUSE)
    expect(resident.options.first).to_be_visible()
    assert [asked["q"] for asked in resident.sent("suggest")] == ["ペットボトル"]


def test_nothing_is_asked_while_a_word_is_being_converted(resident: Visitor) -> None:
    compose(resident, "p", "ぺ", "ぺっと")
    resident.page.clock.run_for(PAUSE)
    confirm(resident, "ペット")
    resident.page.clock.run_for(PAUSE)
    expect(resident.options.first).to_be_visible()
    assert [asked["q"] for asked in resident.sent("suggest")] == ["ペット"]


def test_enter_that_confirms_a_conversion_does_not_send(resident: Visitor) -> None:
    compose(resident, "もうふ", "毛布")
    enter = {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": "Enter", "code": "Enter"}
    resident.keyboard_of_the_system().send("Input.dispatchKeyEvent", enter)
    resident.page.locator("form").evaluate(
        "form => form.requestSubmit()"
    )  # as some browsers do on that Enter
    confirm(resident, "毛布")
    expect(resident.input).to_have_value("毛布")
    expect(resident.said).to_have_count(0)
    resident.input.press("Enter")
    expect(resident.reply).to_contain_text(ASKED_BACK)
    assert [asked["text"] for asked in resident.sent("ask")] == ["毛布"]


def test_the_enter_that_safari_tells_after_the_conversion_does_not_send(resident: Visitor) -> None:
    resident.input.fill("毛布")
    resident.input.evaluate(
        "input => input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"
    )
    expect(resident.said).to_have_count(0)
    resident.input.press("Enter")
    expect(resident.reply).to_contain_text(ASKED_BACK)
    assert len(resident.sent("ask")) == 1


def test_nothing_is_not_sent(resident: Visitor) -> None:
    for nothing in ("", " ", "　\u3000"):
        resident.ask(nothing)
        resident.press("送る")
    resident.ask("毛布")
    expect(resident.reply).to_contain_text(ASKED_BACK)
    assert [asked["text"] for asked in resident.sent("ask")] == ["毛布"]


def test_too_long_is_told_and_kept(resident: Visitor) -> None:
    resident.ask("あ" * 501)
    warning = resident.page.get_by_role("alert")
    expect(warning).to_contain_text("500文字まで")
    expect(warning).to_contain_text("501文字")
    expect(resident.input).to_have_attribute("aria-invalid", "true")
    expect(resident.input).to_have_value("あ" * 501)
    resident.input.press("Backspace")
    expect(warning).to_be_empty()
    expect(resident.input).to_have_attribute("aria-invalid", "false")
    resident.input.press("Enter")
    expect(resident.said).to_have_count(1)
    assert [len(asked["text"]) for asked in resident.sent("ask")] == [500]


def test_characters_are_counted_as_people_count_them(resident: Visitor) -> None:
    resident.ask("🔋" * 500)
    resident.answered()
    assert len(resident.sent("ask")) == 1


def test_sending_five_times_sends_once(resident: Visitor) -> None:
    resident.input.fill("毛布")
    resident.page.locator("form").evaluate("form => { for (let i = 0; i < 5; i++) form.requestSubmit(); }")
    expect(resident.reply).to_contain_text(ASKED_BACK)
    expect(resident.said).to_have_count(1)
    assert len(resident.sent("ask")) == 1
