"""Past questions tell what a draft would change: better, worse, or merely something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faqbot.curation.curation import Curation
from faqbot.curation.draft import Draft
from faqbot.curation.reach import Reach, Verdict, Worth, verdict, worth
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotAllowed
from faqbot.store.base import Store
from faqbot.types import Audience, JudgedPair, Outcome, Status
from tests.conftest import ITEMS, Clock, entry
from tests.curation.proofing import AGENT, CURATOR, curation_over

BLANKET, PAN, UMBRELLA, BOX, _ = ITEMS


@pytest.fixture
def curation(desk: Desk, store: Store) -> Curation:
    return curation_over(desk, store)


def judge(store: Store, clock: Clock, text: str, entry_id: str, *, right: bool = True) -> None:
    store.judge(
        JudgedPair(
            collection="gomi", text=text, entry_id=entry_id, right=right, judged_at=clock(), origin="choice"
        )
    )


def reach(outcome: Outcome, *shown: str) -> Reach:
    return Reach(outcome, entry(shown[0], shown[0]) if shown else None, shown, 0.5)


ANSWERED, SUGGESTED = Outcome.ANSWERED, Outcome.SUGGESTED
NOTHING = reach(Outcome.UNANSWERED)


@pytest.mark.parametrize(
    ("found", "right", "wrong", "expected"),
    [
        (reach(ANSWERED, "a"), {"a"}, set(), Worth.RIGHT),
        (reach(SUGGESTED, "b", "a"), {"a"}, set(), Worth.OFFERED),
        (reach(SUGGESTED, "b"), {"a"}, set(), Worth.NOTHING),
        (NOTHING, {"a"}, set(), Worth.NOTHING),
        (reach(ANSWERED, "b"), {"a"}, set(), Worth.WRONG),
        (reach(ANSWERED, "b"), set(), {"b"}, Worth.WRONG),
        (reach(ANSWERED, "c"), set(), {"b"}, Worth.NOTHING),
    ],
)
def test_what_a_reach_is_worth(found: Reach, right: set[str], wrong: set[str], expected: Worth) -> None:
    assert worth(found, right, wrong) is expected


def test_a_verdict_needs_a_judgement() -> None:
    one, other = reach(ANSWERED, "a"), reach(ANSWERED, "b")
    assert verdict(one, other, {"a"}, set()) is Verdict.WORSE
    assert verdict(other, one, {"a"}, set()) is Verdict.BETTER
    assert verdict(one, other, set(), set()) is Verdict.DIFFERS
    assert verdict(one, one, set(), set()) is Verdict.SAME
    assert verdict(one, other, {"c"}, set()) is Verdict.DIFFERS


def test_each_question_that_moves_is_told_with_before_and_after(
    store: Store, curation: Curation, clock: Clock
) -> None:
    judge(store, clock, "毛布", "blanket")
    judge(store, clock, "スキー板", "skis")
    judge(store, clock, "傘", "umbrella")
    skis = Draft("gomi", (entry("skis", "スキー板", "粗大ごみです。"),))
    blanket = Draft("gomi", (replace(BLANKET, question="寝具", reading=""),))
    found = curation.proof.replay(CURATOR, [skis, blanket])
    moved = {one.asked.text: one for one in found.moved}
    assert moved["毛布"].verdict is Verdict.WORSE
    assert moved["毛布"].before.shown == ("blanket",)
    assert moved["スキー板"].verdict is Verdict.BETTER
    assert moved["スキー板"].after.shown == ("skis",)
    assert "傘" not in moved
    assert found.counts == {Verdict.BETTER: 1, Verdict.WORSE: 1, Verdict.DIFFERS: 0, Verdict.SAME: 1}
    assert found.moved[0].verdict is Verdict.WORSE
    assert (found.questions, found.known, found.sampled) == (3, 3, False)


def test_what_was_answered_and_never_judged_can_only_differ(desk: Desk, curation: Curation) -> None:
    desk.ask("gomi", "毛布", audience=Audience.PUBLIC, channel="web")
    gone = Draft("gomi", withdrawn=frozenset({"blanket"}))
    (moved,) = curation.proof.replay(CURATOR, [gone]).moved
    assert (moved.asked.text, moved.verdict) == ("毛布", Verdict.DIFFERS)
    assert moved.after.outcome is Outcome.UNANSWERED


def test_wordings_of_other_entries_still_find_them(curation: Curation) -> None:
    copied = Draft("gomi", (entry("wok", "中華鍋", phrasings=("炒め鍋", "フライパン")),))
    found = curation.proof.replay(CURATOR, [copied])
    assert found.still == found.wordings - len(found.lost)
    added = Draft("gomi", (entry("wok", "中華鍋"),))
    assert curation.proof.replay(CURATOR, [added]).lost == ()


def test_a_wording_that_another_entry_takes_is_told(curation: Curation) -> None:
    taken = Draft("gomi", (replace(PAN, question="なべ", phrasings=("傘",)), replace(BOX, question="箱")))
    two = Draft("gomi", (replace(UMBRELLA, status=Status.PUBLISHED, question="日傘"),))
    found = curation.proof.replay(CURATOR, [taken])
    assert all(lost.wording.entry.id not in taken.touched for lost in found.lost)
    assert curation.proof.replay(CURATOR, [taken, two]).wordings <= found.wordings


def test_many_questions_are_sampled_alike_each_time(store: Store, curation: Curation, clock: Clock) -> None:
    for number in range(30):
        judge(store, clock, f"毛布{'！' * number}", "blanket")
    gone = Draft("gomi", withdrawn=frozenset({"blanket"}))
    found = curation.proof.replay(CURATOR, [gone], limit=10, seed=1)
    assert (found.questions, found.known, found.sampled) == (10, 30, True)
    assert found == curation.proof.replay(CURATOR, [gone], limit=10, seed=1)
    assert found.moved != curation.proof.replay(CURATOR, [gone], limit=10, seed=2).moved


def test_progress_is_told(store: Store, curation: Curation, clock: Clock) -> None:
    judge(store, clock, "毛布", "blanket")
    told: list[tuple[int, int]] = []
    found = curation.proof.replay(
        CURATOR,
        [Draft("gomi", (replace(BLANKET, question="寝具"),))],
        told=lambda done, of: told.append((done, of)),
    )
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] >= found.questions + found.wordings


def test_publishing_between_two_replays_is_seen(store: Store, curation: Curation, clock: Clock) -> None:
    judge(store, clock, "スキー板", "skis")
    skis = entry("skis", "スキー板", version=0)
    draft = Draft("gomi", (skis,))
    assert curation.proof.replay(CURATOR, [draft]).counts[Verdict.BETTER] == 1
    store.publish(skis, now=clock(), by="sato")
    assert curation.proof.replay(CURATOR, [replace(draft, entries=(replace(skis, version=1),))]).moved == ()


def test_drafts_are_of_one_collection(curation: Curation) -> None:
    for wrong in ([], [Draft("gomi"), Draft("chat")]):
        with pytest.raises(InvalidInput):
            curation.proof.replay(CURATOR, wrong)


def test_only_curators_replay(curation: Curation) -> None:
    with pytest.raises(NotAllowed):
        curation.proof.replay(AGENT, [Draft("gomi")])
