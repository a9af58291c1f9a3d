"""Every scripted conversation with residents, played on LINE: what it promises is there, and LINE takes every request."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from faqbot.desk.desk import Desk
from faqbot.store.base import Store
from tests.channels.wire import Wire, actions, wired, written
from tests.conftest import Clock
from tests.desk.test_conversations import SCRIPTS, clock, desk_and_store

__all__ = ["clock", "desk_and_store"]

ON_LINE = [s for s in SCRIPTS if s.values[0].get("audience", "public") == "public"]
SENT = {
    "sticker": {"kind": "sticker", "package": "446", "sticker": "1988", "keywords": []},
    "image": {"kind": "image", "data": "data:image/png;base64,eA=="},
    "location": {"kind": "location", "latitude": 34.8, "longitude": 135.5},
}


@pytest.fixture(scope="module")
def wire(desk_and_store: tuple[Desk, Store], clock: Clock) -> Iterator[Wire]:
    desk, store = desk_and_store
    with wired(desk, store, clock, collection="garbage") as made:
        yield made


@pytest.mark.parametrize("number", range(len(ON_LINE)), ids=[str(script.id) for script in ON_LINE])
def test_conversation(number: int, wire: Wire, clock: Clock) -> None:
    script = ON_LINE[number].values[0]
    if script.get("collection", "garbage") != "garbage":
        pytest.skip("the account speaks for one collection")
    clock.now = datetime.fromisoformat(script.get("at", "2026-11-20T12:00:00+09:00"))
    user, last = f"U{number:032x}", list[Any]()
    for step in script["step"]:
        if not step.get("say", "…").strip():
            continue  # LINE sends no empty message
        clock.now += timedelta(minutes=step.get("after_minutes", 0))
        last = played(step, user, last, wire)
        told = written(last)
        assert last, step
        assert wire.refused() == []
        for said in (step.get("says"), step.get("opening"), step.get("department")):
            assert said is None or said.replace("\n", "\\n") in told or lines_in(said, told), (step, told)
        for label in step.get("options", ()):
            assert label in [shown(action) for action in actions(last)], (step, told)
        if step.get("phone"):
            assert "tel:" in told


def played(step: dict[str, Any], user: str, last: list[Any], wire: Wire) -> list[Any]:
    if "say" in step:
        return wire.say(user, step["say"])
    if "show" in step:
        return wire.act(user, SENT[step["show"]])
    found = [a for a in actions(last) if shown(a).startswith(step["tap"])]
    assert found, f"「{step['tap']}」 is not offered"
    return wire.tap(user, found[0])


def shown(action: dict[str, Any]) -> str:
    return str(action.get("displayText") or action.get("text") or action.get("label"))


def lines_in(said: str, told: str) -> bool:
    return all(line in told for line in said.splitlines())
