"""Entries come back whole, with every version, and what is published has a revision."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest

from faqbot.errors import InvalidInput, NotFound
from faqbot.store.base import Changes, Store
from faqbot.types import Entry, Kind, Status
from tests.contracts.store.values import (
    CITY,
    DAY,
    DESK,
    LATER,
    LONE_SURROGATE,
    NOW,
    ODDITIES,
    Contract,
    axis,
    entry,
)


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
