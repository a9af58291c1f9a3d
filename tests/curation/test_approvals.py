"""Other departments' wishes, and the second person's yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotAllowed, NotFound, StaleEntry
from faqbot.store.base import Store
from faqbot.types import Audience, Entry, Proposal, ProposalKind, Status
from tests.conftest import Clock, entry
from tests.curation.conftest import AGENT, GONE, HANA, KAWA, MORI, ROOT

Ask = Callable[[str], Entry | None]
PAN = entry("pan", "フライパン", "不燃ごみです。", category="不燃ごみ", phrasings=("炒め鍋",))
WISHED = replace(PAN, answer="粗大ごみです。", category="可燃ごみ", phrasings=("炒め鍋", "鉄鍋"))


def test_another_department_wishes_and_the_owner_decides(curation: Curation, ask: Ask) -> None:
    curation.proposals.suggest(KAWA, WISHED, "電話 090-1234-5678 の方から、市民の質問が多いため")
    (seen,) = curation.proposals.list(HANA, department="ごみ課")
    assert (seen.said_by, seen.mine, seen.merged.conflicts) == ("川口", True, ())
    assert seen.proposal.kind is ProposalKind.SUGGESTED
    assert "090" not in seen.proposal.note
    assert {change.label for change in seen.changes} == {"答え", "分類", "言い換え"}
    assert ask("フライパン") == PAN
    for account in (KAWA, AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.proposals.accept(account, seen.proposal.id)
        with pytest.raises(NotAllowed):
            curation.proposals.reject(account, seen.proposal.id)
    (written,) = curation.proposals.accept(HANA, seen.proposal.id).written
    assert written == ask("フライパン") == replace(WISHED, version=2)
    assert curation.history.list(HANA, "gomi", "pan")[0].led_by == "ほかの課からの提案から"
    assert curation.proposals.list(HANA) == ()
    with pytest.raises(StaleEntry):
        curation.proposals.accept(HANA, seen.proposal.id)


def test_what_the_owner_changed_meanwhile_stays_and_a_clash_is_shown(curation: Curation) -> None:
    wish = curation.proposals.suggest(KAWA, WISHED, "理由")
    curation.entries.save(HANA, replace(PAN, answer="資源です。", reading="ふらいぱん"), publish=True)
    (seen,) = curation.proposals.list(MORI)
    assert seen.merged.conflicts == ("answer",)
    assert seen.merged.entry is not None
    assert seen.merged.entry.reading == "ふらいぱん"
    reworded = replace(seen.merged.entry, answer="大きさで変わります。")
    (written,) = curation.proposals.accept(MORI, wish.id, reworded).written
    assert (written.answer, written.phrasings) == ("大きさで変わります。", ("炒め鍋", "鉄鍋"))
    with pytest.raises(StaleEntry):
        curation.proposals.reject(MORI, wish.id)


def test_a_new_entry_and_a_taking_back_can_be_wished(curation: Curation, ask: Ask) -> None:
    new = curation.proposals.suggest(AGENT, entry("", "体重計", "不燃ごみです。", version=0), "よく聞かれる")
    gone = curation.proposals.suggest(KAWA, replace(PAN, status=Status.ARCHIVED), "もう受け付けません")
    for wish in (new, gone):
        assert curation.proposals.accept(HANA, wish.id).written
    assert ask("体重計") is not None
    assert ask("フライパン") != PAN


def test_a_wish_needs_a_reason_and_a_change(curation: Curation) -> None:
    for wished, why, said in (
        (WISHED, " ", "理由"),
        (WISHED, "長" * 1001, "理由"),
        (PAN, "理由", "変わっていません"),
        (replace(WISHED, answer=""), "理由", "「答え」が空"),
    ):
        with pytest.raises(InvalidInput, match=said):
            curation.proposals.suggest(KAWA, wished, why)
    with pytest.raises(NotAllowed):
        curation.proposals.suggest(GONE, WISHED, "理由")


def test_who_wishes_again_replaces_what_they_wished(curation: Curation) -> None:
    curation.proposals.suggest(KAWA, WISHED, "一")
    curation.proposals.suggest(AGENT, WISHED, "二")
    curation.proposals.suggest(KAWA, WISHED, "三")
    assert [each.proposal.note for each in curation.proposals.list(HANA)] == ["二", "三"]


def test_a_proposal_belongs_to_whoever_owns_the_entry_now(curation: Curation) -> None:
    wish = curation.proposals.suggest(KAWA, WISHED, "理由")
    curation.entries.save(ROOT, replace(PAN, department="情報課"), publish=True)
    assert curation.proposals.list(HANA, department="ごみ課") == ()
    assert curation.proposals.list(KAWA, department="情報課")[0].mine
    with pytest.raises(NotAllowed):
        curation.proposals.reject(HANA, wish.id)
    assert curation.proposals.accept(KAWA, wish.id).written


def test_a_page_that_a_crawl_asks_about_is_settled_by_its_department(
    curation: Curation, desk: Desk, clock: Clock
) -> None:
    page = Proposal(
        source="mihon",
        collection="gomi",
        department="ごみ課",
        kind=ProposalKind.SUSPICIOUS,
        url="https://city.example.jp/",
        found_at=clock(),
    )
    (kept,) = desk.proposals.propose([page]).waiting
    (seen,) = curation.proposals.list(HANA)
    assert (seen.said_by, seen.merged.entry) == ("サイトの巡回（mihon）", None)
    with pytest.raises(NotAllowed):
        curation.proposals.accept(KAWA, kept.id)
    assert curation.proposals.accept(HANA, kept.id).written == ()
    assert curation.proposals.list(HANA) == ()
    with pytest.raises(NotFound):
        curation.proposals.accept(HANA, "99")


def test_with_four_eyes_a_second_person_publishes(curation: Curation, ask: Ask) -> None:
    curation.departments.set_four_eyes(ROOT, "ごみ課", on=True)
    saved = curation.entries.save(HANA, WISHED, publish=True)
    assert (saved.written, saved.requested) == ((), (WISHED,))
    assert ask("フライパン") == PAN
    assert curation.entries.get(HANA, "gomi", "pan").requests[0].entry == WISHED
    (own,), (other,) = curation.approvals.list(HANA), curation.approvals.list(MORI)
    assert (own.asked_by, own.may_approve, own.may_decline) == ("花田", False, True)
    assert (other.may_approve, other.may_decline) == (True, True)
    assert {change.label for change in other.changes} == {"答え", "分類", "言い換え"}
    for account in (HANA, KAWA, AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.approvals.approve(account, own.request.id)
    for account in (KAWA, AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.approvals.decline(account, own.request.id)
    written = curation.approvals.approve(MORI, own.request.id, "確かめました")
    assert ask("フライパン") == written
    step = curation.history.list(HANA, "gomi", "pan")[0]
    assert (step.saved_by, step.approved_by) == ("花田", "森")
    (mine,) = curation.approvals.mine(HANA)
    assert (mine.state, mine.note) == ("approved", "確かめました")
    assert curation.approvals.mine(MORI) == ()


def test_the_ticket_waits_with_the_request(curation: Curation, desk: Desk, store: Store) -> None:
    curation.departments.set_four_eyes(ROOT, "ごみ課", on=True)
    desk.give_up("gomi", "鉄鍋", audience=Audience.STAFF, channel="desk")
    curation.entries.save(ROOT, WISHED, publish=True, resolves=store.tickets()[0].id)
    assert store.tickets()
    curation.approvals.approve(HANA, curation.approvals.list(HANA)[0].request.id)
    assert store.tickets() == ()
    assert "鉄鍋" in curation.history.list(HANA, "gomi", "pan")[0].led_by


def test_a_proposal_waits_with_the_request_too(curation: Curation) -> None:
    curation.departments.set_four_eyes(ROOT, "ごみ課", on=True)
    wish = curation.proposals.suggest(KAWA, WISHED, "理由")
    assert curation.proposals.accept(HANA, wish.id).requested
    assert curation.proposals.list(HANA)
    curation.approvals.approve(MORI, curation.approvals.list(MORI)[0].request.id)
    assert curation.proposals.list(HANA) == ()


def test_whoever_edits_in_between_makes_the_request_stale(curation: Curation) -> None:
    curation.departments.set_four_eyes(ROOT, "ごみ課", on=True)
    curation.entries.save(HANA, WISHED, publish=True)
    asked = curation.approvals.list(MORI)[0].request.id
    curation.entries.archive(MORI, "gomi", "pan", version=1)
    assert curation.approvals.list(MORI) == ()
    with pytest.raises(StaleEntry, match="もう一度依頼"):
        curation.approvals.approve(MORI, asked)
    assert curation.approvals.mine(HANA)[0].state == "stale"


def test_a_crawl_does_not_publish_past_the_second_person(
    curation: Curation, desk: Desk, clock: Clock
) -> None:
    curation.departments.set_four_eyes(ROOT, "ごみ課", on=True)
    new = entry("site-1", "体重計")
    crawled = Proposal(
        source="mihon",
        collection="gomi",
        department="ごみ課",
        kind=ProposalKind.NEW,
        url="",
        entry_id=new.id,
        said=new,
        found_at=clock(),
    )
    made = desk.proposals.propose([crawled], publish=True, by="scrape:mihon")
    assert (made.published, len(made.waiting)) == ((), 1)


def test_departments_are_those_that_own_or_work(curation: Curation) -> None:
    listed = {each.name: each for each in curation.departments.list(AGENT)}
    assert list(listed) == sorted(["ごみ課", "情報課", "総務課"])
    assert listed["ごみ課"].curators == ("花田", "森")
    assert not listed["ごみ課"].four_eyes
    for account in (HANA, AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.departments.set_four_eyes(account, "ごみ課", on=True)
    with pytest.raises(NotFound):
        curation.departments.set_four_eyes(ROOT, "ない課", on=True)
    curation.departments.set_four_eyes(ROOT, "ごみ課", on=True)
    assert {each.name for each in curation.departments.list(ROOT) if each.four_eyes} == {"ごみ課"}


def test_a_twin_that_came_meanwhile_is_not_approved(curation: Curation) -> None:
    curation.departments.set_four_eyes(ROOT, "ごみ課", on=True)
    new = entry("", "体重計", "不燃ごみです。", version=0)
    curation.entries.save(HANA, new, publish=True)
    curation.entries.save(MORI, replace(new, id="scale"), publish=False)
    asked = curation.approvals.list(MORI)[0].request.id
    with pytest.raises(InvalidInput, match="同じ質問の項目「scale」"):
        curation.approvals.approve(MORI, asked)
    curation.entries.archive(MORI, "gomi", "scale", version=1)
    assert curation.approvals.approve(MORI, asked).question == "体重計"
