"""When it does not work: the resident is told in words, loses nothing, and can try again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

import pytest
from playwright.sync_api import expect

from faqbot.desk.desk import Desk
from faqbot.errors import StoreError
from tests.browser.visitor import PHONE, Visit
from tests.serving import serving

pytestmark = pytest.mark.browser

NETWORK = "Failed to load resource"


@pytest.fixture
def small(desk: Desk) -> Iterator[str]:
    """A server of this test alone, whose desk may be made to fail."""
    with serving(desk, "gomi") as url:
        yield url


def failing(error: Exception) -> object:
    def fail(*args: object, **kwargs: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (RuntimeError("毛布"), "こちらの不具合で答えられませんでした"),
        (StoreError("いま、こみ合っています。"), "いま、こみ合っています。"),
    ],
    ids=["500", "503"],
)
def test_an_error_of_the_server_keeps_the_question(
    small: str, desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    resident = visit(small, forgive=NETWORK, **PHONE)
    with monkeypatch.context() as broken:
        broken.setattr(desk, "ask", failing(error))
        resident.ask("毛布")
        expect(resident.reply).to_contain_text(words)
        expect(resident.input).to_have_value("毛布")
        resident.press("もう一度送る")
        expect(resident.reply).to_contain_text(words)
        expect(resident.said).to_have_count(1)
    resident.press("もう一度送る")
    expect(resident.card).to_contain_text("可燃ごみです。")
    expect(resident.input).to_have_value("")
    expect(resident.said).to_have_count(1)
    assert [asked["text"] for asked in resident.sent("ask")] == ["毛布"] * 3


def test_offline(small: str, visit: Visit) -> None:
    resident = visit(small, forgive=NETWORK, **PHONE)
    resident.context.set_offline(True)
    resident.ask("毛布")
    expect(resident.reply).to_contain_text("インターネットにつながっていません")
    expect(resident.input).to_have_value("毛布")
    resident.context.set_offline(False)
    resident.press("もう一度送る")
    expect(resident.card).to_contain_text("可燃ごみです。")


def test_after_a_new_question_the_old_one_is_not_offered_again(small: str, visit: Visit) -> None:
    resident = visit(small, forgive=NETWORK)
    resident.context.set_offline(True)
    resident.ask("毛布")
    expect(resident.button("もう一度送る")).to_be_visible()
    resident.context.set_offline(False)
    resident.ask("傘")
    expect(resident.card).to_contain_text("不燃ごみです。")
    expect(resident.button("もう一度送る")).to_have_count(0)


def test_an_answer_that_does_not_come_is_given_up(small: str, visit: Visit) -> None:
    resident = visit("about:blank", hosts=(small,))
    resident.page.clock.install(time=0)
    resident.page.goto(small)
    held = resident.hold("ask")
    resident.ask("毛布")
    expect(resident.reply).to_contain_text("さがしています")
    resident.page.clock.fast_forward(10_000)
    expect(resident.reply).to_contain_text("時間がかかっています")
    expect(resident.input).to_have_value("毛布")
    assert len(held) == 1
    resident.page.unroute_all(behavior="ignoreErrors")
    resident.press("もう一度送る")
    expect(resident.card).to_contain_text("可燃ごみです。")


def test_while_one_question_is_under_way_no_other_begins(small: str, visit: Visit) -> None:
    resident = visit(small)
    held = resident.hold("ask")
    resident.ask("毛布")
    expect(resident.reply).to_contain_text("さがしています")
    resident.ask("傘")
    resident.press("送る")
    expect(resident.said).to_have_count(1)
    expect(resident.input).to_have_value("傘")
    held.pop().continue_()
    expect(resident.card).to_contain_text("可燃ごみです。")
    expect(resident.input).to_have_value("傘")
    assert [asked["text"] for asked in resident.sent("ask")] == ["毛布"]


def test_what_is_being_written_outlives_the_error_of_what_was_sent(small: str, visit: Visit) -> None:
    resident = visit(small, forgive=NETWORK)
    held = resident.hold("ask")
    resident.ask("毛布")
    expect(resident.reply).to_contain_text("さがしています")
    resident.input.fill("傘")
    held.pop().abort()
    expect(resident.reply).to_contain_text("うまく送れませんでした")
    expect(resident.input).to_have_value("傘")
    resident.page.unroute_all()
    resident.press("もう一度送る")
    expect(resident.card).to_contain_text("可燃ごみです。")
    expect(resident.input).to_have_value("傘")


def test_a_choice_can_be_tried_again(
    small: str, desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = visit(small, forgive=NETWORK)
    resident.ask("毛布")
    with monkeypatch.context() as broken:
        broken.setattr(desk, "act", failing(RuntimeError()))
        resident.press("解決しない")
        expect(resident.reply).to_contain_text("こちらの不具合")
        expect(resident.button("解決しない")).to_have_count(1)
    resident.press("もう一度送る")
    expect(resident.call).to_have_attribute("href", "tel:0000000000")
    expect(resident.button("解決しない")).to_have_count(0)


def test_a_page_that_could_not_start_still_answers(
    small: str, desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(desk, "contents", failing(RuntimeError()))
        resident = visit(small, forgive=NETWORK)
        expect(resident.button("もう一度読みこむ")).to_be_visible()
        resident.ask("毛布")
        expect(resident.card).to_contain_text("可燃ごみです。")
    resident.press("もう一度読みこむ")
    expect(resident.page.get_by_role("navigation", name="種類からさがす")).to_be_visible()


def test_a_category_that_could_not_be_read_can_be_read_again(
    small: str, desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    resident = visit(small, forgive=NETWORK)
    category = resident.page.get_by_role("navigation").get_by_role("button", name="可燃ごみ")
    expect(category).to_be_visible()
    with monkeypatch.context() as broken:
        broken.setattr(desk, "contents", failing(RuntimeError()))
        category.click()
        expect(resident.button("もう一度読みこむ")).to_be_visible()
    resident.press("もう一度読みこむ")
    expect(
        resident.page.get_by_role("region", name="可燃ごみ").get_by_role("button", name="毛布")
    ).to_be_visible()


def test_without_suggestions_one_still_asks(
    small: str, desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "suggest", failing(RuntimeError()))
    resident = visit(small, forgive=NETWORK)
    with resident.page.expect_response("**/api/v1/suggest*") as refused:
        resident.input.press_sequentially("毛布")
    assert refused.value.status == 500
    resident.input.press("Enter")
    expect(resident.card).to_contain_text("可燃ごみです。")
