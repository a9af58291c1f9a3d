"""The page of entries: found, opened, published, drafted, taken back, rolled back; others suggest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account
from faqbot.types import Audience, Status
from tests.ui.acting import press
from ui.views.entries import page

Show = Callable[..., AppTest]


def answer(desk: Desk, question: str) -> str:
    reply = desk.ask("gomi", question, audience=Audience.PUBLIC, channel="test")
    return reply.answer.answer if reply.answer else ""


def tap(seen: AppTest, row: int) -> AppTest:
    """What the browser sends when a cell of the table is tapped."""
    seen.session_state["entries-gomi"] = {"selection": {"rows": [], "columns": [], "cells": [(row, "質問")]}}
    return seen.run()


@pytest.fixture
def blanket(show: Show, hanako: Account) -> AppTest:
    """The screen of the entry `blanket`, before its curator."""
    return show(page, hanako, entry="gomi/blanket")


def test_the_table_lists_what_the_bot_knows(show: Show, hanako: Account) -> None:
    seen = show(page, hanako)
    assert list(seen.dataframe[0].value["質問"]) == ["毛布", "フライパン", "傘", "ダンボール", "タイヤ"]
    assert set(seen.dataframe[0].value["状態"]) == {"公開中"}


def test_our_own_engine_finds(show: Show, hanako: Account) -> None:
    seen = show(page, hanako)
    seen.text_input(key="entries-text").set_value("炒め鍋はどう捨てますか").run()
    assert seen.dataframe[0].value["質問"][0] == "フライパン"


def test_a_tap_opens_and_the_address_says_what(show: Show, hanako: Account) -> None:
    seen = tap(show(page, hanako), 1)
    assert seen.title[0].value == "フライパン"
    assert seen.query_params["entry"] == "gomi/pan"
    press(seen, "一覧に戻る")
    assert seen.title[0].value == "項目"


def test_what_is_published_answers_the_next_question(blanket: AppTest, desk: Desk) -> None:
    blanket.text_area(key="gomi-blanket-1-answer").set_value("燃やすごみです。")
    blanket.text_area(key="gomi-blanket-1-phrasings").set_value("ブランケット\n\n ひざかけ \nブランケット")
    press(blanket, "公開する")
    assert "公開しました" in blanket.success[0].value
    assert answer(desk, "ブランケット") == answer(desk, "ひざかけ") == "燃やすごみです。"


def test_a_draft_is_said_to_nobody(show: Show, hanako: Account, desk: Desk, curation: Curation) -> None:
    seen = press(show(page, hanako), "新しい項目")
    seen.text_input(key="new-question").set_value("消火器")
    seen.text_area(key="new-answer").set_value("販売店に引き取りを頼んでください。")
    press(seen, "下書きに保存")
    assert answer(desk, "消火器") == ""
    assert seen.title[0].value == "消火器"
    press(seen, "公開する")
    assert answer(desk, "消火器") == "販売店に引き取りを頼んでください。"


def test_a_draft_is_looked_at_before_it_is_published(blanket: AppTest, desk: Desk) -> None:
    blanket.text_area(key="gomi-blanket-1-answer").set_value("燃やすごみです。")
    press(blanket, "公開前に確かめる")
    assert any("燃やすごみです。" in each.value for each in blanket.get("html"))
    blanket.text_input(key="try-out").set_value("毛布は何ごみ").run()
    assert any("答えます" in each.value for each in blanket.markdown)
    press(blanket, "これまでの質問で確かめる")
    assert not blanket.error
    assert answer(desk, "毛布") == "可燃ごみです。"


def test_a_twin_is_told_before_it_is_made(show: Show, hanako: Account) -> None:
    seen = show(page, hanako, entry="gomi/")
    seen.text_input(key="new-question").set_value("フライパン。")
    seen.text_area(key="new-answer").set_value("不燃ごみです。")
    press(seen, "公開前に確かめる")
    assert "「フライパン」" in seen.warning[0].value


def test_what_cannot_be_kept_is_told_and_stays_typed(blanket: AppTest, desk: Desk) -> None:
    blanket.text_area(key="gomi-blanket-1-answer").set_value(" ")
    blanket.text_input(key="gomi-blanket-1-url").set_value("www.example.jp")
    press(blanket, "公開する")
    assert "空です" in blanket.error[0].value
    assert blanket.text_input(key="gomi-blanket-1-url").value == "www.example.jp"
    assert answer(desk, "毛布") == "可燃ごみです。"


def test_two_editors_are_told(
    blanket: AppTest, curation: Curation, hire: Callable[..., Account], desk: Desk
) -> None:
    other = hire("kenji")
    entry = curation.entries.get(other, "gomi", "blanket").row.entry
    curation.entries.save(other, entry, publish=False)
    blanket.text_area(key="gomi-blanket-1-answer").set_value("わたしの答え")
    press(blanket, "公開する")
    assert "kenji" in blanket.error[0].value
    assert blanket.text_area(key="gomi-blanket-1-answer").value == "わたしの答え"
    assert "ほかの人" in blanket.warning[0].value
    press(blanket, "書いたものを捨てて、新しい内容を読みこむ")
    assert blanket.text_area(key="gomi-blanket-2-answer").value == "可燃ごみです。"
    assert not blanket.warning


def test_taking_back_and_publishing_again(blanket: AppTest, desk: Desk) -> None:
    press(blanket, "取り下げる")
    assert answer(desk, "毛布") == ""
    press(blanket, "もう一度公開する")
    assert answer(desk, "毛布") == "可燃ごみです。"


def test_an_earlier_version_comes_back(blanket: AppTest, desk: Desk) -> None:
    blanket.text_area(key="gomi-blanket-1-answer").set_value("まちがえました。")
    press(blanket, "公開する")
    press(blanket, "この版に戻す")
    assert answer(desk, "毛布") == "可燃ごみです。"
    assert [each.label.split("　")[0] for each in blanket.expander if "版" in each.label] == [
        "第3版",
        "第2版",
        "第1版",
    ]


def test_another_department_suggests_only(
    show: Show, hire: Callable[..., Account], curation: Curation, desk: Desk
) -> None:
    jiro = hire("jiro", "福祉課")
    seen = show(page, jiro, entry="gomi/blanket")
    assert {"公開する", "下書きに保存", "取り下げる"} & {button.label for button in seen.button} == set()
    seen.text_area(key="gomi-blanket-1-answer").set_value("福祉課の答え")
    seen.text_area(key="gomi-blanket-1-why").set_value("制度が変わりました")
    press(seen, "提案を送る")
    assert [each.proposal.note for each in curation.proposals.list(jiro)] == ["制度が変わりました"]
    assert answer(desk, "毛布") == "可燃ごみです。"


def test_an_entry_that_is_not_there_is_told(show: Show, hanako: Account) -> None:
    seen = show(page, hanako, entry="gomi/none")
    assert "見つかりません" in seen.error[0].value


def test_what_is_narrowed_is_what_is_shown(show: Show, hanako: Account, curation: Curation) -> None:
    entry = curation.entries.get(hanako, "gomi", "box").row.entry
    curation.entries.save(hanako, entry, publish=False)
    seen = show(page, hanako)
    seen.selectbox(key="entries-status").set_value(Status.DRAFT).run()
    assert list(seen.dataframe[0].value["質問"]) == ["ダンボール"]
    seen.selectbox(key="entries-category").set_value("可燃ごみ").run()
    assert "あてはまる項目がありません" in seen.info[0].value
