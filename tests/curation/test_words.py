"""Synonyms that a curator writes: their effect is seen before, they hold at once after, and there is a way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from faqbot.app import evaluation_questions
from faqbot.curation.curation import Curation
from faqbot.curation.draft import Draft
from faqbot.curation.past import Asked
from faqbot.curation.reach import Verdict
from faqbot.curation.words import Words
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.errors import InvalidInput, NotAllowed, NotFound, StaleEntry
from faqbot.search.training import train
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.types import Audience, JudgedPair, Outcome, Synonym, SynonymKind
from tests.conftest import GOMI, ITEMS, Clock
from tests.curation.proofing import ADMIN, AGENT, CURATOR, GONE, OTHER, curation_over

ASKED = "寝具の捨て方"
BLANKET = Synonym(SynonymKind.BOTH, "寝具", ("毛布",))
SAME = replace(BLANKET, kind=SynonymKind.SAME)


@pytest.fixture
def curation(desk: Desk, store: Store) -> Curation:
    return curation_over(desk, store)


def reached(desk: Desk, text: str = ASKED, collection: str = "gomi") -> list[str]:
    return [hit.entry.id for hit in desk.search(collection, text, audience=Audience.STAFF)][:1]


@pytest.mark.parametrize("synonym", [BLANKET, SAME, replace(BLANKET, kind=SynonymKind.ONE_WAY)])
def test_a_saved_synonym_holds_at_once_in_every_process(
    desk: Desk, store: Store, make_desk: Callable[[Store], Desk], curation: Curation, synonym: Synonym
) -> None:
    elsewhere = make_desk(store)
    assert reached(desk) == reached(elsewhere) == []
    curation.words.save(CURATOR, "gomi", [synonym], version=0)
    assert reached(desk) == reached(elsewhere) == ["blanket"]


def test_it_holds_for_its_own_collection_alone(desk: Desk, curation: Curation) -> None:
    curation.words.save(CURATOR, "gomi", [Synonym(SynonymKind.BOTH, "合言葉", ("パスワード",))], version=0)
    assert reached(desk, "合言葉", "chat") == []


def test_the_effect_is_seen_before_anything_is_saved(
    desk: Desk, store: Store, curation: Curation, clock: Clock
) -> None:
    store.judge(
        JudgedPair(
            collection="gomi", text=ASKED, entry_id="blanket", right=True, judged_at=clock(), origin="choice"
        )
    )
    effect = curation.words.effect(CURATOR, "gomi", [BLANKET])
    (moved,) = effect.replayed.moved
    assert (moved.asked.text, moved.verdict) == (ASKED, Verdict.BETTER)
    assert effect.before is None
    assert store.synonym_lists("gomi") == ()
    assert reached(desk) == []


def test_evaluation_questions_are_counted_before_and_after(desk: Desk, store: Store) -> None:
    proof = curation_over(desk, store).proof
    asked = (
        Asked(ASKED, frozenset({"blanket"})),
        Asked("傘", frozenset({"umbrella"})),
        Asked("x", frozenset("x")),
    )
    words = Words(desk, store, proof, lambda collection: asked if collection == "gomi" else ())
    effect = words.effect(CURATOR, "gomi", [BLANKET])
    assert effect.before
    assert effect.after
    assert (effect.before.questions, effect.before.first, effect.before.first_three) == (2, 1, 1)
    assert (effect.after.questions, effect.after.first, effect.after.first_three) == (2, 2, 2)


def test_spellings_are_told_to_put_training_out_of_use(store: Store, desk: Desk, analyzer: Analyzer) -> None:
    learned = train(ITEMS, analyzer)
    live = LiveSearcher(
        store,
        analyzer,
        learned=lambda _, fingerprint: learned if fingerprint == analyzer.fingerprint else None,
    )
    words = curation_over(Desk(store, live, analyzer), store).words
    assert words.effect(CURATOR, "gomi", [SAME]).untrained
    assert not words.effect(CURATOR, "gomi", [BLANKET]).untrained
    live.close()


def test_the_projects_own_questions_are_found() -> None:
    assert len(evaluation_questions("garbage")) > 300
    assert evaluation_questions("nothing") == ()
    assert evaluation_questions("no such collection") == ()


def test_a_question_is_tried_with_the_list(desk: Desk, curation: Curation) -> None:
    tried = curation.proof.try_out(CURATOR, Draft("gomi", synonyms=(BLANKET,)), ASKED)
    assert tried.look.reply.outcome is not Outcome.UNANSWERED
    assert tried.decision.hits[0].entry.id == "blanket"


def test_there_is_a_way_back(desk: Desk, curation: Curation) -> None:
    first = curation.words.save(CURATOR, "gomi", [BLANKET], version=0)
    curation.words.save(ADMIN, "gomi", [], version=1)
    assert reached(desk) == []
    curation.words.go_back(CURATOR, "gomi", 1, version=2)
    assert reached(desk) == ["blanket"]
    newest, cleared, oldest = curation.words.versions(CURATOR, "gomi")
    assert (newest.version, newest.saved_by, newest.synonyms) == (3, "sato", (BLANKET,))
    assert (cleared.saved_by, cleared.synonyms) == ("kimura", ())
    assert oldest == first
    curation.words.go_back(CURATOR, "gomi", 0, version=3)
    assert reached(desk) == []
    with pytest.raises(NotFound):
        curation.words.go_back(CURATOR, "gomi", 9, version=4)


def test_only_who_owns_the_collection_saves(desk: Desk, store: Store, curation: Curation) -> None:
    for nobody in (AGENT, OTHER, GONE):
        with pytest.raises(NotAllowed):
            curation.words.save(nobody, "gomi", [BLANKET], version=0)
        with pytest.raises(NotAllowed):
            curation.words.go_back(nobody, "gomi", 0, version=0)
    for blind in (AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.words.versions(blind, "gomi")
        with pytest.raises(NotAllowed):
            curation.words.effect(blind, "gomi", [BLANKET])
    assert store.synonym_lists("gomi") == ()
    assert curation.words.effect(OTHER, "gomi", [BLANKET]).replayed.moved == ()


def test_two_curators_are_told_of_each_other(curation: Curation) -> None:
    curation.words.save(CURATOR, "gomi", [BLANKET], version=0)
    with pytest.raises(StaleEntry):
        curation.words.save(ADMIN, "gomi", [], version=0)


def test_lines_are_tidied_up(curation: Curation) -> None:
    written = Synonym(SynonymKind.BOTH, " 傘 ", ("かさ", "", "かさ", "傘"), " よく聞く ")
    stored = curation.words.save(CURATOR, "gomi", [written, written], version=0)
    assert stored.synonyms == (Synonym(SynonymKind.BOTH, "傘", ("かさ",), "よく聞く"),)


@pytest.mark.parametrize(
    ("word", "others"), [("", ("傘",)), ("傘", ()), ("傘", ("傘",)), ("傘", ("あ" * 51,)), ("a|b", ("傘",))]
)
def test_a_line_that_says_nothing_is_refused_with_its_number(
    curation: Curation, word: str, others: tuple[str, ...]
) -> None:
    with pytest.raises(InvalidInput, match="2 行目"):
        curation.words.save(CURATOR, "gomi", [BLANKET, Synonym(SynonymKind.BOTH, word, others)], version=0)


def test_describing_the_collection_again_keeps_the_list(desk: Desk, curation: Curation) -> None:
    curation.words.save(CURATOR, "gomi", [BLANKET], version=0)
    desk.describe(replace(GOMI, title="ごみ"))
    assert reached(desk) == ["blanket"]
