from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from faqbot.desk.desk import Desk
from faqbot.desk.intake import Effect
from faqbot.desk.live import LiveSearcher
from faqbot.desk.scene import MAX_QUESTION
from faqbot.errors import InvalidInput, NotFound
from faqbot.store import open_store
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.text.synonyms import Rule
from faqbot.text.tokenizer import SudachiTokenizer
from faqbot.types import Audience, Outcome, Reply, Shape, Status
from tests.conftest import GOMI, ITEMS, entry
from tests.text.test_masking import my_number

PUBLIC, STAFF = Audience.PUBLIC, Audience.STAFF


def ask(desk: Desk, text: str, audience: Audience = PUBLIC, collection: str = "gomi") -> Reply:
    return desk.ask(collection, text, audience=audience, channel="test", session="s")


def test_an_answer_is_kept_with_its_turn(desk: Desk, store: Store) -> None:
    reply = ask(desk, "もうふ")
    assert reply.outcome is Outcome.ANSWERED
    assert reply.answer is not None
    assert reply.answer.id == "blanket"
    assert reply.handoff is None
    turn = store.turn(reply.turn_id)
    assert turn is not None
    assert (turn.text, turn.outcome, turn.entry_id) == ("もうふ", Outcome.ANSWERED, "blanket")
    assert turn.hits[0].entry_id == "blanket"
    assert turn.revision == desk.revision()
    assert store.tickets() == ()


def test_what_reaches_no_answer_becomes_a_ticket_and_repeats_merge(desk: Desk, store: Store) -> None:
    for text in ("住民票の取り方", "住民票の取り方？", "ジュウミンヒョウの取り方"):
        reply = ask(desk, text)
        assert reply.outcome is Outcome.UNANSWERED
        assert reply.handoff is not None
        assert reply.handoff.phone == "00-0000-0000"
    (ticket,) = store.tickets("gomi")
    assert ticket.count == 3
    ask(desk, "図書館の開館時間")
    assert [t.count for t in store.tickets("gomi")] == [3, 1]


def test_what_is_known_not_to_be_known_hands_off(desk: Desk, store: Store) -> None:
    reply = ask(desk, "タイヤ")
    assert reply.outcome is Outcome.UNANSWERED
    assert reply.answer is None
    assert reply.candidates[0].entry.id == "tyre"
    assert reply.handoff is not None
    assert len(store.tickets("gomi")) == 1


def test_a_choice_shows_its_answer_and_is_a_judgement(desk: Desk, store: Store) -> None:
    asked = ask(desk, "タイヤ")
    reply = desk.choose(asked.turn_id, "umbrella", audience=PUBLIC)
    assert reply.answer is not None
    assert reply.answer.id == "umbrella"
    turn = store.turn(asked.turn_id)
    assert turn is not None
    assert turn.entry_id == "umbrella"
    (pair,) = store.judged_pairs("gomi")
    assert (pair.text, pair.entry_id, pair.right, pair.origin) == ("タイヤ", "umbrella", True, "choice")


def test_none_of_these_hands_off_and_opens_one_ticket(desk: Desk, store: Store) -> None:
    asked = ask(desk, "毛布")
    shapes = [desk.choose(asked.turn_id, None, audience=PUBLIC).shape for _ in range(3)]
    assert shapes == [Shape.MENU, Shape.HANDOFF, Shape.HANDOFF]
    assert [t.count for t in store.tickets("gomi")] == [1]


def test_feedback(desk: Desk, store: Store) -> None:
    asked = ask(desk, "毛布")
    thanks = desk.feedback(asked.turn_id, solved=True, audience=PUBLIC)
    assert thanks.message
    assert thanks.handoff is None
    assert desk.feedback(asked.turn_id, solved=False, audience=PUBLIC).handoff is not None
    assert [p.right for p in store.judged_pairs("gomi")] == [True, False]
    assert len(store.tickets("gomi")) == 1


def test_a_pick_is_of_a_turn_or_of_a_collection(desk: Desk) -> None:
    def pick(turn: str | None, entry_id: str | None, collection: str | None) -> Reply:
        return desk.pick(turn, entry_id, collection=collection, audience=PUBLIC, channel="test")

    assert pick(ask(desk, "カサ").turn_id, "umbrella", None).outcome is Outcome.ANSWERED
    assert pick(None, "pan", "gomi").outcome is Outcome.ANSWERED
    for entry_id, collection in (("pan", None), (None, "gomi")):
        with pytest.raises(InvalidInput):
            pick(None, entry_id, collection)


def test_the_contents_of_a_collection_are_its_categories(desk: Desk) -> None:
    closed = desk.contents("gomi", audience=PUBLIC)
    live = desk.entries("gomi", audience=PUBLIC)
    assert closed.inside is None
    counted = {category.name: count for category, count in closed.categories}
    assert counted == {name: len([e for e in live if e.category == name]) for name in counted}
    opened = desk.contents("gomi", audience=PUBLIC, category=next(iter(counted)))
    assert opened.inside == tuple(sorted(opened.inside or (), key=lambda e: e.reading or e.question))
    assert len(opened.inside) == next(iter(counted.values()))


