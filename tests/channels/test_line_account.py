"""Menus go to LINE and are switched there: the official SDK against the simulator, which refuses what LINE would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from faqbot.channels.line_account import Account
from faqbot.channels.line_menu import LOW, Cell, Menu, Tab, Tap
from faqbot.errors import LineError
from faqbot.simulators.line.app import Simulator, create_simulator
from faqbot.simulators.line.platform import Platform
from tests.listening import listening
from tests.simulators.conftest import CONTRACT

CELLS = (Cell("粗大ごみ", "sofa", Tap("message", "粗大ごみ")), Cell("電話", "phone", Tap("link", "tel:171")))
NORMAL = Menu(
    "normal", "いつも", "メニュー", (Tab("n-1", "ごみ", CELLS), Tab("n-2", "相談", CELLS)), height=LOW
)
DISASTER = Menu("disaster", "災害", "災害", (Tab("d-1", "災害", CELLS),), height=LOW)
MENUS = (NORMAL, DISASTER)
ANN, BOB = "U" + "a" * 32, "U" + "b" * 32


@dataclass
class There:
    host: str
    simulator: Simulator
    account: Account

    @property
    def platform(self) -> Platform:
        return self.simulator.platform

    def sees(self, user: str) -> str:
        """The alias of what somebody sees, or "stale" if no alias leads there."""
        shown = self.platform.menu_of(user)
        return next((alias for alias, menu in self.platform.aliases.items() if menu == shown), "stale")


@pytest.fixture
def there() -> Iterator[There]:
    contract = CONTRACT if CONTRACT.exists() else None
    made = create_simulator(bot="http://127.0.0.1:9/", token="t", secret="s", contract=contract)
    with listening(made.app) as host:
        yield There(host, made, Account("t", host))


def test_what_is_pushed_is_there_and_the_first_one_shows(there: There) -> None:
    told: list[str] = []
    there.account.push(MENUS, told.append)
    assert len(told) == 3
    assert [(sent.tab.alias, sent.shown) for sent in there.account.tabs(MENUS)] == [
        ("n-1", True),
        ("n-2", False),
        ("d-1", False),
    ]
    assert [exchange for exchange in there.simulator.gate.exchanges if exchange.status == 400] == []


def test_nothing_is_there_before(there: There) -> None:
    assert [sent.menu_id for sent in there.account.tabs(MENUS)] == ["", "", ""]


def test_the_disaster_menu_reaches_everybody_whatever_tab_they_see(there: There) -> None:
    there.account.push(MENUS)
    there.platform.talk(ANN)
    there.platform.talk(BOB).menu = there.platform.aliases["n-2"]
    assert there.account.switch(MENUS, "disaster") == DISASTER
    assert (there.sees(ANN), there.sees(BOB)) == ("d-1", "d-1")
    there.account.switch(MENUS, "normal")
    assert (there.sees(ANN), there.sees(BOB)) == ("n-1", "n-1")


def test_pushing_again_takes_people_along(there: There) -> None:
    there.account.push(MENUS)
    there.platform.talk(ANN)
    there.platform.talk(BOB).menu = there.platform.aliases["n-2"]
    before = dict(there.platform.aliases)
    there.account.push(MENUS)
    assert (there.sees(ANN), there.sees(BOB)) == ("n-1", "n-2")
    assert not set(before.values()) & set(there.platform.aliases.values())


def test_what_was_replaced_is_swept_away_and_nobody_elses(there: There) -> None:
    there.account.push(MENUS)
    foreign = next(iter(there.platform.menus.values()))
    there.platform.menus["foreign"] = replace(
        foreign, id="foreign", body=foreign.body | {"name": "広報のメニュー"}
    )  # type: ignore[operator]
    for _ in range(3):
        there.account.push(MENUS)
    assert "foreign" in there.platform.menus
    assert len(there.platform.menus) == 1 + 3 + 3


def test_a_push_during_a_disaster_leaves_the_disaster_menu_in_place(there: There) -> None:
    there.account.push(MENUS)
    there.account.switch(MENUS, "disaster")
    there.account.push(MENUS)
    assert there.sees(ANN) == "d-1"


def test_what_goes_wrong_is_said_in_japanese(there: There) -> None:
    with pytest.raises(LineError, match="先に faqbot line menu push"):
        there.account.switch(MENUS, "disaster")
    with pytest.raises(LineError, match="「storm」はありません"):
        there.account.switch(MENUS, "storm")
    with pytest.raises(LineError, match="FAQBOT_LINE_TOKEN"):
        Account("")
    with pytest.raises(LineError, match="トークンを受けつけません"):
        Account("other", there.host).tabs(MENUS)
    with pytest.raises(LineError, match="つながりません"):
        Account("t", "http://127.0.0.1:9").tabs(MENUS)


def test_what_line_refuses_is_quoted_and_nothing_is_sent(there: There) -> None:
    long = replace(CELLS[0], label="あ" * 21)
    with pytest.raises(LineError, match=r"areas\[0\]\.action\.label"):
        there.account.push((replace(NORMAL, tabs=(Tab("n-1", "ごみ", (long,), 1),)),))
    assert there.platform.menus == {}
