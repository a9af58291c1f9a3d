"""What every store must do for the curators: ownership in the transaction, versions with their authors, four eyes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from faqbot.errors import InvalidInput, NotAllowed, NotFound, StaleEntry
from faqbot.schedule.hours import JST
from faqbot.staff.approvals import Approval
from faqbot.staff.figures import Period
from faqbot.staff.rights import Reach
from faqbot.staff.versions import Cause, Mark, Origin, Recent
from faqbot.store.base import Store
from faqbot.store.base_editing import Wanted
from faqbot.types import Entry, Status
from tests.contracts.store import LATER, NOW, Contract, axis, entry, proposal, turn

OURS: Reach = frozenset({"市民課"})
DAY = timedelta(days=1)
MINE, OTHERS = entry("e1"), entry("e2", department="環境課")


def request(wished: Entry, by: str = "hana", origin: Origin | None = None) -> Approval:
    return Approval(entry=wished, origin=origin, asked_by=by, asked_at=NOW)


def ask(store: Store, wished: Entry, **given: object) -> str:
    asked = request(wished, **given)  # type: ignore[arg-type]
    store.revise([], requests=[asked], now=NOW, by=asked.asked_by, within=None)
    return store.approvals()[-1].id


class OwnershipContract(Contract):
    def test_no_door_of_the_store_writes_beyond_the_reach(self, store: Store) -> None:
        store.save_entries([MINE, OTHERS], now=NOW, by="import")
        crawled, page = store.propose(
            [
                proposal("e2", said=OTHERS),
                proposal("", department="環境課"),
            ]  # the first is ours by what it says
        )
        before = store.revision()
        for wished in (
            replace(OTHERS, answer="x"),
            replace(OTHERS, department="市民課"),
            replace(MINE, department="環境課"),
            replace(OTHERS, status=Status.ARCHIVED),
            entry("e3", version=0, department="環境課"),
        ):
            for write in (
                lambda e: store.save_entries([e], now=NOW, by="a", within=OURS),
                lambda e: store.publish(e, now=NOW, by="a", within=OURS),
                lambda e: (
                    store.revise([replace(MINE, answer="y"), e], now=NOW, by="a", within=OURS)
                    if e.id != MINE.id
                    else store.revise([e], now=NOW, by="a", within=OURS)
                ),
                lambda e: store.revise([], requests=[request(e)], now=NOW, by="a", within=OURS),
            ):
                with pytest.raises(NotAllowed, match="環境課"):
                    write(wished)
        for wish in (replace(OTHERS, answer="x"), None):
            with pytest.raises(NotAllowed):
                store.accept({crawled.id: wish}, now=NOW, by="a", within=OURS)
        with pytest.raises(NotAllowed):
            store.accept({page.id: None}, now=NOW, by="a", within=OURS)
        for each in (crawled, page):
            with pytest.raises(NotAllowed):
                store.reject(each.id, now=NOW, by="a", within=OURS)
        assert store.revision() == before
        assert store.entries("city") == (MINE, OTHERS)
        assert len(store.proposals()) == 2
        assert store.approvals() == ()

    def test_an_entry_given_away_meanwhile_is_not_written(self, store: Store) -> None:
        """Who checked its department before cannot write it after."""
        store.save_entries([MINE], now=NOW, by="import")
        given = store.publish(replace(MINE, department="環境課"), now=NOW, by="root")
        with pytest.raises(NotAllowed):
            store.publish(replace(MINE, version=given.version), now=NOW, by="a", within=OURS)
        with pytest.raises(NotAllowed):
            store.save_entries([MINE], now=NOW, by="a", within=OURS)
        assert store.entries("city") == (given,)

    def test_what_is_ours_is_written(self, store: Store) -> None:
        store.save_entries([MINE, OTHERS], now=NOW, by="import")
        changes = store.save_entries([replace(MINE, answer="x"), OTHERS], now=NOW, by="a", within=OURS)
        assert (changes.changed, changes.unchanged) == (("e1",), ("e2",))
        both: Reach = frozenset({"市民課", "環境課"})
        moved = replace(OTHERS, department="市民課")
        assert store.publish(moved, now=NOW, by="a", within=both).version == 2


class EditingContract(Contract):
    def test_versions_say_who_wrote_them_when_and_why(self, store: Store) -> None:
        store.save_entries([MINE], now=NOW, by="import")
        store.receive(turn())
        ticket = store.open_ticket(turn(), key="k", vector=axis(0), near=0.1, now=NOW)
        resolved = replace(MINE, phrasings=("言い方",))
        store.publish(resolved, now=LATER, by="hana", resolves=ticket.id)
        back = Origin(Cause.VERSION, "1")
        store.revise([replace(MINE, version=2)], now=LATER, by="mori", within=None, origin=back)
        versions = store.versions("city", "e1")
        assert [(v.entry.version, v.saved_by, v.saved_at) for v in versions] == [
            (1, "import", NOW),
            (2, "hana", LATER),
            (3, "mori", LATER),
        ]
        assert [v.origin for v in versions] == [None, Origin(Cause.TICKET, ticket.id), back]
        assert store.versions("city", "none") == ()

    def test_several_are_written_or_none(self, store: Store) -> None:
        store.save_entries([MINE, OTHERS], now=NOW, by="import")
        wished = [replace(MINE, category="届"), replace(OTHERS, category="届", version=7)]
        with pytest.raises(StaleEntry) as stale:
            store.revise(wished, now=LATER, by="hana", within=None)
        assert (stale.value.by, stale.value.at) == ("import", NOW)
        with pytest.raises(InvalidInput):
            store.revise([MINE, replace(MINE)], now=LATER, by="hana", within=None)
        assert store.entries("city") == (MINE, OTHERS)
        written = store.revise([replace(e, version=1) for e in wished], now=LATER, by="hana", within=None)
        assert [(e.version, e.category) for e in written] == [(2, "届"), (2, "届")]

    def test_the_list_is_narrowed_and_paged(self, store: Store) -> None:
        rows = [
            entry("a", category="届", checked_on=date(2026, 1, 1), phrasings=("100%の証明",)),
            entry("b", department="環境課", status=Status.DRAFT, checked_on=date(2025, 1, 1)),
            entry("c", answer="転入届です。", valid_from=date(2026, 4, 1), valid_until=date(2026, 4, 30)),
        ]
        store.save_entries(rows, now=NOW, by="import")

        def ids(**wanted: object) -> list[str]:
            found = store.listed(Wanted(collection="city", **wanted))  # type: ignore[arg-type]
            assert found.total == len(found.versions)
            return [v.entry.id for v in found.versions]

        assert ids() == ["a", "b", "c"]
        assert ids(department="環境課") == ["b"]
        assert ids(category="届") == ["a"]
        assert ids(status=Status.DRAFT) == ["b"]
        assert ids(ids={"a", "c"}) == ["a", "c"]
        assert ids(contains="転入") == ["c"]
        assert ids(contains="0%の") == ["a"]
        assert ids(contains="0_の") == []
        assert ids(checked_before=date(2026, 1, 1)) == ["b", "c"]
        assert ids(live_on=date(2026, 4, 30)) == ["a", "b", "c"]
        assert ids(live_on=date(2026, 5, 1)) == ids(live_on=date(2026, 3, 31)) == ["a", "b"]
        days = store.checked(
            Wanted(collection="city", live_on=date(2026, 4, 1), checked_before=date(2026, 1, 1))
        )
        assert days == {"b": date(2025, 1, 1), "c": None}
        page = store.listed(Wanted(collection="city"), limit=1, offset=1)
        assert ([v.entry.id for v in page.versions], page.total) == (["b"], 3)
        assert store.owners() == ("市民課", "環境課")


class HistoryContract(Contract):
    @pytest.fixture(autouse=True)
    def furnished(self, store: Store) -> None:
        """An import of two, then a change to each: at three moments, the first of them shared."""
        store.save_entries([MINE, OTHERS], now=NOW, by="import")
        store.publish(replace(OTHERS, answer="x"), now=NOW + DAY, by="mori")
        store.publish(replace(MINE, department="環境課"), now=NOW + 2 * DAY, by="hana")

    def ids(self, store: Store, *, before: Mark | None = None, limit: int = 9, **wanted: Any) -> list[str]:
        found = store.written(Recent(**wanted), before=before, limit=limit)
        return [f"{each.version.entry.id}.{each.version.entry.version}" for each in found]

    def test_all_entries_newest_first_with_what_was_before(self, store: Store) -> None:
        given, changed, second, first = store.written(Recent(), limit=9)
        assert self.ids(store) == ["e1.2", "e2.2", "e2.1", "e1.1"]
        assert (given.before, changed.before) == (MINE, OTHERS)
        assert second.before is first.before is None
        assert (given.version.saved_by, changed.version.saved_at) == ("hana", NOW + DAY)
        assert changed.version.entry.answer == "x"

    def test_page_by_page_nothing_twice_and_nothing_left_out(self, store: Store) -> None:
        """Also between versions of one moment, and when something is written meanwhile."""
        seen: list[str] = []
        mark: Mark | None = None
        while found := store.written(Recent(), before=mark, limit=1):
            seen.append(found[0].version.entry.id)
            mark = Mark.of(found[0].version)
            store.publish(entry(f"n{len(seen)}", version=0), now=NOW + 3 * DAY, by="hana")
        assert seen == ["e1", "e2", "e2", "e1"]

    def test_it_is_narrowed(self, store: Store) -> None:
        first, last = (at.astimezone(JST).date() for at in (NOW, NOW + DAY))
        assert self.ids(store, by="mori") == ["e2.2"]
        assert self.ids(store, department="市民課") == ["e1.1"]
        assert self.ids(store, department="環境課", by="import") == ["e2.1"]
        assert self.ids(store, collection="city", limit=1) == ["e1.2"]
        assert self.ids(store, collection="none") == []
        assert self.ids(store, period=Period(first=last, last=last)) == ["e2.2"]
        assert self.ids(store, period=Period(first=first, last=last))[0] == "e2.2"
        assert store.writers() == ("hana", "import", "mori")


class ApprovalContract(Contract):
    @pytest.fixture(autouse=True)
    def watched(self, store: Store) -> None:
        store.save_entries([MINE, OTHERS], now=NOW, by="import")
        store.set_four_eyes("市民課", on=True, now=NOW, by="root")

    def test_departments_are_set_one_by_one(self, store: Store) -> None:
        store.set_four_eyes("環境課", on=True, now=NOW, by="root")
        store.set_four_eyes("環境課", on=True, now=NOW, by="root")
        assert store.four_eyes() == {"市民課", "環境課"}
        store.set_four_eyes("市民課", on=False, now=NOW, by="root")
        assert store.four_eyes() == {"環境課"}

    def test_nothing_new_is_told_without_a_second_person(self, store: Store) -> None:
        (crawled,) = store.propose([proposal("e1")])
        for wished in (
            replace(MINE, answer="x"),
            replace(OTHERS, department="市民課"),
            replace(MINE, department="環境課"),
            entry("e3", version=0),
        ):
            for write in (
                lambda e: store.publish(e, now=NOW, by="a"),
                lambda e: store.revise([e], now=NOW, by="a", within=None),
                lambda e: store.accept({crawled.id: e}, now=NOW, by="a"),
            ):
                with pytest.raises(NotAllowed, match="承認"):
                    write(wished)
        assert store.entries("city") == (MINE, OTHERS)

    def test_taking_back_and_confirming_do_not_wait(self, store: Store) -> None:
        confirmed = store.publish(replace(MINE, checked_on=date(2026, 4, 1)), now=NOW, by="a")
        archived = store.publish(replace(confirmed, status=Status.ARCHIVED), now=NOW, by="a")
        draft = store.publish(replace(archived, status=Status.DRAFT, answer="x"), now=NOW, by="a")
        with pytest.raises(NotAllowed):
            store.publish(replace(draft, status=Status.PUBLISHED), now=NOW, by="a")

    def test_another_person_approves(self, store: Store) -> None:
        wished = replace(MINE, answer="新しい答え")
        asked = ask(store, wished)
        assert store.entries("city") == (MINE, OTHERS)
        with pytest.raises(NotAllowed, match="自分が依頼"):
            store.approve(asked, note="", now=LATER, by="hana", within=None)
        with pytest.raises(NotAllowed, match="市民課"):
            store.approve(asked, note="", now=LATER, by="mori", within=frozenset({"環境課"}))
        assert store.approvals() == (replace(request(wished), id=asked),)
        written = store.approve(asked, note="よいです", now=LATER, by="mori", within=OURS)
        assert written == replace(wished, version=2)
        assert store.versions("city", "e1")[-1].saved_by == "hana"
        decided = store.approval(asked)
        assert decided is not None
        assert (decided.state, decided.decided_by, decided.note) == ("approved", "mori", "よいです")
        assert store.approvals() == ()
        with pytest.raises(StaleEntry):
            store.approve(asked, note="", now=LATER, by="mori", within=None)

    def test_the_ticket_and_the_proposal_are_settled_with_it(self, store: Store) -> None:
        store.receive(turn())
        ticket = store.open_ticket(turn(), key="k", vector=axis(0), near=0.1, now=NOW)
        (crawled,) = store.propose([proposal("e9")])
        first = ask(store, replace(MINE, phrasings=("言い方",)), origin=Origin(Cause.TICKET, ticket.id))
        second = ask(store, entry("e9", version=0), origin=Origin(Cause.PROPOSAL, crawled.id))
        assert store.tickets()
        for each in (first, second):
            store.approve(each, note="", now=LATER, by="mori", within=None)
        assert (store.tickets(), store.proposals()) == ((), ())
        assert [p.entry_id for p in store.judged_pairs("city")] == ["e1"]
        assert store.versions("city", "e9")[-1].origin == Origin(Cause.PROPOSAL, crawled.id)

    def test_who_writes_the_entry_in_between_makes_it_stale(self, store: Store) -> None:
        first, second = (ask(store, replace(MINE, answer=text), by=text) for text in ("一", "二"))
        store.approve(first, note="", now=LATER, by="mori", within=None)
        assert [r.state for r in store.approvals(None)] == ["approved", "stale"]
        with pytest.raises(StaleEntry, match="もう一度依頼"):
            store.approve(second, note="", now=LATER, by="mori", within=None)
        with pytest.raises(StaleEntry):
            ask(store, replace(MINE, answer="三"))

    def test_a_request_can_be_taken_back_or_declined(self, store: Store) -> None:
        mine = ask(store, replace(MINE, answer="一"))
        theirs = ask(store, replace(MINE, answer="二"), by="kawa")
        store.decline(mine, note="", now=LATER, by="hana", within=frozenset())
        with pytest.raises(NotAllowed):
            store.decline(theirs, note="", now=LATER, by="mori", within=frozenset({"環境課"}))
        store.decline(theirs, note="出典がありません", now=LATER, by="mori", within=OURS)
        assert [r.state for r in store.approvals(None)] == ["withdrawn", "declined"]
        assert store.entries("city") == (MINE, OTHERS)

    def test_who_asks_again_replaces_what_they_asked(self, store: Store) -> None:
        for text in ("一", "二"):
            ask(store, replace(MINE, answer=text))
        assert [r.entry.answer for r in store.approvals()] == ["二"]
        assert [r.state for r in store.approvals(None)] == ["withdrawn", "open"]

    @pytest.mark.parametrize("unknown", ["", "99", "x", "9" * 30])
    def test_an_unknown_request_is_not_found(self, store: Store, unknown: str) -> None:
        assert store.approval(unknown) is None
        with pytest.raises(NotFound):
            store.approve(unknown, note="", now=NOW, by="a", within=None)
        with pytest.raises(NotFound):
            store.decline(unknown, note="", now=NOW, by="a", within=None)
