"""What is wrong with an account is told in the order in which it must be put right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from faqbot.channels.line_check import check
from faqbot.desk.desk import Desk
from faqbot.store.base import Store
from tests.channels.wire import Wire, wired
from tests.conftest import Clock
from tests.simulators.bots import SECRET, TOKEN


@pytest.fixture
def wire(desk: Desk, store: Store, clock: Clock) -> Iterator[Wire]:
    with wired(desk, store, clock) as made:
        yield made


def told(wire: Wire, token: str = TOKEN, secret: str = SECRET) -> tuple[bool, str]:
    """Whether all is well, and the last thing said with what to do."""
    found = list(check(token, secret, wire.host))
    return all(each.ok for each in found), f"{found[-1].said} {found[-1].advice}"


def test_all_is_well(wire: Wire) -> None:
    assert told(wire) == (True, "Webhook: LINE から届き、署名も合っています。 ")


@pytest.mark.parametrize(
    ("token", "secret", "advice"),
    [
        ("", SECRET, "FAQBOT_LINE_TOKEN"),
        (TOKEN, "", "FAQBOT_LINE_SECRET"),
        ("short", "x" * 32, "長いほう"),
        ("wrong-token-entirely", SECRET, "期限"),
    ],
)
def test_what_is_missing_or_wrong(wire: Wire, token: str, secret: str, advice: str) -> None:
    well, said = told(wire, token, secret)
    assert not well
    assert advice in said


def test_an_address_that_is_not_ours(wire: Wire) -> None:
    wire.simulator.webhook.url = f"{wire.bot}/somewhere"
    assert "/line/webhook で終わる" in told(wire)[1]


def test_nobody_there(wire: Wire) -> None:
    wire.simulator.webhook.url = "http://127.0.0.1:9/line/webhook"
    assert "届きませんでした" in told(wire)[1]


def test_another_secret(wire: Wire) -> None:
    wire.simulator.webhook._secret = "another"
    well, said = told(wire)
    assert not well
    assert "FAQBOT_LINE_SECRET" in said


def test_line_cannot_be_reached() -> None:
    (found,) = check(TOKEN, SECRET, "http://127.0.0.1:9")
    assert "つながりません" in found.advice
