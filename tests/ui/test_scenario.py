"""The menu's page: its owner changes a place, adds one, moves it, takes it back; others look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account
from faqbot.types import Audience, Topic
from tests.ui.acting import press
from ui.views.scenario import page

Show = Callable[[object, Account], AppTest]
TREE = (
    Topic(id="t1", title="台所のもの", topics=(Topic(id="t1", title="鍋", entries=("pan",)),)),
    Topic(id="t2", title="紙", category="可燃ごみ"),
)


@pytest.fixture
def topics(curation: Curation) -> Callable[[], tuple[Topic, ...]]:
    return lambda: curation.desk.collection("gomi", audience=Audience.PUBLIC).topics


@pytest.fixture
def menu(curation: Curation, hanako: Account, show: Show) -> AppTest:
    curation.scenarios.save(hanako, "gomi", TREE, was=())
    return show(page, hanako)


def test_one_begins_with_the_categories(
    hanako: Account, show: Show, topics: Callable[[], tuple[Topic, ...]]
) -> None:
    press(show(page, hanako), "分類をもとに、メニューを作り始める")
    assert [topic.title for topic in topics()] == ["可燃ごみ", "不燃ごみ"]


def test_the_tree_is_drawn_with_its_depth(menu: AppTest) -> None:
    assert menu.radio[0].options == ["台所のもの（1）", "　└ 鍋（1）", "紙"]


def test_a_place_is_changed(menu: AppTest, topics: Callable[[], tuple[Topic, ...]]) -> None:
    menu.radio[0].set_value(("t1", "t1")).run()
    menu.text_input(key="title-t1/t1").set_value("鍋・フライパン")
    press(menu, "保存")
    assert topics()[0].topics[0].title == "鍋・フライパン"
    assert menu.success[0].value == "「鍋・フライパン」を保存しました。"


def test_a_place_is_added_moved_and_taken_back(
    menu: AppTest, topics: Callable[[], tuple[Topic, ...]]
) -> None:
    menu.text_input(key="title-new-3").set_value("雨の日のもの")
    menu.multiselect(key="entries-new-3").set_value(["umbrella"])
    press(menu, "加える")
    assert [topic.title for topic in topics()] == ["台所のもの", "紙", "雨の日のもの"]
    menu.radio[0].set_value(("t2",)).run()
    press(menu, "上へ")
    assert [topic.id for topic in topics()] == ["t2", "t1", "t3"]
    press(menu, "消す")
    assert [topic.id for topic in topics()] == ["t1", "t3"]
    press(menu, "ひとつ前に戻す")
    assert [topic.id for topic in topics()] == ["t2", "t1", "t3"]


def test_what_is_refused_stays_on_the_page(menu: AppTest, topics: Callable[[], tuple[Topic, ...]]) -> None:
    menu.text_input(key="title-new-3").set_value("空の場所")
    press(menu, "加える")
    assert "中が空" in menu.error[0].value
    assert menu.text_input(key="title-new-3").value == "空の場所"
    assert topics() == TREE


def test_another_department_looks_only(menu: AppTest, hire: Callable[..., Account], show: Show) -> None:
    seen = show(page, hire("jiro", "福祉課"))
    assert "見るだけ" in seen.info[0].value
    assert [button.label for button in seen.button] == []
    assert "鍋" in seen.markdown[-1].value
