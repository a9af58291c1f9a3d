"""Conversations as people have them, played against the shipped corpora. Each is data: see tests/desk/conversations/README.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from faqbot.desk.conversation import Sent
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.types import Action, Audience, Contact, Do, Reply
from tests.conftest import Clock, fill

FOLDER = Path(__file__).with_name("conversations")
HOURS = "平日 9:00〜17:00（祝日・12/29〜1/3は休み）"
"""The office hours that the conversations are played with; the shipped corpus does not know the city's."""


def scripts() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        for number, script in enumerate(tomllib.loads(path.read_text("utf-8"))["conversation"]):
            yield pytest.param(script, id=f"{path.stem}-{number + 1}-{script['name']}")


SCRIPTS = list(scripts())


@dataclass
class Talk:
    """One conversation under way."""

    desk: Desk
    store: Store
    clock: Clock
    collection: str
    audience: Audience
    session: str
    last: Reply | None = None

    def play(self, step: dict[str, Any]) -> Reply:
        self.clock.now += timedelta(minutes=step.get("after_minutes", 0))
        who = {"audience": self.audience, "channel": "test", "session": self.session}
        if "say" in step:
            return self.desk.ask(self.collection, step["say"], **who)
        if "show" in step:
            return self.desk.show(self.collection, Sent(step["show"]), **who)
        return self.desk.act(self.collection, self.tapped(step["tap"]), **who)

    def tapped(self, label: str) -> Action:
        assert self.last
        offered = [option for part in (self.last, *self.last.parts) for option in part.options]
        found = [option.action for option in offered if option.label.startswith(label)]
        assert found, f"「{label}」 is not offered: {[option.label for option in offered]}"
        return found[0]


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def desk_and_store(
    tmp_path_factory: pytest.TempPathFactory, full_analyzer: Analyzer, clock: Clock
) -> Iterator[tuple[Desk, Store]]:
    from faqbot.store import open_store

    store = open_store(tmp_path_factory.mktemp("talk"))
    desk = Desk(store, LiveSearcher(store, full_analyzer, clock=clock), full_analyzer, clock=clock)
    fill(desk)
    for collection in desk.collections(audience=Audience.STAFF):
        contacts = tuple(replace(each, hours=each.hours or HOURS) for each in collection.contacts)
        desk.describe(replace(collection, contacts=contacts or (Contact(department=collection.owner),)))
    yield desk, store
    store.close()


@pytest.mark.parametrize("script", SCRIPTS)
def test_conversation(script: dict[str, Any], desk_and_store: tuple[Desk, Store], clock: Clock) -> None:
    desk, store = desk_and_store
    clock.now = datetime.fromisoformat(script.get("at", "2026-11-20T12:00:00+09:00"))
    audience = Audience(script.get("audience", "public"))
    talk = Talk(desk, store, clock, script.get("collection", "garbage"), audience, session=script["name"])
    for step in script["step"]:
        tickets = sum(ticket.count for ticket in store.tickets())
        talk.last = talk.play(step)
        opened = sum(ticket.count for ticket in store.tickets()) - tickets
        said = f"{step} → {talk.last.shape} 「{talk.last.message}」"
        for name, wanted in step.items():
            if check := CHECKS.get(name):
                assert check(talk.last, wanted), f"{name} of {said}"
        assert opened == step.get("ticket", opened if talk.last.shape.value == "handoff" else 0), (
            f"tickets of {said}"
        )


def labels(reply: Reply) -> list[str]:
    return [option.label for option in reply.options]


def texts(reply: Reply) -> str:
    shown = [reply.message, reply.answer.answer if reply.answer else ""]
    if reply.known_unknown:
        shown.append(reply.candidates[0].entry.answer)
    return "\n".join(shown + [texts(part) for part in reply.parts])


CHECKS = {
    "shape": lambda reply, wanted: reply.shape.value == wanted,
    "answer": lambda reply, wanted: (reply.answer.id if reply.answer else "") == wanted,
    "category": lambda reply, wanted: reply.answer is not None and reply.answer.category == wanted,
    "parts": lambda reply, wanted: [p.candidates[0].entry.id for p in reply.parts] == wanted,
    "says": lambda reply, wanted: wanted in texts(reply),
    "says_not": lambda reply, wanted: wanted not in texts(reply),
    "options": lambda reply, wanted: set(wanted) <= set(labels(reply)),
    "options_not": lambda reply, wanted: not set(wanted) & set(labels(reply)),
    "most_options": lambda reply, wanted: len(reply.options) <= wanted,
    "candidate": lambda reply, wanted: wanted in [hit.entry.id for hit in reply.candidates[:3]],
    "known_unknown": lambda reply, wanted: reply.known_unknown is wanted,
    "phone": lambda reply, wanted: (reply.handoff.phone if reply.handoff else "") == wanted,
    "department": lambda reply, wanted: (reply.handoff.department if reply.handoff else "") == wanted,
    "open": lambda reply, wanted: reply.handoff is not None and reply.handoff.open is wanted,
    "opening": lambda reply, wanted: reply.handoff is not None and wanted in reply.handoff.opening,
    "days": lambda reply, wanted: [day.isoformat() for day in reply.days] == wanted,
    "remembered": lambda reply, wanted: reply.remembered is wanted,
    "language": lambda reply, wanted: reply.language == wanted,
}
STEP = {"say", "show", "tap", "after_minutes", "ticket", *CHECKS}


def test_there_are_many_conversations_and_each_asserts_something() -> None:
    assert len(SCRIPTS) >= 60
    names = [script.values[0]["name"] for script in SCRIPTS]
    assert len(names) == len(set(names))
    for script in SCRIPTS:
        steps = script.values[0]["step"]
        assert all(step.keys() <= STEP and step.keys() & CHECKS.keys() for step in steps), script.id


def test_options_are_never_offered_twice_after_none_of_these(desk_and_store: tuple[Desk, Store]) -> None:
    desk, _ = desk_and_store
    for text in ("ふた", "箱", "毛布", "コップ"):
        reply = desk.ask("garbage", text, audience=Audience.PUBLIC, channel="test")
        lists = []
        while reply.turn_id and any(option.action.do is Do.NONE for option in reply.options):
            lists.append({o.action.target for o in reply.options if o.action.do is Do.CHOOSE})
            reply = desk.choose(reply.turn_id, None, audience=Audience.PUBLIC)
            assert len(lists) < 5
        for earlier, later in pairwise(lists):
            assert not earlier & later
        assert reply.handoff
