"""What every store does. Inherit the eight contracts and give them a fixture `reopen`.

Each call of `reopen` opens the same store, at first empty, as a newly started program would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

import pytest

from faqbot.errors import InboxFull, InvalidInput, NotFound, StaleCollection, StaleEntry
from faqbot.staff.figures import Period
from faqbot.staff.funnel import Along, Chosen, Funnel, Slot, Waiting
from faqbot.store.base import DIMENSIONS, Arrival, Changes, Delivery, Fate, Near, Store
from faqbot.types import (
    Action,
    Area,
    Audience,
    Category,
    Collection,
    Contact,
    Do,
    Entry,
    JudgedPair,
    Kind,
    Outcome,
    Proposal,
    ProposalKind,
    ScoredId,
    Sentence,
    Shape,
    Status,
    Ticket,
    Turn,
)

NOW = datetime(2026, 4, 1, 9, 30, 0, 123456, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DAY = date(2026, 4, 1)

CITY = Collection(name="city", title="暮らしの質問", audience=Audience.PUBLIC, owner="総務課")
DESK = Collection(
    name="counter",
    title="窓口の手引き",
    audience=Audience.STAFF,
    owner="市民課",
    greeting="ようこそ",
    placeholder="質問を入力",
    categories=(Category(name="届出", short="届", icon="pen", colour="#123456"),),
    contacts=(Contact(department="市民課", phone="000-0000", hours="平日"),),
    examples=("住所を変えたい", "印鑑証明がほしい"),
    role="emergency",
    areas=(
        Area(
            name="北", reading="きた", towns=(("本町", "ほんまち"),), days={"資源": "毎週月・木"}, sample=True
        ),
        Area(name="南", note="橋の南"),
    ),
    areas_note="広報 4月号",
    check_months=6,
    synonyms=("spellings",),
)

ODDITIES = [
    "",
    " 前後の空白 ",
    "改行\r\nとタブ\t",
    "𠮷野家の𩸽",
    "か\u3099と が",
    "葛\U000e0100飾区",
    "👨\u200d👩\u200d👧\u200d👦",
    "\u202e逆",
    "\ufeff印",
    "途中に\x00ヌル",
    "'; DROP TABLE entries; --",
    "あ" * 100_000,
]
LONE_SURROGATE = "片割れ\ud83d"


def entry(entry_id: str = "e1", **changes: object) -> Entry:
    """A published entry of `city`."""
    made = Entry(
        id=entry_id,
        collection="city",
        question=f"{entry_id} はどこで出せますか",
        answer="窓口で出せます。",
        department="市民課",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def turn(turn_id: str = "t1", **changes: object) -> Turn:
    """A turn just received."""
    made = Turn(id=turn_id, received_at=NOW, collection="city", channel="web", text="粗大ごみ")
    return replace(made, **changes)  # type: ignore[arg-type]


def axis(number: int, *, towards: int | None = None, share: float = 0.0) -> list[float]:
    """A unit vector along an axis, or turned by a share towards another: 1 - share is the cosine."""
    vector = [0.0] * DIMENSIONS
    vector[number] = 1.0 - share
    if towards is not None:
        vector[towards] = (1.0 - (1.0 - share) ** 2) ** 0.5
    return vector


class Contract:
    """The fixture of the contracts below."""

    @pytest.fixture
    def store(self, reopen: Callable[[], Store]) -> Iterator[Store]:
        store = reopen()
        store.save_collection(CITY)
        yield store
        store.close()


class EntryContract(Contract):
    def test_an_empty_store_has_nothing(self, reopen: Callable[[], Store]) -> None:
        store = reopen()
        snapshot = store.snapshot()
        assert (snapshot.revision, snapshot.entries, snapshot.collections) == (0, (), ())
        assert store.revision() == 0
        assert store.entries("city") == store.history("city", "e1") == ()
        assert store.authors("city") == {}
        assert not store.unfinished()
        assert not store.tickets()
        assert not store.judged_pairs("city")
        assert store.nearest_entries("city", axis(0), 3) == ()
        assert store.count_turns() == 0
        store.ping()

    def test_an_entry_comes_back_whole(self, store: Store, reopen: Callable[[], Store]) -> None:
        full = Entry(
            id="e1",
            collection="city",
            question="質問",
            answer="一行目\n二行目",
            department="環境課",
            category="ごみ",
            reading="しつもん",
            phrasings=("言い方", "べつの言い方"),
            subject="電池",
            condition="ボタン型",
            source_title="出典",
            source_url="https://example.jp/?q=1&r=%20",
            checked_on=date(2026, 2, 28),
            valid_from=date(2026, 3, 1),
            valid_until=date(2027, 3, 31),
            kind=Kind.UNKNOWN,
            status=Status.DRAFT,
            fields={"版": "第2版", "見本": ""},
        )
        store.save_entries([full], now=NOW, by="import")
        assert store.entries("city") == reopen().entries("city") == (full,)

    def test_a_stored_entry_cannot_be_changed_in_place(self, store: Store) -> None:
        store.save_entries([entry(fields={"版": "1"})], now=NOW, by="import")
        (stored,) = store.entries("city")
        assert isinstance(stored.fields, MappingProxyType)
        assert isinstance(stored.phrasings, tuple)

    def test_importing_twice_changes_nothing(self, store: Store) -> None:
        rows = [entry(f"e{i}", phrasings=("甲", "乙"), fields={"版": "1"}) for i in range(20)]
        ids = tuple(row.id for row in rows)
        assert store.save_entries(rows, now=NOW, by="import") == Changes(added=ids)
        before = (store.revision(), store.entries("city"), store.history("city", "e1"))
        again = [replace(row, version=9) for row in rows]
        assert store.save_entries(again, now=LATER, by="other") == Changes(unchanged=ids)
        assert (store.revision(), store.entries("city"), store.history("city", "e1")) == before
        assert set(store.authors("city").values()) == {"import"}

    def test_a_save_keeps_every_version(self, store: Store) -> None:
        for answer in ("一", "二", "三"):
            store.save_entries([entry(answer=answer), entry("e2")], now=NOW, by=answer)
        versions = store.history("city", "e1")
        assert [(old.version, old.answer) for old in versions] == [(1, "一"), (2, "二"), (3, "三")]
        assert versions[-1] == store.entries("city")[0]
        assert len(store.history("city", "e2")) == 1
        assert store.authors("city") == {"e1": "三", "e2": "一"}

    def test_a_save_says_what_it_did(self, store: Store) -> None:
        store.save_entries([entry("e1"), entry("e2")], now=NOW, by="import")
        changes = store.save_entries(
            [entry("e3"), entry("e2", answer="新"), entry("e1")], now=NOW, by="import"
        )
        assert changes == Changes(added=("e3",), changed=("e2",), unchanged=("e1",))
        assert [each.id for each in store.entries("city")] == ["e1", "e2", "e3"]

    def test_the_same_id_in_two_collections_is_two_entries(self, store: Store) -> None:
        store.save_collection(DESK)
        both = [entry(), entry(collection="counter", answer="職員むけ")]
        assert store.save_entries(both, now=NOW, by="import").added == ("e1", "e1")
        assert store.entries("city") == (both[0],)
        assert store.entries("counter") == (both[1],)

    def test_a_save_raises_the_revision_once(self, store: Store) -> None:
        before = store.revision()
        store.save_entries([entry("e1"), entry("e2")], now=NOW, by="import")
        assert store.revision() == before + 1
        store.save_entries([], now=NOW, by="import")
        assert store.revision() == before + 1

    def test_the_revision_counts_what_is_published(self, store: Store) -> None:
        before = store.revision()
        store.save_entries([entry(status=Status.DRAFT)], now=NOW, by="a")
        store.publish(entry(status=Status.DRAFT, answer="下書き"), now=NOW, by="a")
        assert store.revision() == before
        store.publish(entry(version=2, answer="下書き"), now=NOW, by="a")
        assert store.revision() == before + 1
        store.publish(entry(version=3, status=Status.ARCHIVED), now=NOW, by="a")
        assert store.revision() == before + 2
        assert store.snapshot().entries == ()

    def test_a_snapshot_has_only_what_is_published(self, store: Store) -> None:
        store.save_collection(DESK)
        rows = [
            entry("e1"),
            entry("e2", status=Status.DRAFT),
            entry("e3", status=Status.ARCHIVED),
            entry("e4", collection="counter"),
        ]
        store.save_entries(rows, now=NOW, by="import")
        snapshot = store.snapshot()
        assert snapshot.entries == (rows[0], rows[3])
        assert snapshot.collections == (CITY, DESK)
        assert snapshot.revision == store.revision()

    def test_what_has_changed_since_a_revision(self, store: Store) -> None:
        store.save_entries([entry("e1"), entry("e2"), entry("e3")], now=NOW, by="import")
        before = store.revision()
        assert store.since(before, DAY, DAY).changed == ()
        store.publish(entry("e2", version=1, answer="new"), now=NOW, by="a")
        store.publish(entry("e3", version=1, status=Status.ARCHIVED), now=NOW, by="a")
        store.publish(entry("e4", version=0, status=Status.DRAFT), now=NOW, by="a")
        delta = store.since(before, DAY, DAY)
        assert [(each.id, each.answer) for each in delta.changed] == [("e2", "new")]
        assert ("city", "e3") in delta.gone
        assert ("city", "e1") not in delta.gone
        assert delta.revision == store.revision()
        assert delta.collections == store.collections()
        assert len(store.since(0, DAY, DAY).changed) == 2

    def test_an_entry_is_live_from_its_first_day_to_its_last(self, store: Store) -> None:
        days = [DAY + timedelta(days=n) for n in range(4)]
        dated = entry("e1", valid_from=days[1], valid_until=days[2])
        store.save_entries([dated, entry("e2")], now=NOW, by="import")
        assert [len(store.snapshot(day).entries) for day in days] == [1, 2, 2, 1]
        assert len(store.snapshot().entries) == 2

    def test_what_a_new_day_brings_and_takes(self, store: Store) -> None:
        days = [DAY + timedelta(days=n) for n in range(4)]
        dated = entry("e1", valid_from=days[1], valid_until=days[2])
        store.save_entries([dated, entry("e2")], now=NOW, by="import")
        revision = store.revision()
        for before, on, live in (
            (days[0], days[1], True),
            (days[0], days[2], True),
            (days[2], days[3], False),
            (days[3], days[1], True),
            (days[1], days[0], False),
        ):
            delta = store.since(revision, before, on)
            assert delta.changed == ((dated,) if live else ())
            assert delta.gone == (frozenset() if live else {("city", "e1")})
        assert not store.since(revision, days[1], days[2]).changed
        store.publish(replace(dated, answer="new", version=1), now=NOW, by="a")
        assert store.since(revision, DAY, days[1]).changed[0].answer == "new"
        assert store.since(revision, DAY, DAY).gone == {("city", "e1")}

    def test_a_snapshot_is_never_newer_than_its_revision(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        other, first = reopen(), store.revision()

        def publish_all() -> None:
            for version in range(60):
                answer = f"{first + version + 1}"
                other.publish(entry(version=version, answer=answer), now=NOW, by="a")

        with ThreadPoolExecutor() as pool:
            done = pool.submit(publish_all)
            while not done.done():
                snapshot = store.snapshot()
                answers = [each.answer for each in snapshot.entries]
                assert answers == ([str(snapshot.revision)] if snapshot.revision > first else [])
        done.result()
        other.close()

    def test_an_entry_needs_its_collection(self, store: Store) -> None:
        for save in (store.publish, lambda one, **how: store.save_entries([one], **how)):
            with pytest.raises(NotFound, match="counter"):
                save(entry(collection="counter"), now=NOW, by="a")
        assert store.entries("counter") == ()

    def test_the_same_entry_twice_is_refused(self, store: Store) -> None:
        with pytest.raises(InvalidInput, match="e1"):
            store.save_entries([entry("e0"), entry(), entry(answer="別")], now=NOW, by="a")
        assert store.entries("city") == ()

    @pytest.mark.parametrize("text", ODDITIES)
    def test_odd_text_comes_back_as_it_was(self, store: Store, text: str) -> None:
        row = entry(question=text, answer=text, phrasings=(text,), fields={text: text})
        store.save_entries([row], now=NOW, by=text)
        assert store.entries("city") == (row,)

    def test_a_lone_surrogate_is_refused(self, store: Store) -> None:
        bad = LONE_SURROGATE
        for row in (
            entry(answer=bad),
            entry(phrasings=(bad,)),
            entry(fields={bad: ""}),
            entry(bad),
        ):
            with pytest.raises(InvalidInput):
                store.save_entries([entry("e0"), row], now=NOW, by="a")
            with pytest.raises(InvalidInput):
                store.publish(row, now=NOW, by="a")
        with pytest.raises(InvalidInput):
            store.save_collection(replace(DESK, examples=(bad,)))
        with pytest.raises(InvalidInput):
            store.entries(bad)
        assert store.entries("city") == ()


class PublishContract(Contract):
    def test_a_new_entry(self, store: Store) -> None:
        before = store.revision()
        stored = store.publish(entry(version=0), now=NOW, by="curator")
        assert stored == entry(version=1)
        assert store.entries("city") == store.history("city", "e1") == (stored,)
        assert store.revision() == before + 1

    def test_the_next_version(self, store: Store) -> None:
        first = store.publish(entry(), now=NOW, by="a")
        second = store.publish(replace(first, answer="新"), now=LATER, by="b")
        assert second == replace(first, answer="新", version=2)
        assert store.history("city", "e1") == (first, second)
        assert store.authors("city") == {"e1": "b"}

    def test_nothing_new_is_no_version(self, store: Store) -> None:
        first = store.publish(entry(), now=NOW, by="a")
        revision = store.revision()
        assert store.publish(first, now=LATER, by="b") == first
        assert store.revision() == revision
        assert store.history("city", "e1") == (first,)

    @pytest.mark.parametrize("version", [0, 1, 3])
    def test_somebody_was_faster(self, store: Store, version: int) -> None:
        first = store.publish(entry(), now=NOW, by="a")
        second = store.publish(replace(first, answer="速い"), now=NOW, by="a")
        revision = store.revision()
        with pytest.raises(StaleEntry):
            store.publish(entry(version=version, answer="遅い"), now=NOW, by="b")
        assert store.entries("city") == (second,)
        assert store.revision() == revision

    def test_a_new_entry_has_no_later_version(self, store: Store) -> None:
        with pytest.raises(StaleEntry):
            store.publish(entry(version=2), now=NOW, by="a")
        assert store.entries("city") == ()

    def test_one_of_many_writers_of_a_version_wins(self, store: Store) -> None:
        store.publish(entry(), now=NOW, by="a")

        def attempt(number: int) -> bool:
            try:
                store.publish(entry(answer=f"{number}"), now=NOW, by="a")
            except StaleEntry:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(attempt, range(8))) == 1
        assert len(store.history("city", "e1")) == 2

    def test_it_resolves_the_ticket(self, store: Store) -> None:
        ticket = _ticket(store, text="マットレスは？")
        store.publish(entry(), now=LATER, by="curator", resolves=ticket.id)
        assert store.tickets() == ()
        (resolved,) = store.tickets(state="resolved")
        decided = {"settlement": ticket.id, "decided_at": LATER, "decided_by": "curator"}
        assert resolved == replace(ticket, state="resolved", entry_id="e1", **decided)  # type: ignore[arg-type]
        assert store.judged_pairs("city") == (
            JudgedPair(
                collection="city",
                text="マットレスは？",
                entry_id="e1",
                right=True,
                judged_at=LATER,
                origin="curator",
            ),
        )

    def test_an_entry_as_it_stands_resolves_a_ticket(self, store: Store) -> None:
        first, ticket = store.publish(entry(), now=NOW, by="a"), _ticket(store)
        store.publish(first, now=NOW, by="a", resolves=ticket.id)
        assert store.tickets(state="resolved")[0].entry_id == "e1"
        assert len(store.judged_pairs("city")) == 1

    @pytest.mark.parametrize("ticket_id", ["", "999", "-1", "１", "1 OR 1=1", "9" * 40])
    def test_no_such_ticket_writes_nothing(self, store: Store, ticket_id: str) -> None:
        revision = store.revision()
        with pytest.raises(NotFound):
            store.publish(entry(), now=NOW, by="a", resolves=ticket_id)
        assert not store.entries("city")
        assert not store.judged_pairs("city")
        assert store.revision() == revision

    def test_a_ticket_of_another_collection_is_not_resolved(self, store: Store) -> None:
        store.save_collection(DESK)
        ticket = _ticket(store, collection="counter")
        with pytest.raises(NotFound):
            store.publish(entry(), now=NOW, by="a", resolves=ticket.id)
        assert store.tickets() == (ticket,)
        assert store.entries("city") == ()

    def test_a_stale_entry_leaves_the_ticket_open(self, store: Store) -> None:
        store.publish(entry(), now=NOW, by="a")
        ticket = _ticket(store)
        with pytest.raises(StaleEntry):
            store.publish(entry(version=7), now=NOW, by="a", resolves=ticket.id)
        assert store.tickets() == (ticket,)


class CollectionContract(Contract):
    def test_collections_come_back_whole(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.save_collection(DESK)
        assert store.collections() == reopen().collections() == (CITY, DESK)

    def test_only_a_difference_raises_the_revision(self, store: Store) -> None:
        before = store.revision()
        store.save_collection(CITY)
        assert store.revision() == before
        changed = replace(CITY, contacts=(Contact(department="総務課"),))
        store.save_collection(changed)
        assert store.revision() == before + 1
        assert store.collections() == (changed,)

    def test_a_description_that_has_changed_is_not_written_over(self, store: Store) -> None:
        mine, theirs = replace(CITY, greeting="mine"), replace(CITY, greeting="theirs")
        store.save_collection(theirs, replaces=CITY)
        with pytest.raises(StaleCollection):
            store.save_collection(mine, replaces=CITY)
        assert store.collections() == (theirs,)


class TurnContract(Contract):
    def test_a_received_turn_is_kept(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.receive(turn(session="s"))
        assert store.turn("t1") == reopen().turn("t1") == turn(session="s")
        assert store.turn("t2") is None
        assert store.count_turns() == 1

    def test_a_decided_turn_comes_back_whole(self, store: Store) -> None:
        store.receive(turn())
        decided = turn(
            outcome=Outcome.ANSWERED,
            revision=7,
            confidence=0.9,
            hits=(ScoredId(entry_id="e1", score=0.1 + 0.2), ScoredId(entry_id="e2", score=-3.0)),
            entry_id="e1",
            chosen_at=LATER,
            shape=Shape.CONDITION,
            shown=("e1", "e2"),
            offered=(Action(Do.CHOOSE, "t1", "e1"), Action(Do.NONE, "t1")),
            refused=1,
            about="可燃ごみ",
            area="中央",
            language="en",
        )
        store.decide(decided)
        assert store.turn("t1") == decided

    def test_what_was_received_stays_as_it_was(self, store: Store) -> None:
        store.receive(turn(session="s"))
        store.decide(turn(text="別の文", session="", channel="line", outcome=Outcome.ANSWERED))
        assert store.turn("t1") == turn(session="s", outcome=Outcome.ANSWERED)

    def test_the_last_turns_of_a_session(self, store: Store) -> None:
        for number, session in enumerate(["s", "s", "", "s", "other"]):
            store.receive(turn(f"t{number}", session=session, received_at=NOW + timedelta(minutes=number)))
        assert [t.id for t in store.recent("s", NOW, 2)] == ["t3", "t1"]
        assert [t.id for t in store.recent("s", NOW + timedelta(minutes=2), 9)] == ["t3"]
        assert store.recent("", NOW, 9) == ()

    def test_what_is_kept_of_a_visitor_can_be_erased(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.receive(turn(session="s", area="中央"))
        store.receive(turn("t2", session="other"))
        store.remember("s", area="中央", now=NOW)
        store.remember("s", area="東", now=LATER)
        store.remember("other", area="西", now=NOW)
        assert reopen().remembered("s") == "東"
        store.forget("s")
        store.forget("")
        assert store.remembered("s") == ""
        assert store.remembered("other") == "西"
        assert store.turn("t1") == turn(text="", session="", area="")
        assert store.turn("t2") == turn("t2", session="other")

    @pytest.mark.parametrize("solved", [True, False])
    def test_feedback(self, store: Store, solved: bool) -> None:
        store.receive(turn())
        store.solve("t1", solved=not solved)
        store.solve("t1", solved=solved)
        assert store.turn("t1") == turn(solved=solved)

    def test_an_unknown_turn_is_not_found(self, store: Store) -> None:
        for note in (_decide, _solve):
            with pytest.raises(NotFound):
                note(store, "t1")

    def test_the_unfinished_are_those_never_decided(self, store: Store) -> None:
        for number in range(4):
            at = NOW - timedelta(minutes=number)
            store.receive(turn(f"t{number}", received_at=at))
        _decide(store, "t2")
        assert [each.id for each in store.unfinished()] == ["t3", "t1", "t0"]
        assert [each.id for each in store.unfinished(before=NOW - timedelta(minutes=1))] == ["t3"]

    def test_time_is_the_same_moment_in_utc(self, store: Store) -> None:
        tokyo = timezone(timedelta(hours=9))
        store.receive(turn(received_at=NOW.astimezone(tokyo)))
        stored = store.turn("t1")
        assert stored is not None
        assert stored.received_at == NOW
        assert stored.received_at.tzinfo is UTC

    @pytest.mark.parametrize("text", ODDITIES)
    def test_odd_text_comes_back_as_it_was(self, store: Store, text: str) -> None:
        odd = turn(text or "empty", text=text, session=text)
        store.receive(odd)
        assert store.turn(odd.id) == odd

    def test_a_lone_surrogate_is_refused(self, store: Store) -> None:
        bad = LONE_SURROGATE
        with pytest.raises(InvalidInput):
            store.receive(turn(text=bad))
        with pytest.raises(InvalidInput):
            store.turn(bad)
        for note in (_decide, _solve):
            with pytest.raises(InvalidInput):
                note(store, bad)
        with pytest.raises(InvalidInput):
            store.receive(turn(hits=(ScoredId(entry_id=bad, score=1.0),)))
        assert store.count_turns() == 0

    def test_judged_pairs_are_all_kept(self, store: Store) -> None:
        pair = JudgedPair(
            collection="city",
            text="質問",
            entry_id="e1",
            right=False,
            judged_at=NOW,
            origin="not_solved",
        )
        store.judge(pair)
        store.judge(replace(pair, right=True))
        store.judge(replace(pair, collection="counter"))
        assert store.judged_pairs("city") == (pair, replace(pair, right=True))

    def test_many_threads_lose_nothing(self, store: Store) -> None:
        def receive(thread: int) -> None:
            for number in range(50):
                store.receive(turn(f"{thread}-{number}"))

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(receive, range(8)))
        assert store.count_turns() == 400
        assert len({each.id for each in store.unfinished()}) == 400


class TicketContract(Contract):
    def test_a_new_ticket(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.receive(turn())
        ticket = store.open_ticket(turn(), key="k", vector=axis(0), near=0.1, now=LATER)
        assert ticket == Ticket(
            id=ticket.id,
            collection="city",
            text="粗大ごみ",
            count=1,
            first_at=LATER,
            last_at=LATER,
        )
        assert store.tickets() == reopen().tickets() == (ticket,)
        assert store.turn("t1") == turn(ticket_id=ticket.id)

    def test_the_same_question_gathers(self, store: Store) -> None:
        first = _ticket(store, "t1", key="k", vector=axis(0))
        again = _ticket(store, "t2", key="k", vector=axis(1), now=LATER)
        assert again == replace(first, count=2, last_at=LATER)
        assert store.turn("t2") == turn("t2", ticket_id=first.id)

    def test_a_near_question_gathers(self, store: Store) -> None:
        first = _ticket(store, "t1", key="k1", vector=axis(0))
        near = _ticket(store, "t2", key="k2", vector=axis(0, towards=1, share=0.05), near=0.1)
        far = _ticket(store, "t3", key="k3", vector=axis(0, towards=2, share=0.2), near=0.1)
        assert (near.id, near.count, near.text) == (first.id, 2, first.text)
        assert far.id != first.id

    def test_the_nearest_is_taken(self, store: Store) -> None:
        _ticket(store, "t1", key="k1", vector=axis(0, towards=1, share=0.3), near=0.01)
        near = _ticket(store, "t2", key="k2", vector=axis(0, towards=2, share=0.1), near=0.01)
        found = _ticket(store, "t3", key="k3", vector=axis(0), near=0.5)
        assert found.id == near.id

    def test_the_same_words_go_before_nearness(self, store: Store) -> None:
        same = _ticket(store, "t1", key="k1", vector=axis(0))
        _ticket(store, "t2", key="k2", vector=axis(1))
        assert _ticket(store, "t3", key="k1", vector=axis(1)).id == same.id

    def test_collections_have_their_own_tickets(self, store: Store) -> None:
        one = _ticket(store, "t1", key="k", vector=axis(0))
        two = _ticket(store, "t2", key="k", vector=axis(0), collection="counter")
        assert one.id != two.id
        assert store.tickets("city") == (one,)
        assert store.tickets("counter") == (two,)
        assert set(store.tickets()) == {one, two}

    def test_the_same_turn_twice_counts_once(self, store: Store) -> None:
        first = _ticket(store)
        for key, vector in (("k", axis(0)), ("other", axis(5))):
            again = store.open_ticket(turn(), key=key, vector=vector, near=0.1, now=LATER)
            assert again == first

    def test_a_turn_on_a_closed_ticket_stays_on_it(self, store: Store) -> None:
        first = _ticket(store)
        store.dismiss([first.id], reason="", now=NOW, by="a")
        again = store.open_ticket(turn(), key="k", vector=axis(0), near=0.1, now=LATER)
        assert (again.id, again.count, again.state) == (first.id, 1, "dismissed")

    def test_a_turn_never_received_gets_no_ticket(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.open_ticket(turn(), key="k", vector=axis(0), near=0.1, now=NOW)
        assert store.tickets() == ()

    def test_asked_again_after_the_answer_is_a_new_ticket(self, store: Store) -> None:
        first = _ticket(store, "t1", key="k", vector=axis(0))
        store.publish(entry(), now=NOW, by="a", resolves=first.id)
        second = _ticket(store, "t2", key="k", vector=axis(0))
        assert second.id != first.id
        assert second.count == 1
        store.dismiss([second.id], reason="", now=NOW, by="a")
        third = _ticket(store, "t3", key="k3", vector=axis(0))
        assert third.id not in (first.id, second.id)

    def test_no_known_word_is_near_to_nothing(self, store: Store) -> None:
        zeros = [0.0] * DIMENSIONS
        one = _ticket(store, "t1", key="k1", vector=zeros, near=2.0)
        two = _ticket(store, "t2", key="k2", vector=zeros, near=2.0)
        three = _ticket(store, "t3", key="k3", vector=axis(0), near=2.0)
        assert len({one.id, two.id, three.id}) == 3
        assert _ticket(store, "t4", key="k1", vector=zeros).id == one.id

    def test_a_vector_that_cannot_be_used_is_refused(self, store: Store) -> None:
        store.receive(turn())
        for vector in ([1.0] * (DIMENSIONS + 1), [float("nan")], [float("inf")]):
            with pytest.raises(InvalidInput):
                store.open_ticket(turn(), key="k", vector=vector, near=0.1, now=NOW)
            with pytest.raises(InvalidInput):
                store.put_vectors("city", [("e1", vector)])
            with pytest.raises(InvalidInput):
                store.nearest_entries("city", vector, 1)
        assert store.tickets() == ()

    def test_most_asked_first_then_most_recent(self, store: Store) -> None:
        asked = [("a", 0), ("b", 1), ("b", 2), ("c", 3)]
        for number, (key, minute) in enumerate(asked):
            at = NOW + timedelta(minutes=minute)
            _ticket(store, f"t{number}", key=key, text=key, vector=axis(ord(key)), now=at)
        assert [ticket.text for ticket in store.tickets()] == ["b", "c", "a"]

    def test_threads_make_no_twins(self, store: Store) -> None:
        def ask(number: int) -> str:
            return _ticket(store, f"t{number}", key="k", vector=axis(0)).id

        with ThreadPoolExecutor(8) as pool:
            assert len(set(pool.map(ask, range(80)))) == 1
        assert store.tickets()[0].count == 80


class VectorContract(Contract):
    @pytest.fixture
    def store(self, reopen: Callable[[], Store]) -> Iterator[Store]:
        store = reopen()
        store.save_collection(CITY)
        store.save_collection(DESK)
        rows = [entry(f"e{number}") for number in range(4)]
        rows += [replace(row, collection="counter") for row in rows]
        store.save_entries(rows, now=NOW, by="import")
        yield store
        store.close()

    def test_nearest_first(self, store: Store) -> None:
        store.put_vectors(
            "city",
            [("e0", axis(1)), ("e1", axis(0, towards=2, share=0.25)), ("e2", axis(0))],
        )
        found = store.nearest_entries("city", axis(0), 10)
        assert [near.key for near in found] == ["e2", "e1", "e0"]
        assert [near.distance for near in found] == pytest.approx([0.0, 0.25, 1.0], abs=1e-6)
        assert store.nearest_entries("city", axis(0), 1) == found[:1]
        assert store.nearest_entries("city", axis(0), 100_000) == found
        assert store.nearest_entries("city", axis(0), 0) == ()
        assert min(near.distance for near in found) >= 0.0

    def test_collections_are_apart(self, store: Store) -> None:
        store.put_vectors("city", [("e0", axis(0))])
        store.put_vectors("counter", [("e1", axis(0))])
        assert store.nearest_entries("city", axis(0), 9) == (Near("e0", 0.0),)
        store.put_vectors("city", [("e0", [])])
        assert store.nearest_entries("city", axis(0), 9) == ()
        assert store.nearest_entries("counter", axis(0), 9) == (Near("e1", 0.0),)

    def test_a_short_vector_is_filled_up(self, store: Store) -> None:
        store.put_vectors("city", [("e0", [3.0, 4.0]), ("e1", axis(1))])
        (near, _) = store.nearest_entries("city", [3.0, 4.0, 0.0], 9)
        assert near.key == "e0"
        assert near.distance == pytest.approx(0.0, abs=1e-6)

    def test_a_vector_of_zeros_is_near_to_nothing(self, store: Store) -> None:
        store.put_vectors("city", [("e0", []), ("e1", axis(0))])
        assert store.nearest_entries("city", axis(0), 9) == (Near("e1", 0.0),)
        assert store.nearest_entries("city", [0.0], 9) == ()

    def test_putting_leaves_the_others(self, store: Store) -> None:
        store.put_vectors("city", [("e0", axis(0)), ("e1", axis(1)), ("e2", axis(2))])
        store.put_vectors("city", [("e1", axis(3)), ("e2", []), ("e3", axis(4))])
        assert store.nearest_entries("city", axis(3), 1) == (Near("e1", 0.0),)
        assert {near.key for near in store.nearest_entries("city", axis(0), 9)} == {"e0", "e1", "e3"}
        with pytest.raises(NotFound, match="e9"):
            store.put_vectors("city", [("e0", []), ("e9", axis(0))])
        store.put_vectors("city", [])
        assert store.nearest_entries("city", axis(0), 1) == (Near("e0", 0.0),)

    def test_an_unknown_entry_changes_nothing(self, store: Store) -> None:
        store.put_vectors("city", [("e0", axis(0))])
        with pytest.raises(NotFound, match="e9"):
            store.put_vectors("city", [("e1", axis(1)), ("e9", axis(0))])
        with pytest.raises(InvalidInput, match="e1"):
            store.put_vectors("city", [("e1", axis(1)), ("e1", axis(0))])
        assert store.nearest_entries("city", axis(0), 9) == (Near("e0", 0.0),)


class DeliveryContract(Contract):
    """What was answered to messages that may come again."""

    def test_an_answer_is_kept_by_channel_and_message(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        given = Delivery({"text": "答え", "attachments": [{"title": "題"}]}, arrived=False)
        store.deliver("rocketchat", "m1", given, now=NOW)
        assert reopen().delivery("rocketchat", "m1") == given
        assert store.delivery("line", "m1") is None
        assert store.delivery("rocketchat", "m2") is None

    def test_the_last_word_counts(self, store: Store) -> None:
        store.deliver("rocketchat", "m1", Delivery({"text": "1"}, arrived=False), now=NOW)
        store.deliver("rocketchat", "m1", Delivery({"text": "1"}, arrived=True), now=LATER)
        assert store.delivery("rocketchat", "m1") == Delivery({"text": "1"}, arrived=True)

    def test_what_is_old_goes(self, store: Store) -> None:
        store.deliver("rocketchat", "m1", Delivery({}, arrived=True), now=NOW)
        store.deliver("rocketchat", "m2", Delivery({}, arrived=True), now=NOW + timedelta(days=13))
        assert store.delivery("rocketchat", "m1") is not None
        store.deliver("rocketchat", "m3", Delivery({}, arrived=True), now=NOW + timedelta(days=15))
        assert store.delivery("rocketchat", "m1") is None
        assert store.delivery("rocketchat", "m2") is not None


def arrival(event: str = "a1", **changes: object) -> Arrival:
    """Something that came in by LINE."""
    given = {
        "channel": "line",
        "session": "s1",
        "sent_at": NOW,
        "received_at": NOW,
        "payload": "毛布",
    } | changes
    return Arrival(event=event, **given)  # type: ignore[arg-type]


class InboxContract(Contract):
    def test_what_has_come_waits_until_it_is_finished(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        assert store.next_arrival("line", busy=()) is None
        assert store.take_in([arrival()], most=10) == 1
        assert reopen().next_arrival("line", busy=()) == arrival()
        store.finish(arrival(), Fate.DONE)
        assert store.next_arrival("line", busy=()) is None
        assert store.count_arrivals("line", NOW) == {"done": 1}

    def test_the_same_twice_is_one_also_after_it_was_finished(self, store: Store) -> None:
        assert store.take_in([arrival(), arrival("a2"), arrival()], most=10) == 2
        store.finish(arrival(), Fate.DONE)
        assert store.take_in([arrival(), arrival("a3")], most=10) == 1
        assert store.take_in([], most=10) == 0
        assert store.take_in([arrival(channel="chat")], most=10) == 1
        assert store.count_arrivals("line", NOW) == {"done": 1, "waiting": 2}

    def test_each_session_is_answered_in_the_order_of_sending(self, store: Store) -> None:
        second, first = arrival("late", sent_at=LATER), arrival("early")
        other = arrival("other", session="s2", sent_at=NOW - timedelta(hours=1))
        store.take_in([second, first, other], most=10)
        assert store.next_arrival("line", busy=()) == first
        assert store.next_arrival("line", busy={"s1"}) == other
        assert store.next_arrival("line", busy={"s1", "s2"}) is None
        store.finish(first, Fate.DONE)
        assert store.next_arrival("line", busy=()) == second

    def test_it_holds_no_more_than_it_is_told(self, store: Store) -> None:
        store.take_in([arrival("a1"), arrival("a2")], most=2)
        with pytest.raises(InboxFull, match="少し待って"):
            store.take_in([arrival("a2"), arrival("a3")], most=2)
        assert store.take_in([arrival("a1")], most=2) == 0
        store.finish(arrival("a1"), Fate.DONE)
        assert store.take_in([arrival("a3")], most=2) == 1

    def test_what_is_being_sent_comes_back_with_it(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.take_in([arrival()], most=10)
        store.note_reply(arrival(), turn_id="t1", reply="[]")
        assert reopen().next_arrival("line", busy=()) == replace(arrival(), turn_id="t1", reply="[]")

    def test_what_has_waited_long_is_told(self, store: Store) -> None:
        store.take_in([arrival("a1"), arrival("a2", received_at=LATER), arrival("a3")], most=10)
        long = store.waiting_since("line", NOW, limit=9)
        assert [each.event for each in long] == ["a1", "a3"]
        assert len(store.waiting_since("line", LATER, limit=2)) == 2

    def test_a_message_taken_back_is_nowhere_any_more(self, store: Store) -> None:
        ticket = _ticket(store, text="秘密")
        store.receive(turn("part", text="秘密の一部", part_of="t1"))
        store.take_in([arrival(message="m1")], most=10)
        store.note_reply(arrival(), turn_id="t1", reply="")
        store.finish(arrival(), Fate.DONE)
        store.take_back("line", "m1")
        assert [kept.text for kept in map(store.turn, ("t1", "part")) if kept] == ["", ""]
        assert not store.tickets()
        assert [(gone.id, gone.text) for gone in store.tickets(state="dismissed")] == [(ticket.id, "")]

    def test_a_ticket_of_others_too_stays(self, store: Store) -> None:
        _ticket(store, "t1")
        _ticket(store, "t2")
        store.take_in([arrival(message="m1")], most=10)
        store.note_reply(arrival(), turn_id="t1", reply="")
        store.take_back("line", "m1")
        assert [ticket.count for ticket in store.tickets()] == [2]
        assert store.next_arrival("line", busy=()) is None

    def test_a_message_taken_back_before_it_came_is_not_kept(self, store: Store) -> None:
        store.take_in([arrival("gone", message="m1")], most=10)
        store.take_back("line", "m1")
        assert store.take_in([arrival("a1", message="m1"), arrival("a2", message="m2")], most=10) == 1
        waiting = store.next_arrival("line", busy=())
        assert waiting
        assert waiting.event == "a2"

    def test_what_is_old_and_finished_expires(self, store: Store) -> None:
        store.take_in([arrival("a1"), arrival("a2"), arrival("a3", received_at=LATER)], most=10)
        store.finish(arrival("a1"), Fate.LATE)
        store.finish(arrival("a3"), Fate.DONE)
        assert store.expire_arrivals(LATER) == 1
        assert store.count_arrivals("line", NOW) == {"waiting": 1, "done": 1}

    def test_derived_keys_differ_by_purpose_and_stay(self, store: Store, reopen: Callable[[], Store]) -> None:
        one = store.derived_key("sessions")
        assert len(one) == 32
        assert one == reopen().derived_key("sessions") != store.derived_key("taps")


def proposal(entry_id: str = "e1", **changes: object) -> Proposal:
    """An open proposal about an entry of `city`."""
    made = Proposal(
        source="mihon",
        collection="city",
        department="市民課",
        kind=ProposalKind.CHANGED,
        url="https://city.example.jp/1.html",
        entry_id=entry_id,
        found_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


class ProposalContract(Contract):
    def test_a_proposal_comes_back_whole(self, store: Store, reopen: Callable[[], Store]) -> None:
        said = entry(
            checked_on=date(2026, 2, 28), phrasings=("言い方",), fields={"版": "2"}, kind=Kind.UNKNOWN
        )
        full = proposal(
            before="前の文。",
            after="後の文。",
            sentences=(Sentence("removed", "前の文。"), Sentence("added", "後の文。")),
            base=entry(answer="前の文。", status=Status.DRAFT),
            said=said,
        )
        (kept,) = store.propose([full])
        assert kept == replace(full, id=kept.id)
        assert reopen().proposal(kept.id) == kept
        assert store.proposals() == store.proposals("city", "mihon") == (kept,)
        assert store.proposals("counter") == store.proposals(source="other") == ()
        assert kept.said is not None
        with pytest.raises(TypeError):
            kept.said.fields["版"] = "3"  # type: ignore[index]

    def test_what_changes_twice_is_asked_once(self, store: Store) -> None:
        page = {"kind": ProposalKind.SUSPICIOUS, "entry_id": ""}
        first = store.propose([proposal(), proposal("e2"), proposal(**page), proposal(source="other")])
        again = store.propose(
            [proposal(found_at=LATER), proposal(**page), proposal(**page, url="https://b.example.jp/")]
        )
        assert store.proposals() == (first[1], first[3], *again)
        superseded = store.proposals(state="superseded")
        assert [each.id for each in superseded] == [first[0].id, first[2].id]
        assert superseded[0].decided_at == LATER

    def test_accepting_writes_the_entries_and_closes_the_proposals(self, store: Store) -> None:
        one, two, page = store.propose(
            [proposal(), proposal("e2"), proposal("", kind=ProposalKind.SUSPICIOUS)]
        )
        decided = {one.id: entry(version=0), two.id: entry("e2", status=Status.ARCHIVED), page.id: None}
        before = store.revision()
        written = store.accept(decided, now=LATER, by="hanako")
        assert [each.id for each in written] == ["e1", "e2"]
        assert store.revision() == before + 1
        assert store.authors("city") == {"e1": "hanako", "e2": "hanako"}
        assert store.proposals() == ()
        closed = store.proposals(state="accepted")
        assert [(each.id, each.decided_at, each.decided_by) for each in closed] == [
            (each.id, LATER, "hanako") for each in (one, two, page)
        ]

    def test_accepting_is_all_or_nothing(self, store: Store) -> None:
        store.save_entries([entry("e2"), entry("e2b")], now=NOW, by="a")
        store.save_entries([entry("e2", answer="なおした")], now=NOW, by="a")
        one, two = store.propose([proposal(), proposal("e2")])
        with pytest.raises(StaleEntry):
            store.accept({one.id: entry(), two.id: entry("e2", answer="古い")}, now=LATER, by="a")
        with pytest.raises(NotFound):
            store.accept({one.id: entry(), "999": None}, now=LATER, by="a")
        assert [each.id for each in store.entries("city")] == ["e2", "e2b"]
        assert store.proposals() == (one, two)

    def test_what_is_decided_stays_decided(self, store: Store) -> None:
        one, two = store.propose([proposal(), proposal("e2")])
        store.reject(one.id, now=LATER, by="hanako")
        store.accept({two.id: None}, now=LATER, by="hanako")
        assert [each.state for each in map(store.proposal, (one.id, two.id)) if each] == [
            "rejected",
            "accepted",
        ]
        for proposal_id in (one.id, two.id):
            with pytest.raises(StaleEntry):
                store.reject(proposal_id, now=LATER, by="taro")
            with pytest.raises(StaleEntry):
                store.accept({proposal_id: entry()}, now=LATER, by="taro")
        assert store.entries("city") == ()

    def test_a_collection_must_be_there(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.propose([proposal(), proposal(collection="nowhere")])
        assert store.proposals() == ()

    @pytest.mark.parametrize("proposal_id", ["", "999", "x", LONE_SURROGATE])
    def test_an_unknown_proposal_is_not_found(self, store: Store, proposal_id: str) -> None:
        assert store.proposal(proposal_id) is None
        with pytest.raises(NotFound):
            store.reject(proposal_id, now=NOW, by="a")


def _ticket(
    store: Store,
    turn_id: str = "t1",
    *,
    key: str = "k",
    vector: list[float] | None = None,
    near: float = 0.1,
    now: datetime = NOW,
    **changes: object,
) -> Ticket:
    asked = turn(turn_id, **changes)
    store.receive(asked)
    return store.open_ticket(asked, key=key, vector=vector or axis(0), near=near, now=now)


def _decide(store: Store, turn_id: str) -> None:
    store.decide(turn(turn_id, outcome=Outcome.UNANSWERED))


def _solve(store: Store, turn_id: str) -> None:
    store.solve(turn_id, solved=True)


class FunnelContract(Contract):
    """How questions fared is counted from the turns."""

    @pytest.fixture
    def asked(self, store: Store) -> Store:
        """Ten turns of a week of which six are questions, and one of the week before in another collection."""
        fates: tuple[tuple[str, dict[str, Any]], ...] = (
            ("solved", {"outcome": Outcome.ANSWERED, "shape": Shape.ANSWER, "entry_id": "a"}),
            ("silent", {"outcome": Outcome.ANSWERED, "shape": Shape.ANSWER, "entry_id": "a"}),
            (
                "chosen",
                {"outcome": Outcome.SUGGESTED, "shape": Shape.ANSWER, "entry_id": "b", "chosen_at": NOW},
            ),
            ("offered", {"outcome": Outcome.SUGGESTED, "shape": Shape.CANDIDATES}),
            ("refused", {"outcome": Outcome.SUGGESTED, "shape": Shape.MENU, "refused": 2, "chosen_at": NOW}),
            ("missed", {"outcome": Outcome.UNANSWERED, "shape": Shape.HANDOFF}),
            ("thanks", {"outcome": Outcome.UNANSWERED, "shape": Shape.TALK}),
            ("menu", {"outcome": Outcome.UNANSWERED, "shape": Shape.MENU}),
            ("phone", {"outcome": Outcome.UNANSWERED, "shape": Shape.HANDOFF}),
            ("two things", {"outcome": Outcome.ANSWERED, "shape": Shape.SEVERAL}),
        )
        for text, fate in fates:
            made = turn(text, text=text)
            store.receive(made)
            store.decide(replace(made, **fate))
        for number, text in enumerate(("missed", "refused")):
            found = store.turn(text)
            assert found
            store.open_ticket(found, key=text, vector=axis(number), near=0.1, now=NOW)
        store.solve("solved", solved=True)
        store.solve("chosen", solved=False)
        before = replace(
            turn("before"), id="before", received_at=NOW - timedelta(days=7), collection="counter"
        )
        store.receive(replace(before, channel="line"))
        return store

    def test_each_stage_is_counted(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        (found,) = asked.funnel(chosen)
        assert found == Funnel(
            received=6, understood=5, offered=3, chosen=1, shown=3, solved=1, not_solved=1, silent=1
        )

    def test_groups_and_choices(self, asked: Store) -> None:
        period = Period(first=date(2026, 3, 1), last=date(2026, 4, 30))
        weeks = {f.key: f.received for f in asked.funnel(Chosen(period=period), Along.WEEK)}
        assert weeks == {"2026-03-23": 1, "2026-03-30": 6}
        by_line = Chosen(period=period, channel="line")
        assert [(f.key, f.received) for f in asked.funnel(by_line, Along.COLLECTION)] == [("counter", 1)]
        assert asked.funnel(Chosen(period=period, collection="nowhere")) == (Funnel(),)
        assert asked.funnel(Chosen(period=period, collection="nowhere"), Along.CHANNEL) == ()

    def test_what_is_viewed_and_missed_most(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        assert [(v.entry_id, v.count) for v in asked.viewed(chosen, 2)] == [("a", 2), ("b", 1)]
        assert [v.entry_id for v in asked.viewed(chosen, 1)] == ["a"]
        (missed,) = asked.missed(chosen, 1)
        assert (missed.week, missed.count) == (date(2026, 3, 30), 1)
        assert {m.text for m in asked.missed(chosen, 5)} == {"missed", "refused"}

    def test_questions_by_hour_and_day_of_the_week(self, asked: Store) -> None:
        everything = Chosen(period=Period(first=date(2026, 3, 1), last=date(2026, 4, 30)))
        assert asked.slots(everything) == (Slot(weekday=2, hour=18, received=7, shown=3),)

    def test_what_people_said_of_answers(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        told = {j.entry_id: (j.shown, j.solved, j.not_solved) for j in asked.judged(chosen)}
        assert told == {"a": (2, 1, 0), "b": (1, 0, 1)}
        assert asked.judged(replace(chosen, channel="line")) == ()

    def test_a_late_word_changes_the_day_of_its_question(self, asked: Store) -> None:
        day = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        asked.funnel(day)
        asked.solve("silent", solved=False)
        (found,) = asked.funnel(day)
        assert (found.solved, found.not_solved, found.silent) == (1, 2, 0)
        assert asked.recount() == 2
        assert asked.funnel(day) == (found,)

    def test_words_are_counted_with_the_questions_of_their_tickets(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        unread = asked.unread_tickets(10)
        assert sorted(unread.values()) == ["missed", "refused"]
        asked.note_terms({key: ["電柱", text] for key, text in unread.items()})
        assert asked.unread_tickets(10) == {}
        assert [(t.term, t.count) for t in asked.missing_terms(chosen, askers=2, limit=9)] == [("電柱", 2)]
        assert len(asked.missing_terms(chosen, askers=1, limit=9)) == 3
        assert {u.text: u.count for u in asked.unmet(chosen, 9)} == {"missed": 1, "refused": 1}

    def test_a_ticket_without_words_is_looked_at_once(self, asked: Store) -> None:
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        asked.note_terms(dict.fromkeys(asked.unread_tickets(10), ()))
        assert asked.unread_tickets(10) == {}
        assert asked.missing_terms(chosen, askers=1, limit=9) == ()

    def test_how_long_questions_without_an_answer_waited(self, asked: Store) -> None:
        day = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        assert asked.waiting(day) == Waiting(open=2)
        first, second = (ticket.id for ticket in asked.tickets())
        asked.dismiss([first], reason="", now=NOW + timedelta(minutes=10), by="mori")
        asked.dismiss([second], reason="", now=NOW + timedelta(minutes=30), by="mori")
        ended = Waiting(open=0, ended=2, median_seconds=1200, nine_in_ten_seconds=1800)
        assert asked.waiting(day) == asked.waiting(replace(day, channel="web", collection="city")) == ended
        assert asked.waiting(replace(day, channel="line")) == Waiting(open=0)

    def test_what_a_publication_has_changed(self, asked: Store) -> None:
        (ticket,) = (t for t in asked.tickets() if t.text == "missed")
        asked.publish(replace(entry("a"), version=0), now=LATER, by="mori", resolves=ticket.id)
        earlier = turn("earlier", received_at=NOW - timedelta(days=3), entry_id="a", shape=Shape.ANSWER)
        asked.receive(earlier)
        asked.decide(replace(earlier, outcome=Outcome.ANSWERED))
        chosen = Chosen(period=Period(first=date(2026, 4, 1), last=date(2026, 4, 1)))
        (found,) = asked.effects(chosen, 9)
        assert (found.entry_id, found.version, found.before, found.after) == ("a", 1, 1, 2)
        assert found.published_at == LATER
        assert asked.effects(replace(chosen, department="環境課"), 9) == ()

    def test_what_its_ticket_gathered_before(self, asked: Store) -> None:
        (ticket,) = (t for t in asked.tickets() if t.text == "missed")
        tomorrow = NOW + timedelta(days=1)
        asked.publish(replace(entry("new"), version=0), now=tomorrow, by="mori", resolves=ticket.id)
        chosen = Chosen(period=Period(first=date(2026, 4, 2), last=date(2026, 4, 2)))
        (found,) = asked.effects(chosen, 9)
        assert (found.before, found.after, found.missed) == (0, 0, 1)
