"""The page of figures: what is chosen is counted, each chart has its sentence, and nothing breaks where there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation import findings
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account
from faqbot.types import Audience
from ui.views.figures import page

Show = Callable[[object, Account], AppTest]
SECTIONS = ("全体", "項目", "届かなかった質問", "公開の効果")


@pytest.fixture
def asked(desk: Desk) -> None:
    """One that was helped, one that was not, and one question that reaches no answer."""
    for text, solved, channel in (
        ("フライパン", True, "web"),
        ("フライパン", False, "line"),
        ("住民票の取り方", None, "web"),
    ):
        reply = desk.ask("gomi", text, audience=Audience.PUBLIC, channel=channel)
        if solved is not None:
            desk.feedback(reply.turn_id, solved=solved, audience=Audience.PUBLIC)


def charts(seen: AppTest) -> list[Any]:
    return list(seen.get("vega_lite_chart"))


def test_without_questions_the_page_is_kind(show: Show, hanako: Account) -> None:
    seen = show(page, hanako)
    for section in SECTIONS[:-1]:
        seen.button_group[0].set_value(section).run()
        assert not seen.exception
        assert [info.value for info in seen.info] != []
    assert findings.NOTHING in [info.value for info in seen.button_group[0].set_value("全体").run().info]


@pytest.mark.usefixtures("asked")
def test_every_chart_has_a_sentence(show: Show, hanako: Account) -> None:
    seen = show(page, hanako)
    said = [text.value for text in seen.markdown]
    assert any(text.startswith("3 件の質問のうち、2 件（67%）") for text in said)
    for section in SECTIONS:
        seen.button_group[0].set_value(section).run()
        assert not seen.exception
        assert charts(seen)
        for chart in charts(seen):
            assert chart.proto.alt in [text.value for text in seen.markdown]


@pytest.mark.usefixtures("asked")
def test_a_filter_changes_what_is_counted(show: Show, hanako: Account) -> None:
    seen = show(page, hanako)
    by = {box.label: box for box in seen.selectbox}
    assert by["入口"].options == ["すべて", "LINE", "ページ"]
    by["入口"].select("web").run()
    assert not seen.exception
    assert any(text.value.startswith("2 件の質問のうち、1 件（50%）") for text in seen.markdown)


@pytest.mark.usefixtures("asked")
def test_the_section_is_taken_along(show: Show, hanako: Account) -> None:
    seen = show(page, hanako)
    assert [button.label for button in seen.get("download_button")] == ["Excel で保存", "CSV で保存"]


def test_own_days_are_chosen(show: Show, hanako: Account) -> None:
    seen = show(page, hanako)
    seen.selectbox[0].select("日を選ぶ").run()
    assert not seen.exception
    assert len(seen.date_input[0].value) == 2
