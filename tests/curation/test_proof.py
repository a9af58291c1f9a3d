"""A draft answers as it will once it is published, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from faqbot.curation.curation import Curation
from faqbot.curation.draft import Draft
from faqbot.desk.desk import Desk
from faqbot.errors import NotAllowed, NotFound
from faqbot.simulators.line.messages import check_messages
from faqbot.store.base import Store
from faqbot.types import Action, Audience, Do, Kind, Option, Outcome, Reply, Shape, Status, Unanswered
from tests.conftest import ITEMS, Clock, entry
from tests.curation.proofing import ADMIN, AGENT, CURATOR, GONE, curation_over

SKIS = entry("skis", "スキー板", "粗大ごみです。電話で申し込んでください。", phrasings=("スノーボード",))
LEFT = Draft("gomi", (SKIS,))
QUESTIONS = (
    "スキー板",
    "スノーボードを捨てたい",
    "毛布",
    "市長の名前",
    "こんにちは",
    "毛布と傘",
    "タイヤ",
    "",
)


@pytest.fixture
def curation(desk: Desk, store: Store) -> Curation:
    return curation_over(desk, store)


def unnamed(reply: Reply, turn: str = "") -> Reply:
    """The reply without the tokens of its turns, which are different each time."""
    options = tuple(Option(o.label, replace(o.action, turn=turn), o.hint) for o in reply.options)
    return replace(reply, turn_id=turn, options=options, parts=tuple(map(unnamed, reply.parts)))


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_draft_answers_as_it_will_once_it_is_published(
    desk: Desk, store: Store, curation: Curation, clock: Clock, text: str
) -> None:
    tried = curation.proof.try_out(CURATOR, LEFT, text)
    store.publish(replace(SKIS, version=0), now=clock(), by="sato")
    asked = desk.ask("gomi", text, audience=Audience.PUBLIC, channel="web", session="s")
    assert unnamed(tried.look.reply) == unnamed(asked)


def test_nothing_is_kept_of_it(desk: Desk, store: Store, curation: Curation) -> None:
    before = store.revision(), desk.entries("gomi", audience=Audience.STAFF), desk.revision()
    curation.proof.preview(CURATOR, LEFT)
    curation.proof.try_out(CURATOR, LEFT, "市長の名前")
    assert (store.revision(), desk.entries("gomi", audience=Audience.STAFF), desk.revision()) == before
    assert store.count_turns() == 0
    assert store.tickets() == ()
    assert store.judged_pairs("gomi") == ()
    found = desk.search("gomi", "スノーボード", audience=Audience.STAFF)
    assert SKIS not in [hit.entry for hit in found]


def test_an_entry_is_previewed_as_one_who_found_it_is_answered(curation: Curation) -> None:
    (look,) = curation.proof.preview(CURATOR, LEFT)
    assert look.reply.shape is Shape.ANSWER
    assert look.reply.answer == SKIS
    assert "粗大ごみです" in str(look.line)
    assert [str(fault) for fault in check_messages({"messages": list(look.line)})] == []
    page: Any = look.page
    assert page["answer"]["text"] == SKIS.answer


def test_what_is_not_known_is_previewed_with_whom_to_phone(curation: Curation) -> None:
    unknown = Draft("gomi", (replace(SKIS, kind=Kind.UNKNOWN),))
    (look,) = curation.proof.preview(CURATOR, unknown)
    assert look.reply.handoff
    assert look.reply.handoff.phone == "00-0000-0000"


def test_why_takes_the_first_hits_apart(curation: Curation) -> None:
    tried = curation.proof.try_out(CURATOR, LEFT, "スキー板の捨て方")
    assert tried.decision.hits[0].entry == SKIS
    assert tried.why[0].total == pytest.approx(tried.decision.hits[0].score, rel=1e-5)


def test_several_drafts_are_looked_at_together(curation: Curation) -> None:
    pan = replace(ITEMS[1], answer="金属ごみです。")
    both = Draft("gomi", (SKIS, pan), withdrawn=frozenset({"umbrella"}))
    assert [look.reply.answer for look in curation.proof.preview(CURATOR, both)] == [SKIS, pan]
    answered = curation.proof.try_out(CURATOR, both, "フライパン").look.reply.answer
    assert answered
    assert answered.answer == "金属ごみです。"
    assert curation.proof.try_out(CURATOR, both, "傘").look.reply.outcome is Outcome.UNANSWERED


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_what_is_taken_out_of_print_is_found_no_longer(curation: Curation, status: Status) -> None:
    gone = Draft("gomi", (replace(ITEMS[0], status=status),))
    assert isinstance(curation.proof.try_out(CURATOR, gone, "毛布").decision, Unanswered)
    assert curation.proof.preview(CURATOR, gone) == ()


def test_buttons_of_a_preview_work_nowhere(desk: Desk, curation: Curation) -> None:
    tried = curation.proof.try_out(CURATOR, LEFT, "スキー板")
    with pytest.raises(NotFound):
        desk.act(
            "gomi",
            Action(Do.SOLVED, tried.look.reply.turn_id),
            audience=Audience.PUBLIC,
            channel="web",
        )


def test_only_curators_look(curation: Curation) -> None:
    curation.proof.preview(ADMIN, LEFT)
    for nobody in (AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.proof.preview(nobody, LEFT)
        with pytest.raises(NotAllowed):
            curation.proof.try_out(nobody, LEFT, "毛布")


def test_a_collection_that_there_is_not(curation: Curation) -> None:
    with pytest.raises(NotFound):
        curation.proof.preview(CURATOR, Draft("nothing"))
