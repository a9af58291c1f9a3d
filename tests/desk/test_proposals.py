"""Proposals from crawls: what a person accepts is live, what a curator wrote stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faqbot.desk.desk import Desk
from faqbot.desk.proposals import merge
from faqbot.errors import InvalidInput, NotFound, StaleEntry
from faqbot.store.base import Store
from faqbot.types import Audience, Entry, Outcome, Proposal, ProposalKind, Status
from tests.conftest import Clock, entry

URL = "https://city.example.jp/gomi/1.html"
SITE = entry("site-1", "体重計", "「不燃ごみ」です。", category="不燃ごみ", source_url=URL)


def proposal(kind: ProposalKind = ProposalKind.NEW, said: Entry | None = SITE, **changes: object) -> Proposal:
    made = Proposal(
        source="mihon",
        collection="gomi",
        department="ごみ課",
        kind=kind,
        url=URL,
        entry_id="site-1",
        said=said,
        found_at=Clock()(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def changed(answer: str, **fields: object) -> Proposal:
    return proposal(ProposalKind.CHANGED, replace(SITE, answer=answer, **fields), base=SITE)  # type: ignore[arg-type]


def propose(desk: Desk, *proposals: Proposal) -> str:
    return desk.proposals.propose(proposals).waiting[0].id


def ask(desk: Desk, text: str) -> Entry | None:
    return desk.ask("gomi", text, audience=Audience.PUBLIC, channel="test").answer


def test_a_new_entry_is_live_once_a_person_has_accepted_it(desk: Desk, store: Store) -> None:
    waiting = propose(desk, proposal())
    assert ask(desk, "体重計") is None
    stored = desk.proposals.accept(waiting, by="hanako")
    assert stored is not None
    assert (stored.version, stored.status) == (1, Status.PUBLISHED)
    assert ask(desk, "体重計") == stored
    assert store.authors("gomi")["site-1"] == "hanako"
    assert desk.proposals.list() == ()


def test_what_is_accepted_is_found_as_a_twin(desk: Desk) -> None:
    desk.take_in("gomi", [entry("mine", "体重計")])
    assert desk.twins("gomi", "mine") == ()
    desk.proposals.accept(propose(desk, proposal()), by="hanako")
    assert [twin.id for twin in desk.twins("gomi", "mine")] == ["site-1"]


def test_what_a_curator_wrote_stays(desk: Desk) -> None:
    mine = replace(SITE, phrasings=("ヘルスメーター",), category="小型の金属", reading="たいじゅうけい")
    desk.take_in("gomi", [mine])
    stored = desk.proposals.accept(propose(desk, changed("「粗大ごみ」です。")), by="hanako")
    assert stored == replace(mine, answer="「粗大ごみ」です。", version=2)
    assert ask(desk, "ヘルスメーター") == stored


def test_a_conflict_is_shown_and_never_published_by_itself(desk: Desk) -> None:
    desk.take_in("gomi", [replace(SITE, answer="電池をぬいて「不燃ごみ」です。")])
    made = desk.proposals.propose([changed("「粗大ごみ」です。")], publish=True, by="scrape:mihon")
    (waiting,) = made.waiting
    assert made.published == ()
    preview = desk.proposals.preview(waiting.id)
    assert preview.conflicts == ("answer",)
    assert preview.entry is not None
    reworded = replace(preview.entry, answer="電池をぬいて「粗大ごみ」です。")
    stored = desk.proposals.accept(waiting.id, by="hanako", entry=reworded)
    assert stored is not None
    assert stored.answer == reworded.answer


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_what_a_curator_took_back_is_not_published_again(desk: Desk, status: Status) -> None:
    desk.take_in("gomi", [replace(SITE, status=status)])
    for made in (changed("「粗大ごみ」です。"), proposal()):
        assert desk.proposals.propose([made], publish=True, by="scrape:mihon").published == ()


def test_tables_may_be_published_at_once(desk: Desk, store: Store) -> None:
    before = desk.revision()
    new = [proposal(said=replace(SITE, id=f"s{n}", question=f"品{n}"), entry_id=f"s{n}") for n in range(3)]
    made = desk.proposals.propose(new, publish=True, by="scrape:mihon")
    assert [each.id for each in made.published] == ["s0", "s1", "s2"]
    assert desk.revision() == before + 1
    assert store.authors("gomi")["s1"] == "scrape:mihon"
    gone = desk.proposals.propose([proposal(ProposalKind.GONE, None, entry_id="s1")], publish=True)
    assert (gone.published, len(gone.waiting)) == ((), 1)
    assert ask(desk, "品1") is not None


def test_an_entry_that_has_gone_is_archived_and_comes_back(desk: Desk) -> None:
    desk.take_in("gomi", [SITE])
    desk.proposals.accept(propose(desk, proposal(ProposalKind.GONE, None, base=SITE)), by="hanako")
    assert ask(desk, "体重計") is None
    again = desk.proposals.accept(propose(desk, proposal()), by="hanako")
    assert again is not None
    assert ask(desk, "体重計") == again


def test_a_page_says_far_less_changes_no_entry(desk: Desk) -> None:
    waiting = propose(
        desk, proposal(ProposalKind.SUSPICIOUS, None, entry_id="", before="30 件", after="2 件")
    )
    before = desk.revision()
    assert desk.proposals.preview(waiting).entry is None
    assert desk.proposals.accept(waiting, by="hanako") is None
    assert desk.revision() == before


def test_two_people_do_not_overwrite_each_other(desk: Desk) -> None:
    desk.take_in("gomi", [SITE])
    waiting = propose(desk, changed("「粗大ごみ」です。"))
    seen = desk.proposals.preview(waiting).entry
    desk.take_in("gomi", [replace(SITE, answer="べつの人の答え")])
    with pytest.raises(StaleEntry):
        desk.proposals.accept(waiting, by="hanako", entry=seen)
    with pytest.raises(InvalidInput):
        desk.proposals.accept(waiting, by="hanako", entry=entry("blanket", "毛布"))
    desk.proposals.reject(waiting, by="hanako")
    with pytest.raises(StaleEntry):
        desk.proposals.accept(waiting, by="taro")
    with pytest.raises(NotFound):
        desk.proposals.accept("999", by="taro")
    assert desk.ask("gomi", "体重計", audience=Audience.PUBLIC, channel="t").outcome is Outcome.ANSWERED


def test_each_department_sees_its_own(desk: Desk) -> None:
    desk.proposals.propose([proposal(), proposal(entry_id="x", department="水道課")])
    assert [p.entry_id for p in desk.proposals.list(department="水道課")] == ["x"]
    assert len(desk.proposals.list(collection="gomi", source="mihon")) == 2


def test_the_merge_takes_over_only_what_the_site_changed() -> None:
    stored = replace(SITE, question="体重計（ヘルスメーター）", version=4)
    moved = replace(SITE, source_url="https://city.example.jp/new/1.html")
    merged = merge(proposal(ProposalKind.MOVED, moved, base=SITE), stored)
    assert merged.entry == replace(stored, source_url=moved.source_url)
    assert merged.conflicts == ()
    assert merge(proposal(ProposalKind.CHANGED, None), stored).entry is None
    assert merge(proposal(ProposalKind.GONE, None), None).entry is None
