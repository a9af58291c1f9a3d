"""Proposals and second looks: who may decide does, everybody else sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account, Role
from faqbot.types import Audience
from tests.ui.acting import press
from ui.views import departments, proposals

Show = Callable[..., AppTest]
Hire = Callable[..., Account]


@pytest.fixture
def wish(curation: Curation, hire: Hire) -> Account:
    """福祉課 wishes the blanket otherwise."""
    jiro = hire("jiro", "福祉課")
    entry = curation.entries.get(jiro, "gomi", "blanket").row.entry
    curation.proposals.suggest(jiro, replace(entry, answer="燃やすごみです。"), "言い方をそろえたい")
    return jiro


def answer(desk: Desk) -> str:
    reply = desk.ask("gomi", "毛布", audience=Audience.PUBLIC, channel="test")
    assert reply.answer
    return reply.answer.answer


def test_its_owner_takes_a_wish_in_reworded(show: Show, hanako: Account, wish: Account, desk: Desk) -> None:
    seen = show(proposals.page, hanako)
    assert seen.subheader[0].value == "毛布"
    assert "理由: 言い方をそろえたい" in [each.value for each in seen.text]
    seen.text_area[0].set_value("燃やすごみに出します。")
    press(seen, "取り入れる")
    assert answer(desk) == "燃やすごみに出します。"
    assert "決めるものはありません" in seen.markdown[0].value


def test_its_owner_leaves_the_entry_as_it_is(show: Show, hanako: Account, wish: Account, desk: Desk) -> None:
    press(show(proposals.page, hanako), "取り入れない")
    assert answer(desk) == "可燃ごみです。"


def test_others_see_a_wish_and_decide_nothing(show: Show, hanako: Account, wish: Account) -> None:
    seen = show(proposals.page, wish)
    seen.checkbox[0].check().run()
    assert seen.subheader[0].value == "毛布"
    assert not seen.button


def test_a_second_person_approves(
    show: Show, hanako: Account, hire: Hire, curation: Curation, desk: Desk
) -> None:
    chief = hire("chief", "情報課", Role.ADMINISTRATOR)
    seen = show(departments.page, chief)
    next(each for each in seen.toggle if each.key.startswith("eyes-ごみ課")).set_value(True).run()
    assert "承認してから" in seen.success[0].value
    entry = curation.entries.get(hanako, "gomi", "blanket").row.entry
    curation.entries.save(hanako, replace(entry, answer="燃やすごみです。"), publish=True)
    assert answer(desk) == "可燃ごみです。"
    own = show(departments.page, hanako)
    assert "承認して公開する" not in [each.label for each in own.button]
    press(show(departments.page, hire("kenji")), "承認して公開する")
    assert answer(desk) == "燃やすごみです。"


def test_an_author_takes_a_request_back(
    show: Show, hanako: Account, hire: Hire, curation: Curation, desk: Desk
) -> None:
    curation.departments.set_four_eyes(hire("chief", "情報課", Role.ADMINISTRATOR), "ごみ課", on=True)
    entry = curation.entries.get(hanako, "gomi", "blanket").row.entry
    curation.entries.save(hanako, replace(entry, answer="まちがい"), publish=True)
    seen = press(show(departments.page, hanako), "取り消す")
    assert seen.subheader[0].value == "承認待ち（0 件）"
    assert answer(desk) == "可燃ごみです。"


def test_who_is_no_administrator_switches_nothing(show: Show, hanako: Account) -> None:
    assert all(each.disabled for each in show(departments.page, hanako).toggle)
