"""What came of publishing: the question that led to it arrives, and what was shown since is told beside what was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from faqbot.app import make_curation, make_office
from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.errors import NotAllowed, NotFound
from faqbot.store.base import Store
from faqbot.store.base_proof import Shown
from faqbot.types import Audience
from tests.conftest import ITEMS, Clock, entry
from tests.curation.proofing import AGENT, CURATOR

QUESTION = "スノーボードはどこに出しますか"


@pytest.fixture
def curation(desk: Desk, store: Store, clock: Clock) -> Curation:
    return make_curation(desk, make_office(store), store, clock)


def ask(desk: Desk, text: str) -> str:
    return desk.ask("gomi", text, audience=Audience.PUBLIC, channel="web").turn_id


def test_the_question_that_led_to_it_reaches_the_new_answer(
    desk: Desk, store: Store, curation: Curation, clock: Clock
) -> None:
    ticket = desk.give_up("gomi", QUESTION, audience=Audience.PUBLIC, channel="web")
    skis = entry("skis", "スキー板", phrasings=("スノーボード",), version=0)
    clock.now += timedelta(hours=1)
    store.publish(skis, now=clock(), by="sato", resolves=ticket)
    turns = store.count_turns()
    found = curation.proof.published(CURATOR, "gomi", "skis", 1)
    (arrived,) = found.questions
    assert (arrived.text, arrived.arrives) == (QUESTION, True)
    assert found.published_at == clock()
    assert store.count_turns() == turns


def test_a_question_that_does_not_arrive_is_told(
    desk: Desk, store: Store, curation: Curation, clock: Clock
) -> None:
    ticket = desk.give_up("gomi", QUESTION, audience=Audience.PUBLIC, channel="web")
    store.publish(entry("tent", "テント", version=0), now=clock(), by="sato", resolves=ticket)
    (arrived,) = curation.proof.published(CURATOR, "gomi", "tent", 1).questions
    assert not arrived.arrives


def test_how_it_fared_before_and_since(desk: Desk, store: Store, curation: Curation, clock: Clock) -> None:
    desk.feedback(ask(desk, "毛布"), solved=False, audience=Audience.PUBLIC)
    clock.now += timedelta(hours=1)
    store.publish(replace(ITEMS[0], answer="可燃ごみの袋で。"), now=clock(), by="sato")
    clock.now += timedelta(hours=1)
    desk.feedback(ask(desk, "毛布"), solved=True, audience=Audience.PUBLIC)
    ask(desk, "毛布")
    clock.now += timedelta(hours=1)
    found = curation.proof.published(CURATOR, "gomi", "blanket", 2)
    assert found.before == Shown(views=1, not_solved=1)
    assert found.since == Shown(views=2, solved=1)


def test_who_may_ask_and_for_what(curation: Curation) -> None:
    with pytest.raises(NotAllowed):
        curation.proof.published(AGENT, "gomi", "blanket", 1)
    with pytest.raises(NotFound):
        curation.proof.published(CURATOR, "gomi", "blanket", 7)
    with pytest.raises(NotFound):
        curation.proof.published(CURATOR, "nothing", "blanket", 1)
