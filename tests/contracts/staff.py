"""What every store does for the staff desk. Inherit the contracts and give them a fixture `reopen`, as for `contracts.store`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from faqbot.errors import NotFound, StaleInquiry
from faqbot.staff import chain
from faqbot.staff.inquiries import Act, Channel, Inquiry, Sought, State
from faqbot.staff.triage import Step, Target, Triage, Way
from faqbot.store.base import Store
from tests.contracts.identity import SATO, YAMADA
from tests.contracts.store import CITY, DESK, LATER, NOW, Contract


def inquiry(inquiry_id: str = "i1", **changes: object) -> Inquiry:
    """A draft of `yamada` about the staff collection, just received."""
    made = Inquiry(
        id=inquiry_id, system=DESK.name, agent="yamada", received_at=NOW, started_at=NOW, question="映らない"
    )
    return replace(made, **changes)  # type: ignore[arg-type]


class InquiryContract(Contract):
    @pytest.fixture(autouse=True)
    def staffed(self, store: Store) -> None:
        store.save_collection(DESK)
        store.add_account(YAMADA)
        store.add_account(SATO)

    def write(self, store: Store, made: Inquiry, act: Act = Act.RECORDED) -> Inquiry:
        return store.write_inquiry(made, act=act, by=made.agent, now=NOW)

    def test_an_inquiry_comes_back_whole(self, store: Store, reopen: Callable[[], Store]) -> None:
        full = inquiry(
            finished_at=LATER,
            channel=Channel.CHAT,
            department="市民課",
            question="映らない",
            entry_id="screen",
            work="表示盤の確認",
            action="電源を入れ直した。",
            notes="なし",
            state=State.ESCALATED,
            escalated_to="機器保守担当",
            target="機器の故障",
            is_fault=True,
            cause="停電",
            prevention="無停電電源",
            after_hours=True,
            rounds=3,
            ticket_id="7",
        )
        written = self.write(store, full)
        assert written == replace(full, number=written.number, version=1)
        again = reopen()
        assert again.inquiry("i1") == written
        assert again.inquiries(Sought()) == (written,)
        assert chain.is_whole(again.changes("i1"), written)
        again.close()

    def test_a_draft_is_kept_replaced_and_thrown_away(self, store: Store) -> None:
        store.keep_draft(inquiry(question="えいら"))
        store.keep_draft(inquiry(question="映らない"))
        (kept,) = store.inquiries(Sought(states=(State.DRAFT,)))
        assert kept.question == "映らない"
        assert store.changes("i1") == ()
        store.drop_draft("i1", "sato")
        assert store.inquiry("i1") == kept
        store.drop_draft("i1", "yamada")
        store.drop_draft("i1", "yamada")
        assert store.inquiry("i1") is None

    def test_a_late_draft_undoes_nothing(self, store: Store) -> None:
        written = self.write(store, inquiry(state=State.RESOLVED))
        store.keep_draft(inquiry(question="おそい"))
        store.drop_draft("i1", "yamada")
        assert store.inquiry("i1") == written

    def test_nobody_writes_into_a_colleagues_draft(self, store: Store) -> None:
        store.keep_draft(inquiry())
        with pytest.raises(NotFound):
            store.keep_draft(inquiry(agent="sato"))

    def test_a_draft_becomes_a_record_under_its_number(self, store: Store) -> None:
        store.keep_draft(inquiry())
        number = store.inquiries(Sought(states=(State.DRAFT,)))[0].number
        assert self.write(store, inquiry(state=State.OPEN)).number == number

    def test_a_number_is_never_given_twice(self, store: Store) -> None:
        store.keep_draft(inquiry())
        gone = store.inquiries(Sought(states=(State.DRAFT,)))[0].number
        store.drop_draft("i1", "yamada")
        assert self.write(store, inquiry("i2", state=State.OPEN)).number > gone

    @pytest.mark.parametrize("version", [0, 2])
    def test_a_stale_version_changes_nothing(self, store: Store, version: int) -> None:
        written = self.write(store, inquiry(state=State.OPEN))
        with pytest.raises(StaleInquiry):
            self.write(store, replace(written, question="別の質問", version=version))
        assert store.inquiry("i1") == written
        assert len(store.changes("i1")) == 1

    def test_each_change_is_a_link(self, store: Store) -> None:
        first = self.write(store, inquiry(state=State.OPEN))
        second = self.write(store, replace(first, state=State.RESOLVED), Act.AMENDED)
        changes = store.changes("i1")
        assert [(c.version, c.act, c.by) for c in changes] == [
            (1, Act.RECORDED, "yamada"),
            (2, Act.AMENDED, "yamada"),
        ]
        assert chain.is_whole(changes, second)
        assert not chain.is_whole(changes, first)
        assert not chain.is_whole(changes[1:], second)
        assert not chain.is_whole((replace(changes[0], by="sato"), changes[1]), second)

    def test_lists_are_narrowed(self, store: Store) -> None:
        self.write(store, inquiry("a", state=State.OPEN, notes="100%"))
        self.write(
            store, inquiry("b", state=State.RESOLVED, agent="sato", received_at=LATER, started_at=LATER)
        )
        self.write(store, inquiry("c", state=State.RESOLVED, system="kiosk", is_fault=True))
        store.keep_draft(inquiry("d"))

        def found(**narrowed: object) -> str:
            return "".join(i.id for i in store.inquiries(Sought(**narrowed)))  # type: ignore[arg-type]

        assert found() == "bca"
        assert found(limit=1) == "b"
        assert found(system="kiosk") == found(faults_only=True) == "c"
        assert found(agent="sato") == found(since=LATER) == "b"
        assert found(until=LATER) == "ca"
        assert found(states=(State.OPEN,)) == found(text="0%") == "a"
        assert found(states=(State.DRAFT,)) == "d"
        assert found(text="映ら") == "bca"
        assert found(text="%") == "a"


class TriageContract(Contract):
    def test_a_sheet_comes_back_whole_and_is_replaced(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        step = Step(id="s", ask="？", hint="見る", ways=(Way(say="はい", to="機器"),))
        sheet = Triage(
            system=CITY.name,
            symptoms=(Way(say="動かない", to="s"),),
            steps=(step,),
            targets=(Target(name="機器", in_scope=False, contact="保守", start_within_hours=2),),
        )
        store.save_triage(replace(sheet, steps=()))
        store.save_triage(sheet)
        again = reopen()
        assert again.triage(CITY.name) == sheet
        assert again.triage("nowhere") is None
        again.close()
        with pytest.raises(NotFound):
            store.save_triage(replace(sheet, system="nowhere"))
