"""What every store does so that it can be trusted. Inherit the contracts and give them a fixture `reopen`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from faqbot.errors import NotFound, StaleEntry
from faqbot.staff.accounts import Stage
from faqbot.staff.acting import Acting, acting_from
from faqbot.staff.audit import AuditSought, Deed, Record, breaks
from faqbot.staff.inquiries import Act, Inquiry, State
from faqbot.staff.retention import Kept
from faqbot.store.base import Arrival, Delivery, Fate, Store
from faqbot.types import Status
from tests.contracts.identity import YAMADA, session
from tests.contracts.store import CITY, LATER, NOW, Contract, axis, entry, turn

PANEL = Acting(account="yamada", address="192.0.2.7", request="r-1")


def deeds(store: Store, kind: str = "") -> list[tuple[Deed, str]]:
    """What was done, the first first."""
    return [(each.deed, each.thing) for each in reversed(store.audited(AuditSought(kind=kind)))]


def last(store: Store) -> Record:
    return store.audited(AuditSought(limit=1))[0]


def broken(store: Store, anchors: dict[int, str] | None = None) -> list[int]:
    with store.audit_chain() as chain:
        return [each.number for each in breaks(chain, anchors)]


class AuditContract(Contract):
    @pytest.fixture(autouse=True)
    def described(self, store: Store) -> None:
        store.save_collection(CITY)
        store.add_account(YAMADA)

    def test_an_entry_leaves_a_record_of_each_change(self, store: Store) -> None:
        first = store.publish(entry("e1"), now=NOW, by="yamada")
        store.publish(replace(first, answer="別の答え"), now=LATER, by="sato")
        assert deeds(store, "entries") == [(Deed.ADDED, "city/e1"), (Deed.CHANGED, "city/e1")]
        changed, added = store.audited(AuditSought(kind="entries"))
        assert (added.who, added.before, changed.who) == ("yamada", "", "sato")
        assert changed.before == added.after
        assert changed.after != changed.before

    def test_what_changes_nothing_leaves_none(self, store: Store) -> None:
        store.save_entries([entry("e1")], now=NOW, by="import")
        before = last(store)
        store.save_entries([entry("e1")], now=LATER, by="import")
        assert last(store) == before

    def test_what_fails_leaves_none(self, store: Store) -> None:
        store.publish(entry("e1"), now=NOW, by="yamada")
        before = last(store)
        with pytest.raises(StaleEntry):
            store.publish(entry("e1", version=7, status=Status.DRAFT), now=NOW, by="sato")
        assert last(store) == before

    def test_it_knows_who_acts_from_where(self, store: Store) -> None:
        with acting_from(PANEL):
            store.save_collection(replace(CITY, title="別の名前"))
        found = last(store)
        assert (found.deed, found.kind, found.thing) == (Deed.CHANGED, "collections", "city")
        assert (found.who, found.address, found.request) == ("yamada", "192.0.2.7", "r-1")
        assert datetime.now(UTC) - found.at < timedelta(minutes=5)

    def test_signing_in_and_out(self, store: Store) -> None:
        waiting = session(stage=Stage.SECOND)
        store.begin_session(waiting, began_before=NOW, seen_before=NOW)
        store.end_session("k1")
        assert deeds(store, "sessions") == []
        store.begin_session(session(), began_before=NOW, seen_before=NOW)
        store.see_session("k1", LATER)
        store.end_session("k1")
        assert deeds(store, "sessions") == [(Deed.SIGNED_IN, "yamada"), (Deed.SIGNED_OUT, "yamada")]

    def test_accounts(self, store: Store) -> None:
        store.set_password("yamada", "$argon2id$neu")
        store.disable_account("yamada", disabled=True)
        assert deeds(store, "accounts") == [
            (Deed.ADDED, "yamada"),
            (Deed.CHANGED, "yamada"),
            (Deed.CHANGED, "yamada"),
        ]

    def test_an_inquiry_is_recorded_when_it_is_one(self, store: Store) -> None:
        draft = Inquiry(id="i1", system="city", agent="yamada", received_at=NOW, started_at=NOW)
        store.keep_draft(draft)
        store.write_inquiry(draft, act=Act.RECORDED, by="yamada", now=NOW)
        assert deeds(store, "inquiry_changes") == [(Deed.ADDED, "i1/1")]

    def test_what_is_noted(self, store: Store) -> None:
        store.note(Deed.EXPORTED, "inquiries", "2026-04", who="sato")
        found = last(store)
        assert (found.deed, found.kind, found.thing, found.who) == (
            Deed.EXPORTED,
            "inquiries",
            "2026-04",
            "sato",
        )

    def test_it_is_searched(self, store: Store) -> None:
        store.note(Deed.LOOKED, "inquiries", "i1", who="sato")
        store.note(Deed.LOOKED, "inquiries", "i2", who="yamada")
        assert [each.thing for each in store.audited(AuditSought(who="sato"))] == ["i1"]
        assert [each.thing for each in store.audited(AuditSought(deed=Deed.LOOKED))] == ["i2", "i1"]
        assert [each.thing for each in store.audited(AuditSought(thing="i2"))] == ["i2"]
        now = datetime.now(UTC)
        assert store.audited(AuditSought(since=now + timedelta(minutes=5))) == ()
        assert store.audited(AuditSought(until=now - timedelta(minutes=5))) == ()

    def test_the_chain_is_whole_and_goes_on(self, store: Store, reopen: Callable[[], Store]) -> None:
        store.note(Deed.LOOKED, "inquiries", "i1")
        again = reopen()
        again.note(Deed.LOOKED, "inquiries", "i2")
        assert broken(again) == []
        assert [each.number for each in again.audited(AuditSought())] == [4, 3, 2, 1]

    def test_an_anchor_holds(self, store: Store) -> None:
        kept = last(store)
        store.note(Deed.LOOKED, "inquiries", "i1")
        assert broken(store, {kept.number: kept.digest}) == []
        assert broken(store, {kept.number: "0" * 64, 99: "1" * 64}) == [kept.number, 99]


class RetentionContract(Contract):
    @pytest.fixture(autouse=True)
    def filled(self, store: Store) -> None:
        """One old and one new of each kind."""
        store.save_collection(CITY)
        store.add_account(YAMADA)
        for name, at in (("old", NOW), ("new", LATER)):
            asked = turn(name, received_at=at, session=name)
            store.receive(asked)
            key = store.open_ticket(asked, key=name, vector=axis(0), near=0.0, now=at).id
            store.dismiss([key], reason="", now=NOW, by="a")
            store.remember(name, area="北", now=at)
            arrival = Arrival(
                channel="line", event=name, session=name, sent_at=at, received_at=at, payload="x"
            )
            store.take_in([arrival], most=9)
            store.finish(arrival, Fate.DONE)
            store.deliver("rocketchat", name, Delivery({"text": "x"}, arrived=False), now=at)
            call = Inquiry(id=name, system="city", agent="yamada", received_at=at, started_at=at)
            store.write_inquiry(replace(call, state=State.RESOLVED), act=Act.RECORDED, by="yamada", now=at)
            store.keep_draft(replace(call, id=f"{name}-draft"))
            store.begin_session(
                session(name, begun_at=at, seen_at=at),
                began_before=NOW - timedelta(1),
                seen_before=NOW - timedelta(1),
            )

    @pytest.mark.parametrize("kind", Kept)
    def test_what_is_old_goes_and_the_rest_stays(self, store: Store, kind: Kept) -> None:
        assert store.count_old(kind, LATER) == 1
        assert store.expire(kind, LATER) == 1
        assert (last(store).deed, last(store).kind) == (Deed.ERASED, kind.value)
        assert store.count_old(kind, LATER) == 0
        before = last(store)
        assert store.expire(kind, LATER) == 0
        assert last(store) == before
        assert store.count_old(kind, LATER + timedelta(days=1)) == 1
        assert broken(store) == []

    def test_of_a_question_the_figures_stay(self, store: Store) -> None:
        store.expire(Kept.QUESTIONS, LATER)
        found = store.turn("old")
        assert found is not None
        assert (found.text, found.session, found.received_at) == ("", "", NOW)
        assert store.turn("new") is not None
        assert store.count_turns() == 2

    def test_open_tickets_stay(self, store: Store) -> None:
        asked = turn("open")
        store.receive(asked)
        store.open_ticket(asked, key="open", vector=axis(1), near=0.0, now=NOW)
        store.expire(Kept.TICKETS, LATER)
        assert [each.text for each in store.tickets()] == ["粗大ごみ"]
        assert sorted(each.text for each in store.tickets(state="dismissed")) == ["", "粗大ごみ"]

    def test_a_person_on_the_page_or_line(self, store: Store) -> None:
        data = store.session_data("old")
        assert [row["id"] for row in data["turns"]] == ["old"]
        assert [row["area"] for row in data["visitors"]] == ["北"]
        assert store.erase_session("old") == 1
        assert not any(store.session_data("old").values())
        assert store.session_data("new")["turns"]
        assert (last(store).deed, last(store).thing) == (Deed.ERASED, "1")

    def test_an_account(self, store: Store) -> None:
        data = store.account_data("yamada")
        assert [row["name"] for row in data["accounts"]] == ["yamada"]
        assert {row["id"] for row in data["inquiries"]} == {"old", "new", "old-draft", "new-draft"}
        assert data["audit"]
        assert YAMADA.password_hash not in str(data)
        store.erase_account("yamada")
        erased = store.account("yamada")
        assert erased is not None
        assert (erased.disabled, erased.password_hash, erased.department) == (True, "", YAMADA.department)
        assert "山田" not in erased.display_name
        assert store.account_data("yamada")["sessions"] == []
        with pytest.raises(NotFound):
            store.erase_account("nobody")
