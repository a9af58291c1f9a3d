"""Unanswered questions come together need by need, are routed, and leave by three doors that can be opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from faqbot.curation import tickets
from faqbot.curation.curation import Curation
from faqbot.curation.groups import Filter, Group
from faqbot.errors import InvalidInput, NotAllowed, NotFound, StaleEntry
from faqbot.staff.accounts import Account
from faqbot.store.base import Store
from faqbot.types import Audience, Entry, Kind, Outcome, Status
from tests.conftest import Clock
from tests.curation.conftest import AGENT, GONE, HANA, KAWA, MORI, ROOT

REMOVED = ("駅前の自転車が撤去された", "撤去された自転車を返してほしい", "じてんしゃ てっきょ")
REPAIR = "冷蔵庫の修理を頼みたい"
Ask = Callable[[str], Entry | None]


@pytest.fixture
def asked(curation: Curation, clock: Clock) -> Curation:
    """Three ask for their bicycle, one of them by LINE; later one wants something mended."""
    for text, channel in zip(REMOVED, ("web", "line", "web"), strict=True):
        ask_in_vain(curation, text, channel)
    clock.now += timedelta(days=3)
    ask_in_vain(curation, REPAIR)
    return curation


def ask_in_vain(curation: Curation, text: str, channel: str = "web") -> None:
    """Whoever is offered something wants none of it."""
    reply = curation.desk.ask("gomi", text, audience=Audience.PUBLIC, channel=channel)
    if reply.outcome is Outcome.SUGGESTED:
        curation.desk.choose(reply.turn_id, None, audience=Audience.PUBLIC)


def groups(curation: Curation, wanted: Filter | None = None) -> tuple[Group, ...]:
    return curation.tickets.groups(AGENT, "gomi", wanted or Filter())


def ids(group: Group) -> list[str]:
    return [ticket.id for ticket in group.tickets]


class TestLooking:
    def test_what_says_nearly_the_same_is_sure(self, asked: Curation) -> None:
        for text in ("収集車がうるさい", "収集車の音楽がうるさい", "収集車に塀を壊された"):
            ask_in_vain(asked, text)
        lorries = next(group for group in groups(asked) if "収集車" in group.label)
        sure = asked.tickets.sure(AGENT, lorries)
        said = {ticket.text: ticket.id in sure for ticket in lorries.tickets}
        assert {text for text, surely in said.items() if surely} == {
            text for text in said if "収集車" in text
        }
        assert said[REMOVED[0]] is False
        with pytest.raises(NotAllowed):
            asked.tickets.sure(GONE, lorries)

    def test_one_need_is_one_group_most_asked_first(self, asked: Curation) -> None:
        bicycles, repair = groups(asked)
        assert ({t.text for t in bicycles.tickets}, bicycles.count) == (set(REMOVED), 3)
        assert (repair.label, repair.count) == (REPAIR, 1)
        assert bicycles.channels == {"web": 2, "line": 1}
        assert {"自転車", "撤去"} <= set(asked.tickets.terms(AGENT, bicycles))
        assert bicycles.label in REMOVED
        assert bicycles.id == min(ids(bicycles), key=int)

    def test_thousands_are_grouped_behind_the_page(
        self, asked: Curation, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bicycles, repair = groups(asked)
        asked.tickets.regroup()
        assert asked.tickets._store.needs("gomi") == ()
        monkeypatch.setattr(tickets, "_AT_ONCE", 1)
        asked.tickets.regroup()
        kept = asked.tickets._store.needs("gomi")
        assert {frozenset(group) for group in kept} == {frozenset(ids(bicycles)), frozenset(ids(repair))}
        asked.settling.dismiss(HANA, "gomi", ids(repair), reason="県の仕事です。")
        ask_in_vain(asked, "駅前の自転車が撤去されました")
        before = groups(asked)
        assert (set(ids(before[0])), before[0].label) == (set(ids(bicycles)), bicycles.label)
        asked.tickets.regroup()
        (after,) = groups(asked)
        assert set(ids(after)) == {key for group in before for key in ids(group)}

    def test_how_long_it_waits(self, asked: Curation) -> None:
        bicycles, repair = groups(asked)
        now = asked.tickets.now()
        assert (bicycles.waited(now).days, repair.waited(now).days) == (3, 0)

    @pytest.mark.parametrize(
        ("wanted", "labels"),
        [
            (Filter(channel="line"), 1),
            (Filter(channel="rocketchat"), 0),
            (Filter(waited=timedelta(days=2)), 1),
            (Filter(department="ごみ課"), 2),
            (Filter(department="情報課"), 0),
        ],
    )
    def test_narrowing(self, asked: Curation, wanted: Filter, labels: int) -> None:
        assert len(groups(asked, wanted)) == labels

    def test_what_is_asked_later_joins_its_group(self, asked: Curation) -> None:
        before = groups(asked)[0]
        ask_in_vain(asked, "自転車が撤去されました")
        after = groups(asked)[0]
        assert (after.id, after.count) == (before.id, 4)

    def test_why_the_nearest_entries_missed(self, curation: Curation) -> None:
        first, *_ = curation.tickets.near(AGENT, "gomi", "毛布の修理")
        assert (first.entry.id, first.why) == ("blanket", "「修理」が項目にありません")

    def test_a_draft_has_what_is_known(self, asked: Curation) -> None:
        group = groups(asked)[0]
        draft = asked.tickets.draft(HANA, group)
        assert {draft.question, *draft.phrasings} == set(REMOVED)
        assert (draft.id, draft.version, draft.department, draft.answer) == ("", 0, "ごみ課", "")
        assert asked.tickets.draft(KAWA, group).department == "情報課"

    def test_a_draft_shows_its_likely_twins(self, curation: Curation) -> None:
        draft = Entry(id="", collection="gomi", question="毛布の捨て方", answer="", department="ごみ課")
        assert curation.tickets.alike(HANA, draft)[0].id == "blanket"

    def test_who_is_shut_out_sees_nothing(self, asked: Curation) -> None:
        with pytest.raises(NotAllowed):
            asked.tickets.groups(GONE, "gomi")
        with pytest.raises(NotAllowed):
            asked.tickets.near(GONE, "gomi", REPAIR)
        with pytest.raises(NotAllowed):
            asked.tickets.closed(GONE, "gomi")


class TestAnotherWording:
    def test_every_question_of_the_group_reaches_the_entry(
        self, asked: Curation, ask: Ask, store: Store
    ) -> None:
        group = groups(asked)[0]
        settled = asked.settling.reword(HANA, "gomi", ids(group), "box", version=1)
        assert settled.entry is not None
        assert set(settled.entry.phrasings) == set(REMOVED)
        found = [ask(text) for text in REMOVED]
        assert [entry and entry.id for entry in found] == ["box"] * 3
        assert {(pair.text, pair.entry_id) for pair in store.judged_pairs("gomi")} == {
            (t, "box") for t in REMOVED
        }
        assert [each.label for each in groups(asked)] == [REPAIR]
        assert asked.tickets.near(HANA, "gomi", REMOVED[0])[0].reached

    def test_a_single_ticket_leaves_the_others(self, asked: Curation) -> None:
        group = groups(asked)[0]
        asked.settling.reword(HANA, "gomi", ids(group)[:1], "box", version=1)
        assert groups(asked)[0].count == 2

    def test_a_wording_that_is_there_is_not_added_twice(self, curation: Curation) -> None:
        ticket = curation.desk.give_up("gomi", "炒め鍋", audience=Audience.STAFF, channel="desk")
        settled = curation.settling.reword(HANA, "gomi", [ticket], "pan", version=1)
        assert settled.entry is not None
        assert settled.entry.phrasings == ("炒め鍋",)

    def test_somebody_wrote_the_entry_meanwhile(self, asked: Curation) -> None:
        with pytest.raises(StaleEntry):
            asked.settling.reword(HANA, "gomi", ids(groups(asked)[0]), "box", version=7)
        assert groups(asked)[0].count == 3

    def test_somebody_closed_the_tickets_meanwhile(self, asked: Curation) -> None:
        group = groups(asked)[0]
        asked.settling.dismiss(HANA, "gomi", ids(group), reason="道路課に案内")
        with pytest.raises(StaleEntry):
            asked.settling.reword(HANA, "gomi", ids(group), "box", version=1)


class TestNewEntry:
    def test_it_answers_at_once(self, asked: Curation, ask: Ask) -> None:
        group = groups(asked)[0]
        draft = replace(asked.tickets.draft(HANA, group), answer="保管所で返します。")
        settled = asked.settling.answer(HANA, ids(group), draft)
        found = ask(REMOVED[1])
        assert found is not None
        assert (found.answer, found == settled.entry) == ("保管所で返します。", True)

    def test_without_an_answer_it_is_not_kept(self, asked: Curation) -> None:
        group = groups(asked)[0]
        with pytest.raises(InvalidInput):
            asked.settling.answer(HANA, ids(group), asked.tickets.draft(HANA, group))
        assert groups(asked)[0].count == 3

    def test_what_is_known_not_to_be_known(self, asked: Curation, ask: Ask) -> None:
        group = groups(asked)[1]
        draft = replace(asked.tickets.draft(HANA, group), answer="修理は電器店に頼んでください。")
        settled = asked.settling.decline(HANA, ids(group), draft)
        assert settled.entry is not None
        assert settled.entry.kind is Kind.UNKNOWN
        reply = asked.desk.ask("gomi", REPAIR, audience=Audience.PUBLIC, channel="web")
        assert (reply.outcome, reply.known_unknown) == (Outcome.UNANSWERED, True)


class TestNoAnswer:
    def test_the_reason_is_kept(self, asked: Curation) -> None:
        asked.settling.dismiss(HANA, "gomi", ids(groups(asked)[0]), reason=" 道路課（内線 123）に案内 ")
        (settled,) = asked.tickets.closed(AGENT, "gomi")
        assert {(t.reason, t.decided_by) for t in settled.tickets} == {("道路課（内線 123）に案内", "hana")}

    def test_it_takes_a_reason(self, asked: Curation) -> None:
        with pytest.raises(InvalidInput):
            asked.settling.dismiss(HANA, "gomi", ids(groups(asked)[0]), reason=" ")


class TestUndo:
    def test_a_wording_is_taken_back(self, asked: Curation, ask: Ask, store: Store) -> None:
        group = groups(asked)[0]
        settled = asked.settling.reword(HANA, "gomi", ids(group), "box", version=1)
        asked.settling.undo(HANA, "gomi", settled.settlement)
        assert groups(asked)[0].tickets == group.tickets
        assert ask(REMOVED[0]) is None
        assert store.judged_pairs("gomi") == ()

    def test_a_new_entry_is_archived(self, asked: Curation, store: Store) -> None:
        group = groups(asked)[0]
        draft = replace(asked.tickets.draft(HANA, group), answer="保管所で返します。")
        settled = asked.settling.answer(HANA, ids(group), draft)
        asked.settling.undo(HANA, "gomi", settled.settlement)
        assert settled.entry is not None
        assert store.history("gomi", settled.entry.id)[-1].status is Status.ARCHIVED
        assert groups(asked)[0].count == 3

    def test_once_only(self, asked: Curation) -> None:
        settled = asked.settling.dismiss(HANA, "gomi", ids(groups(asked)[0]), reason="県の仕事")
        asked.settling.undo(HANA, "gomi", settled.settlement)
        for name in (settled.settlement, "999", "", "x"):
            with pytest.raises(NotFound):
                asked.settling.undo(HANA, "gomi", name)


class TestRights:
    """An agent, another department and who is shut out are refused at each door; nothing has changed after."""

    @pytest.mark.parametrize("account", [AGENT, KAWA, GONE])
    def test_no_door_opens(self, asked: Curation, store: Store, account: Account) -> None:
        group = groups(asked)[0]
        draft = replace(asked.tickets.draft(HANA, group), answer="こたえ")
        doors: tuple[Callable[[], object], ...] = (
            lambda: asked.settling.reword(account, "gomi", ids(group), "box", version=1),
            lambda: asked.settling.answer(account, ids(group), draft),
            lambda: asked.settling.decline(account, ids(group), draft),
            lambda: asked.settling.dismiss(account, "gomi", ids(group), reason="道路課に案内"),
        )
        for door in doors:
            with pytest.raises(NotAllowed):
                door()
        assert (groups(asked)[0], len(store.entries("gomi"))) == (group, 5)

    @pytest.mark.parametrize("account", [AGENT, KAWA, GONE])
    def test_nobody_else_undoes(self, asked: Curation, account: Account) -> None:
        bicycles, repair = groups(asked)
        settled = (
            asked.settling.reword(HANA, "gomi", ids(bicycles), "box", version=1),
            asked.settling.dismiss(HANA, "gomi", ids(repair), reason="電器店に案内"),
        )
        for each in settled:
            with pytest.raises(NotAllowed):
                asked.settling.undo(account, "gomi", each.settlement)
        assert groups(asked) == ()

    def test_an_administrator_may(self, asked: Curation) -> None:
        settled = asked.settling.reword(ROOT, "gomi", ids(groups(asked)[0]), "box", version=1)
        asked.settling.undo(ROOT, "gomi", settled.settlement)
        assert groups(asked)[0].count == 3


class TestSecondPerson:
    def test_tickets_wait_for_whoever_approves(self, asked: Curation, store: Store, clock: Clock) -> None:
        store.set_four_eyes("ごみ課", on=True, now=clock(), by="root")
        group = groups(asked)[0]
        settled = asked.settling.reword(HANA, "gomi", ids(group), "box", version=1)
        assert settled.awaits
        assert groups(asked)[0].count == 3
        (request,) = store.approvals()
        store.approve(request.id, note="", now=clock(), by="mori", within=frozenset({"ごみ課"}))
        assert [each.label for each in groups(asked)] == [REPAIR]

    def test_it_is_marked_who_has_proposed_what(self, asked: Curation, store: Store, clock: Clock) -> None:
        store.set_four_eyes("ごみ課", on=True, now=clock(), by="root")
        bicycles, _ = groups(asked)
        asked.settling.reword(HANA, "gomi", ids(bicycles), "box", version=1)
        found = asked.tickets.awaited(AGENT, "gomi")
        assert set(found) == set(ids(bicycles))
        assert {(each.asked_by, each.question) for each in found.values()} == {("花田", "ダンボール")}
        assert asked.tickets.awaited(AGENT, "chat") == {}
        asked.approvals.decline(MORI, store.approvals()[0].id)
        assert asked.tickets.awaited(AGENT, "gomi") == {}

    @pytest.mark.parametrize("new", [False, True], ids=["a wording", "a new entry"])
    def test_one_alone_does_not_undo_what_two_have_decided(
        self, asked: Curation, ask: Ask, store: Store, clock: Clock, new: bool
    ) -> None:
        store.set_four_eyes("ごみ課", on=True, now=clock(), by="root")
        group = groups(asked)[0]
        if new:
            draft = replace(asked.tickets.draft(HANA, group), answer="保管所で返します。")
            settled = asked.settling.answer(HANA, ids(group), draft)
        else:
            settled = asked.settling.reword(HANA, "gomi", ids(group), "box", version=1)
        published = asked.approvals.approve(MORI, store.approvals()[0].id)
        for account in (HANA, MORI, ROOT):
            assert asked.settling.undo(account, "gomi", settled.settlement).awaits
            with pytest.raises(NotAllowed, match="承認"):
                store.reopen(settled.settlement, vectors={}, now=clock(), by=account.name, within=None)
        assert ask(REMOVED[0]) == published
        assert [each.label for each in groups(asked)] == [REPAIR]
        assert set(asked.tickets.awaited(AGENT, "gomi")) == set(ids(group))
        own = next(each for each in store.approvals() if each.asked_by == "hana")
        for account in (HANA, KAWA, AGENT, GONE):
            with pytest.raises(NotAllowed):
                asked.approvals.approve(account, own.id)
        assert "の処理の取り消し" in asked.approvals.list(MORI)[0].led_by
        clock.now += timedelta(hours=1)
        asked.approvals.approve(MORI, own.id)
        assert ask(REMOVED[0]) is None
        assert groups(asked)[0].tickets == group.tickets
        assert store.judged_pairs("gomi") == ()
        assert asked.tickets.awaited(AGENT, "gomi") == {}
        assert [each.state for each in store.approvals(None)][-3:] == ["approved", "stale", "stale"]
        last = asked.history.list(HANA, "gomi", published.id)[0]
        assert (last.saved_by, last.approved_by) == ("花田", "森")

    def test_a_wrong_answer_is_stopped_at_once_all_the_same(
        self, asked: Curation, ask: Ask, store: Store, clock: Clock
    ) -> None:
        group = groups(asked)[0]
        draft = replace(asked.tickets.draft(HANA, group), answer="保管所で返します。")
        entry = asked.settling.answer(HANA, ids(group), draft).entry
        assert entry is not None
        store.set_four_eyes("ごみ課", on=True, now=clock(), by="root")
        assert asked.entries.archive(MORI, "gomi", entry.id, version=1).written
        assert ask(REMOVED[0]) is None

    def test_what_was_dismissed_comes_back_at_once(self, asked: Curation, store: Store, clock: Clock) -> None:
        store.set_four_eyes("ごみ課", on=True, now=clock(), by="root")
        group = groups(asked)[0]
        settled = asked.settling.dismiss(HANA, "gomi", ids(group), reason="県の仕事")
        assert not asked.settling.undo(HANA, "gomi", settled.settlement).awaits
        assert groups(asked)[0].count == 3
