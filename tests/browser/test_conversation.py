"""A resident's whole conversations, in a city whose offices keep hours by a clock that the test sets."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from faqbot.desk.wording import EASY, EN, JA
from tests.browser.conftest import Office
from tests.browser.visitor import PHONE, Visit, Visitor

pytestmark = pytest.mark.browser


def kept(resident: Visitor) -> dict[str, str]:
    """What the browser keeps of them."""
    found: dict[str, str] = resident.page.evaluate("({...localStorage})")
    return found


def dials(place: Locator) -> list[str]:
    """The addresses of the telephone links, each once, in order."""
    links = place.locator("a[href^='tel:']").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )
    return list(dict.fromkeys(links))


def test_from_a_thing_by_its_condition_to_solved(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("毛布")
    expect(resident.reply).to_contain_text(JA.bag.format(name="毛布"))
    badge = resident.reply.get_by_role("button", name="市指定ごみ袋に入らない").locator(".swatch")
    expect(badge).to_have_css("background-color", "rgb(78, 52, 46)")
    resident.tap("市指定ごみ袋に入らない")
    expect(resident.said.last).to_have_text("市指定ごみ袋に入らない")
    expect(resident.card.locator(".band")).to_have_text("粗大ごみ")
    resident.tap("解決した")
    expect(resident.reply).to_contain_text(JA.solved)
    assert resident.deeds() == ["choose", "solved"]


def test_a_slip_of_the_thumb_is_put_right_in_the_earlier_bubble(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("毛布")
    resident.tap("市指定ごみ袋に入って")
    expect(resident.page.locator(".conditions .chosen")).to_contain_text("市指定ごみ袋に入って")
    resident.page.get_by_role("button", name="市指定ごみ袋に入らない").first.click()
    expect(resident.card.locator(".band")).to_have_text("粗大ごみ")
    expect(resident.page.locator(".conditions")).to_have_count(1)
    expect(resident.page.locator(".conditions .chosen")).to_contain_text("市指定ごみ袋に入らない")


def test_several_things_have_a_card_and_a_say_each(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("フライパンと傘と電池")
    expect(resident.reply.get_by_role("article")).to_have_count(3)
    several = resident.reply
    expect(several.get_by_role("region", name="電池").get_by_role("article")).to_contain_text("『小電』")
    turns = several.get_by_role("region")
    turns.nth(1).get_by_role("button", name="解決した").click()
    expect(resident.page.get_by_text("「解決した」と答えました")).to_have_count(1)
    expect(resident.page.get_by_role("button", name="解決した")).to_have_count(2)


def test_a_follow_up_keeps_the_subject(office: Office, visit: Visit) -> None:
    resident = visit(office.address)
    resident.ask("ペットボトル")
    resident.tap("軽くすすげば")
    resident.ask("じゃあキャップは？")
    expect(resident.card.get_by_role("heading")).to_contain_text("ペットボトルのキャップ")
    assert len({sent["session"] for path in ("ask", "act") for sent in resident.sent(path)}) == 1


def test_none_of_these_leads_on_to_others_to_the_categories_and_to_the_phone(
    office: Office, visit: Visit
) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("ふた")
    resident.tap("この中にない")
    expect(resident.reply).to_contain_text(JA.others)
    resident.tap("この中にない")
    expect(resident.reply).to_contain_text(JA.menu_after_none)
    expect(resident.button("この中にない")).to_have_count(0)  # said twice, and of no use any more
    resident.tap("電話で聞く")
    expect(resident.call).to_have_attribute("href", "tel:0668433512")
    assert resident.deeds() == ["none"] * 3


def test_the_categories_in_the_talk_down_to_an_entry_and_back(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("住民票の取り方")
    resident.tap("種類から探す")
    resident.tap("種類から探す")
    resident.tap("つづきを見る")
    expect(resident.reply.get_by_role("button", name="きまり")).to_be_visible()
    resident.tap("もどる")
    resident.tap("可燃")
    expect(resident.said.last).to_have_text("可燃ごみ")
    resident.tap("か行")
    resident.tap("もどる")
    resident.tap("か行")
    resident.tap("カイロ")
    expect(resident.card.get_by_role("heading")).to_contain_text("カイロ")


@pytest.mark.parametrize(
    ("moment", "state", "words"),
    [
        ("2026-11-20T12:00", "open", "今、電話できます。（17:00まで）"),
        ("2026-11-20T20:00", "closed", "次は 11月24日（火）の 9:00 からです。"),
        ("2026-11-23T10:00", "closed", "次は あした 11月24日（火）の 9:00 からです。"),
    ],
    ids=["in-office-hours", "at-night", "on-a-holiday"],
)
def test_a_miss_says_whether_somebody_answers_the_phone_now(
    office: Office, visit: Visit, moment: str, state: str, words: str
) -> None:
    office.at(moment)
    resident = visit(office.address, **PHONE)
    resident.ask("住民票の取り方")
    expect(resident.reply.locator(f".now.{state}")).to_contain_text(words)
    expect(resident.call).to_have_attribute("href", "tel:0668433512")


def test_an_area_is_kept_when_asked_and_erased_when_asked(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("次のペットボトルの日")
    resident.tap("見本A地区")
    days = resident.reply.locator("time")
    expect(days).to_have_text(["令和8年12月8日（火）", "令和9年1月5日（火）", "令和9年2月2日（火）"])
    expect(resident.card).to_contain_text(JA.area_sample)
    expect(resident.card.locator(".sample")).to_have_text("見本")
    assert kept(resident) == {}
    resident.tap(JA.area_keep)
    expect(resident.reply).to_contain_text("見本A地区をおぼえました")
    token = resident.sent("act")[-1]["session"]
    assert kept(resident) == {"faqbot.session": token}

    resident.page.reload()
    office.at("2026-12-07T12:00")
    resident.ask("次のペットボトルの日")
    expect(resident.reply.locator("time").first).to_have_text("あした令和8年12月8日（火）")
    assert resident.sent("ask")[-1]["session"] == token

    resident.ask("データを消して")
    expect(resident.reply).to_contain_text(JA.forgotten)
    assert kept(resident) == {}
    resident.ask("次のペットボトルの日")
    expect(resident.reply.get_by_role("button", name="見本A地区")).to_be_visible()
    assert resident.sent("ask")[-1]["session"] != token


def test_an_area_can_be_written_as_well(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("あしたは何のごみ？")
    expect(resident.reply).to_contain_text(JA.area)
    resident.ask("例示町")
    expect(resident.card).to_contain_text("見本B地区")


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("電池から煙が出てる！", ["tel:119"]),
        ("死にたい", ["tel:119", "tel:0120-279-338", "tel:0120-061-338", "tel:0120-783-556"]),
        ("夫に殴られる", ["tel:110", "tel:0120-279-889", "tel:%238008"]),
        ("子どもが洗剤を飲んだ", ["tel:119", "tel:072-727-2499", "tel:029-852-9999", "tel:072-726-9922"]),
    ],
)
def test_danger_is_told_first_with_numbers_to_dial(
    office: Office, visit: Visit, said: str, numbers: list[str]
) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask(said)
    alarm = resident.reply.get_by_role("alert")
    expect(alarm).to_be_visible()
    assert dials(alarm) == [number.replace("-", "") for number in numbers]
    expect(alarm.locator(".call").first).to_be_in_viewport()
    expect(alarm.locator(".call")).to_have_count(len(numbers))


def test_a_greeting_is_no_wall_of_buttons(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("こんにちは")
    expect(resident.reply).to_contain_text(JA.greeting)
    expect(resident.reply.get_by_role("button", name="可燃", exact=True)).to_have_count(0)
    resident.tap("種類から探す")
    resident.tap("可燃")
    expect(resident.reply).to_contain_text(JA.menu.format(title="可燃ごみ"))


def test_the_language_is_chosen_and_kept(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.speak("English")
    expect(resident.button("Send")).to_be_visible()
    resident.page.locator("#faq-input").fill("毛布")
    resident.press("Send")
    bubble = resident.page.get_by_role("group", name="Guide", exact=True).last.locator(".bubble")
    expect(bubble).to_have_text(EN.bag.format(name="毛布"))
    expect(bubble).to_have_attribute("lang", "en")
    assert [asked["language"] for asked in resident.sent("ask")] == ["en"]
    resident.page.reload()
    expect(resident.button("Send")).to_be_visible()
    resident.speak("やさしい日本語")
    resident.ask("毛布")
    expect(resident.reply).to_contain_text(EASY.bag.format(name="毛布"))
    assert kept(resident).keys() == {"faqbot.look"}


def test_the_page_follows_a_language_asked_for_in_words(office: Office, visit: Visit) -> None:
    resident = visit(office.address)
    resident.ask("English please")
    expect(resident.button("Send")).to_be_visible()
    expect(resident.page.locator(".bubble").last).to_have_text(EN.language)


def test_readings_above_the_names_of_categories(office: Office, visit: Visit) -> None:
    resident = visit(office.address, **PHONE)
    resident.ask("ペットボトルのふた")
    expect(resident.card.locator(".band")).to_be_visible()
    resident.speak("種類の名前に、ふりがなをつける")
    expect(resident.page.locator(".tiles rt").first).to_be_attached()
    readings = resident.page.locator(".tiles rt").evaluate_all(
        "all => all.map((rt) => [rt.parentElement.textContent, rt.dataset.kana])"
    )
    assert ["可燃", "かねん"] in readings
    assert ["小電", "しょうでん"] in readings
    assert ["紙・布", "かみぬの"] in readings
    expect(resident.page.locator(".start").get_by_role("button", name="可燃", exact=True)).to_be_visible()
    resident.ask("フライパン")
    expect(resident.card).to_contain_text("フライパン")
    expect(resident.card.locator(".band rt")).to_have_attribute("data-kana", "ふねん")


def test_the_choice_of_language_by_keyboard_alone(office: Office, visit: Visit) -> None:
    resident = visit(office.address)
    opener = resident.button("Language")
    resident.tab_to(opener)
    resident.page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    resident.tab_to(resident.button("English"))
    resident.page.keyboard.press("Space")
    expect(resident.button("English")).to_have_attribute("aria-pressed", "true")
    resident.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(resident.page.get_by_role("group", name=re.compile("Language settings"))).to_have_count(0)
