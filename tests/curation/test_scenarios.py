"""The menu of a collection, edited by its owner and live at the next tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from faqbot.curation.scenarios import Scenarios
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotAllowed, StaleCollection
from faqbot.staff.accounts import Account, Role
from faqbot.store.base import Store
from faqbot.types import Action, Audience, Do, Status, Topic
from tests.conftest import GOMI, ITEMS

TREE = (Topic(id="t1", title="台所のもの", entries=("pan",)),)


def somebody(department: str = "ごみ課", role: Role = Role.CURATOR) -> Account:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    return Account(
        name="a", display_name="a", role=role, department=department, password_hash="", created_at=now
    )


@pytest.fixture
def scenarios(desk: Desk, store: Store) -> Scenarios:
    return Scenarios(desk, store)


def test_a_menu_is_live_at_the_next_tap_also_in_another_process(
    desk: Desk, store: Store, scenarios: Scenarios, make_desk: Callable[[Store], Desk]
) -> None:
    elsewhere = make_desk(store)
    scenarios.save(somebody(), "gomi", TREE, was=())
    for each in (desk, elsewhere):
        reply = each.act("gomi", Action(Do.MENU), audience=Audience.PUBLIC, channel="test")
        assert "台所のもの" in [option.label for option in reply.options]


@pytest.mark.parametrize(
    "account",
    [
        somebody("情報課"),
        somebody(role=Role.AGENT),
        replace(somebody(role=Role.ADMINISTRATOR), disabled=True),
    ],
)
def test_nobody_else_changes_it(scenarios: Scenarios, store: Store, account: Account) -> None:
    with pytest.raises(NotAllowed):
        scenarios.save(account, "gomi", TREE, was=())
    assert store.collections()[0] == GOMI


def test_an_administrator_may(scenarios: Scenarios, desk: Desk) -> None:
    scenarios.save(somebody("情報課", Role.ADMINISTRATOR), "gomi", TREE, was=())
    assert desk.collection("gomi", audience=Audience.PUBLIC).topics == TREE


@pytest.mark.parametrize(
    ("topic", "told"),
    [
        (Topic(id="t1", title=" ", entries=("pan",)), "見出しのない"),
        (Topic(id="t1", title="空"), "中が空"),
        (Topic(id="t1", title="家具", category="粗大ごみ"), "分類"),
        (Topic(id="t1", title="家具", entries=("sofa",)), "sofa"),
    ],
)
def test_a_place_that_leads_nowhere_is_refused(scenarios: Scenarios, topic: Topic, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        scenarios.save(somebody(), "gomi", (topic,), was=())


def test_two_editors_are_told(scenarios: Scenarios, desk: Desk) -> None:
    scenarios.save(somebody(), "gomi", TREE, was=())
    with pytest.raises(StaleCollection, match="ほかの人"):
        scenarios.save(somebody(), "gomi", (), was=())
    assert desk.collection("gomi", audience=Audience.PUBLIC).topics == TREE


def test_what_was_archived_since_does_not_stop_other_changes(
    scenarios: Scenarios, desk: Desk, store: Store
) -> None:
    scenarios.save(somebody(), "gomi", TREE, was=())
    store.save_entries([replace(ITEMS[1], status=Status.ARCHIVED)], now=somebody().created_at, by="a")
    assert "pan" not in {each.id for each in desk.entries("gomi", audience=Audience.STAFF)}
    more = (*TREE, Topic(id="t2", title="雨の日のもの", entries=("umbrella",)))
    scenarios.save(somebody(), "gomi", more, was=TREE)
    assert desk.collection("gomi", audience=Audience.PUBLIC).topics == more


def test_one_may_begin_with_the_categories_in_use(scenarios: Scenarios) -> None:
    begun = scenarios.from_categories(somebody(), "gomi")
    assert [(t.id, t.title, t.category) for t in begun] == [
        ("t1", "可燃ごみ", "可燃ごみ"),
        ("t2", "不燃ごみ", "不燃ごみ"),
    ]
    scenarios.save(somebody(), "gomi", begun, was=())
