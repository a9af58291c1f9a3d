"""The page of the history: what was changed last, narrowed, paged, and from there back to an earlier version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.staff.accounts import Account
from faqbot.types import Audience
from tests.conftest import ITEMS
from tests.ui.acting import press
from ui.views import recent
from ui.views.recent import page

Show = Callable[..., AppTest]
PAN = ITEMS[1]


@pytest.fixture
def changed(curation: Curation, hanako: Account) -> None:
    curation.entries.save(hanako, replace(PAN, answer="まちがい。"), publish=True)


def lines(seen: AppTest, column: str) -> list[str]:
    return list(seen.dataframe[0].value[column])


def tap(seen: AppTest, row: int) -> AppTest:
    """What the browser sends when a cell of the table is tapped."""
    key = seen.dataframe[0].proto.id.removeprefix("$$ID-").split("-", 1)[1]
    seen.session_state[key] = {"selection": {"rows": [], "columns": [], "cells": [(row, "項目")]}}
    return seen.run()


@pytest.mark.usefixtures("changed")
def test_the_last_change_comes_first(show: Show, hanako: Account) -> None:
    seen = show(page, hanako)
    assert not seen.exception
    assert lines(seen, "項目")[0] == PAN.question
    assert lines(seen, "変えた人")[:2] == ["hanako", "ファイルの取りこみ"]
    seen.selectbox[0].select("hanako").run()
    assert lines(seen, "項目") == [PAN.question]
    seen.selectbox[1].select_index(0)
    seen.selectbox[3].select("今日").run()
    assert lines(seen, "項目") == [PAN.question]


@pytest.mark.usefixtures("changed")
def test_a_tap_leads_to_the_versions_and_back(show: Show, hanako: Account, desk: Desk) -> None:
    seen = tap(show(page, hanako), 0)
    assert seen.title[0].value == PAN.question
    press(seen, "この版に戻す")
    assert "第1版" in seen.success[0].value
    reply = desk.ask("gomi", PAN.question, audience=Audience.PUBLIC, channel="test")
    assert reply.answer is not None
    assert reply.answer.answer == PAN.answer
    press(seen, "履歴に戻る")
    assert lines(seen, "きっかけ")[0] == "第1版に戻した"


def test_older_and_newer(show: Show, hanako: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "PAGE", 2)
    seen = show(page, hanako)
    first = lines(seen, "項目")
    press(seen, "古いほうへ")
    assert not set(first) & set(lines(seen, "項目"))
    press(seen, "新しいほうへ")
    assert lines(seen, "項目") == first


@pytest.mark.usefixtures("changed")
def test_another_department_reads_and_cannot_go_back(show: Show, hire: Callable[..., Account]) -> None:
    seen = show(page, hire("ichiro", "税務課"), entry="gomi/pan")
    assert not seen.exception
    assert "この版に戻す" not in [each.label for each in seen.button]
