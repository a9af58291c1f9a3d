"""What every store does so that it can be trusted. Inherit the contracts and give them a fixture `reopen`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from faqbot.errors import StaleEntry
from faqbot.staff.accounts import Stage
from faqbot.staff.acting import Acting, acting_from
from faqbot.staff.audit import AuditSought, Deed, Record, breaks
from faqbot.staff.inquiries import Act, Inquiry
from faqbot.store.base import Store
from faqbot.types import Status
from tests.contracts.identity import YAMADA, session
from tests.contracts.store import CITY, LATER, NOW, Contract, entry

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