def test_an_entry_opened_by_its_category_is_a_turn_too(desk: Desk, store: Store) -> None:
    reply = desk.open_entry("gomi", "pan", audience=PUBLIC, channel="test")
    assert reply.answer is not None
    turn = store.turn(reply.turn_id)
    assert turn is not None
    assert turn.entry_id == "pan"
    unknown = desk.open_entry("gomi", "tyre", audience=PUBLIC, channel="test")
    assert unknown.answer is None
    assert unknown.handoff is not None


@pytest.mark.parametrize("text", ["", "   ", "　\n"])
def test_an_empty_question_gets_a_kind_word_and_no_ticket(desk: Desk, store: Store, text: str) -> None:
    reply = ask(desk, text)
    assert reply.message
    assert reply.turn_id == ""
    assert store.count_turns() == 0


def test_a_question_that_is_too_long_is_told_so(desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="500"):
        ask(desk, "あ" * (MAX_QUESTION + 1))


def test_personal_numbers_are_masked_before_they_are_kept(desk: Desk, store: Store) -> None:
    number = my_number(12345678901)
    reply = ask(desk, f"私の番号は{number}で電話は090-1234-5678です")
    turn = store.turn(reply.turn_id)
    assert turn is not None
    assert number not in turn.text
    assert "090" not in turn.text
    assert number not in reply.query
    assert all(number not in t.text for t in store.tickets())


@pytest.mark.parametrize(
    "text",
    [
        "\ud800毛布",
        "毛\x00布",
        "'; DROP TABLE turns; --",
        "<script>alert(1)</script>",
        "🛏" * 100,
        "\u202e布毛",
    ],
)
def test_odd_strings_are_kept_and_answered(desk: Desk, store: Store, text: str) -> None:
    reply = ask(desk, text)
    assert store.turn(reply.turn_id) is not None


def test_residents_never_reach_staff_entries(desk: Desk) -> None:
    staff = ask(desk, "パスワードを忘れました", STAFF, "chat")
    assert staff.answer is not None
    for forbidden in (
        lambda: ask(desk, "パスワード", PUBLIC, "chat"),
        lambda: desk.choose(staff.turn_id, "password", audience=PUBLIC),
        lambda: desk.feedback(staff.turn_id, solved=True, audience=PUBLIC),
        lambda: desk.open_entry("chat", "password", audience=PUBLIC, channel="test"),
        lambda: desk.suggest("chat", "パス", audience=PUBLIC),
        lambda: desk.search("chat", "パス", audience=PUBLIC),
        lambda: desk.collection("chat", audience=PUBLIC),
        lambda: desk.entries("chat", audience=PUBLIC),
        lambda: desk.explain("chat", "パス", "password", audience=PUBLIC),
        lambda: desk.open_entry("gomi", "password", audience=PUBLIC, channel="test"),
    ):
        with pytest.raises(NotFound):
            forbidden()
    assert [c.name for c in desk.collections(audience=PUBLIC)] == ["gomi"]
    assert "password" not in {h.entry.id for h in ask(desk, "パスワードを忘れました").candidates}


def test_unknown_names_are_told(desk: Desk) -> None:
    for unknown in (
        lambda: ask(desk, "毛布", STAFF, "nowhere"),
        lambda: desk.choose("no-turn", None, audience=STAFF),
        lambda: desk.choose(ask(desk, "毛布").turn_id, "no-entry", audience=STAFF),
    ):
        with pytest.raises(NotFound):
            unknown()


def test_a_publish_in_one_process_is_live_in_another_at_the_next_question(
    tmp_path: Path, make_desk: Callable[[Store], Desk]
) -> None:
    one, other = (make_desk(open_store(tmp_path / "data")) for _ in range(2))
    one.describe(GOMI)
    one.take_in("gomi", ITEMS)
    assert ask(other, "水筒").outcome is Outcome.UNANSWERED
    one.take_in("gomi", [*ITEMS, entry("flask", "水筒")])
    reply = ask(other, "水筒")
    assert reply.answer is not None
    assert reply.answer.id == "flask"


def test_a_collection_is_read_with_the_lists_of_synonyms_that_it_names(store: Store) -> None:
    rule = Rule(("寝具", "毛布"), ("寝具", "毛布"), group="garbage")
    analyzer = Analyzer(SudachiTokenizer(), [rule])
    made = Desk(store, LiveSearcher(store, analyzer), analyzer)
    made.describe(GOMI)
    made.take_in("gomi", ITEMS)
    for lists, found in ((None, ["blanket"]), ((), []), (("garbage",), ["blanket"])):
        made.describe(replace(GOMI, synonyms=lists))
        assert [h.entry.id for h in made.search("gomi", "寝具", audience=PUBLIC)] == found


def test_changes_are_followed_entry_by_entry(desk: Desk, store: Store, clock: Callable[[], object]) -> None:
    first = [e.id for e in desk.entries("gomi", audience=PUBLIC)]
    desk.take_in("gomi", [replace(ITEMS[1], answer="新しい答え"), entry("flask", "水筒")])
    assert [e.id for e in desk.entries("gomi", audience=PUBLIC)] == [*first, "flask"]
    assert ask(desk, "フライパン").answer.answer == "新しい答え"  # type: ignore[union-attr]
    stored = {e.id: e for e in store.entries("gomi")}
    store.publish(replace(stored["blanket"], status=Status.ARCHIVED), now=clock(), by="a")  # type: ignore[arg-type]
    assert [e.id for e in desk.entries("gomi", audience=PUBLIC)] == [*first[1:], "flask"]
    store.publish(replace(stored["blanket"], version=2), now=clock(), by="a")  # type: ignore[arg-type]
    assert ask(desk, "毛布").answer.id == "blanket"  # type: ignore[union-attr]


def test_importing_twice_changes_nothing(desk: Desk) -> None:
    before = desk.revision()
    made = desk.take_in("gomi", ITEMS)
    assert set(made.effects) == {Effect.UNCHANGED}
    assert desk.revision() == before


def test_rows_without_ids_find_their_entries_again(desk: Desk) -> None:
    rows = [replace(ITEMS[0], id=""), entry("", "水筒"), entry("", "水筒", "ちがう", condition="割れた")]
    first = desk.take_in("gomi", rows)
    assert first.ids == ("blanket", "n0001", "n0002")
    again = desk.take_in("gomi", rows)
    assert again.ids == first.ids
    assert set(again.effects) == {Effect.UNCHANGED}


def test_what_was_edited_here_stays_when_the_shipped_corpus_is_taken_in_again(
    desk: Desk, store: Store, clock: Callable[[], object]
) -> None:
    (stored,) = (e for e in store.entries("gomi") if e.id == "pan")
    store.publish(replace(stored, answer="課が直した答え"), now=clock(), by="kaori")  # type: ignore[arg-type]
    kept = desk.take_in("gomi", ITEMS, keep_edited=True)
    assert kept.effects[1] is Effect.KEPT
    assert ask(desk, "フライパン").answer.answer == "課が直した答え"  # type: ignore[union-attr]
    assert desk.take_in("gomi", ITEMS).effects[1] is Effect.CHANGED


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    before = desk.revision()
    made = desk.take_in("gomi", [entry("flask", "水筒")], dry_run=True)
    assert made.effects == (Effect.ADDED,)
    assert desk.revision() == before


def test_what_was_received_and_never_answered_becomes_a_ticket_at_the_next_start(
    desk: Desk, store: Store
) -> None:
    reply = ask(desk, "毛布")
    turn = store.turn(reply.turn_id)
    assert turn is not None
    store.receive(replace(turn, id="lost", text="途中で止まった質問", outcome=Outcome.RECEIVED))
    assert desk.sweep() == 1
    assert desk.sweep() == 0
    assert [t.text for t in store.tickets("gomi")] == ["途中で止まった質問"]


def test_many_threads_ask_at_once(desk: Desk, store: Store) -> None:
    texts = ["毛布", "フライパン", "傘", "ダンボール"] * 20
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda text: ask(desk, text), texts))
    assert [r.query for r in replies] == texts
    assert all(r.answer and r.answer.question == r.query for r in replies)
    assert store.count_turns() == len(texts)


def test_why_an_entry_was_found(desk: Desk) -> None:
    explained = desk.explain("gomi", "毛布の捨て方", "blanket", audience=PUBLIC)
    assert explained.total > 0
    assert explained.shares[0].reasons


def test_entries_that_ask_nearly_the_same_are_told(desk: Desk) -> None:
    desk.take_in("gomi", [entry("mofu", "もうふ"), entry("flask", "水筒")])
    assert [e.id for e in desk.twins("gomi", "mofu")] == ["blanket"]
    assert desk.twins("gomi", "flask") == ()
    with pytest.raises(NotFound):
        desk.twins("gomi", "nothing-like-this")


def test_a_condition_taken_back_is_answered_and_not_asked_again(desk: Desk) -> None:
    quilts = (
        entry(
            "small", "ふとん", "可燃ごみです。", subject="ふとん", condition="袋に入る", category="可燃ごみ"
        ),
        entry(
            "large",
            "ふとん",
            "粗大ごみです。",
            subject="ふとん",
            condition="袋に入らない",
            category="粗大ごみ",
        ),
    )
    desk.take_in("gomi", [*ITEMS, *quilts])
    asked_back = ask(desk, "ふとん")
    assert asked_back.shape is Shape.CONDITION
    for option in (*asked_back.options[:2], asked_back.options[0]):
        reply = desk.act("gomi", option.action, audience=PUBLIC, channel="test", session="s")
        assert reply.answer is not None
        assert reply.answer.id == option.action.target
