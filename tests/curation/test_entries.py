"""The table of entries and one entry: found, saved, live at once, and nobody else's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from faqbot.curation.curation import Curation
from faqbot.curation.entries import Filter
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotAllowed, NotFound, StaleEntry
from faqbot.store.base import Store
from faqbot.types import Audience, Entry, Status
from tests.conftest import ITEMS, Clock, entry
from tests.curation.conftest import AGENT, GONE, HANA, KAWA, MORI, ROOT

Ask = Callable[[str], Entry | None]
NEW = entry("", "体重計", "「不燃ごみ」です。", version=0)


def ids(curation: Curation, **wanted: object) -> list[str]:
    page = curation.entries.list(HANA, Filter(collection="gomi", **wanted))  # type: ignore[arg-type]
    assert page.total == len(page.rows)
    return [row.entry.id for row in page.rows]


def test_the_table_says_who_wrote_what_and_whether_it_may_be_changed(curation: Curation) -> None:
    page = curation.entries.list(HANA, Filter(collection="gomi"), limit=2, offset=1)
    assert ([row.entry.id for row in page.rows], page.total) == (["pan", "umbrella"], 5)
    assert all(row.mine and row.live and row.saved_by == "ファイルの取りこみ" for row in page.rows)
    assert not any(row.mine for row in curation.entries.list(KAWA, Filter(collection="gomi")).rows)
    assert [c.name for c in curation.entries.collections(AGENT)] == ["gomi", "chat"]


def test_the_table_is_searched_by_our_own_engine_and_finds_drafts_too(curation: Curation) -> None:
    assert ids(curation, text="アンブレラを捨てたい 傘")[0] == "umbrella"
    assert ids(curation, text="炒め鍋", category="不燃ごみ")[0] == "pan"
    curation.entries.save(HANA, NEW, publish=False)
    assert ids(curation, text="体重")[0] == "n0001"
    assert ids(curation, status=Status.DRAFT) == ["n0001"]
    assert ids(curation, category="不燃ごみ") == ["pan", "umbrella"]
    assert ids(curation, department="情報課") == []


def test_a_new_entry_is_live_at_once_with_a_number_of_its_own(curation: Curation, ask: Ask) -> None:
    assert ask("体重計") is None
    (first,) = curation.entries.save(HANA, NEW, publish=True).written
    assert (first.id, first.version) == ("n0001", 1)
    assert ask("体重計") == first
    (second,) = curation.entries.save(HANA, replace(NEW, question="血圧計"), publish=True).written
    assert second.id == "n0002"


def test_a_draft_is_said_to_nobody_until_it_is_published(curation: Curation, ask: Ask) -> None:
    (draft,) = curation.entries.save(HANA, NEW, publish=False).written
    assert ask("体重計") is None
    curation.entries.save(HANA, draft, publish=True)
    assert ask("体重計") is not None


def test_what_is_saved_is_found_as_a_twin(curation: Curation) -> None:
    (saved,) = curation.entries.save(HANA, NEW, publish=True).written
    assert curation.entries.alike(HANA, replace(NEW, id="other")) == (saved,)
    assert curation.entries.alike(HANA, saved) == ()


def test_who_was_faster_is_told_with_the_time(curation: Curation) -> None:
    opened = curation.entries.get(MORI, "gomi", "pan").row.entry
    curation.entries.save(HANA, replace(opened, answer="花田の答え"), publish=True)
    with pytest.raises(StaleEntry, match="花田さんが 11月20日 12:00 に先に"):
        curation.entries.save(MORI, replace(opened, answer="森の答え"), publish=True)
    assert curation.entries.get(MORI, "gomi", "pan").row.entry.answer == "花田の答え"
    with pytest.raises(StaleEntry):
        curation.entries.save(MORI, replace(NEW, id="pan"), publish=True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"answer": " "}, "「答え」が空です"),
        ({"question": ""}, "「質問」が空です"),
        ({"department": ""}, "「担当課」が空です"),
        ({"answer": "\x07"}, "制御文字"),
        ({"phrasings": ("長" * 9000,)}, "長すぎます"),
        ({"source_url": "javascript:alert(1)"}, "http://"),
        ({"id": "a b"}, "使えない文字"),
        ({"fields": {"版": "\x00"}}, "「版」に使えない制御文字"),
        ({"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)}, "前です"),
        ({"question": "毛布"}, "同じ質問の項目「blanket」"),
    ],
)
def test_what_cannot_be_kept_is_told_in_a_sentence(
    curation: Curation, store: Store, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        curation.entries.save(ROOT, replace(NEW, **wrong), publish=True)  # type: ignore[arg-type]
    assert len(store.entries("gomi")) == len(ITEMS)


def test_variants_of_one_thing_ask_the_same(curation: Curation) -> None:
    for condition in ("電池あり", "電池なし"):
        curation.entries.save(HANA, replace(NEW, subject="体重計", condition=condition), publish=True)
    assert len(ids(curation)) == 7


def test_what_is_deleted_is_gone_for_people_and_stays_for_us(curation: Curation, ask: Ask) -> None:
    (archived,) = curation.entries.delete(HANA, "gomi", "umbrella", version=1).written
    assert ask("傘") is None
    assert ids(curation, status=Status.ARCHIVED) == ["umbrella"]
    with pytest.raises(StaleEntry):
        curation.entries.restore(HANA, "gomi", "umbrella", version=1)
    curation.entries.restore(HANA, "gomi", "umbrella", version=archived.version)
    assert ask("傘") is not None
    with pytest.raises(NotFound):
        curation.entries.archive(HANA, "gomi", "none", version=1)


def test_only_the_owner_writes(curation: Curation, store: Store) -> None:
    before = store.revision()
    pan = store.entries("gomi")[1]
    for account, said in ((AGENT, "編集者"), (GONE, "編集者"), (KAWA, "ごみ課")):
        for act in (
            lambda a: curation.entries.save(a, replace(pan, answer="x"), publish=True),
            lambda a: curation.entries.save(a, replace(pan, department="情報課"), publish=True),
            lambda a: curation.entries.save(a, NEW, publish=False),
            lambda a: curation.entries.archive(a, "gomi", "pan", version=1),
            lambda a: curation.entries.restore(a, "gomi", "pan", version=1),
            lambda a: curation.entries.delete(a, "gomi", "pan", version=1),
        ):
            with pytest.raises(NotAllowed, match=said):
                act(account)
    with pytest.raises(NotAllowed, match="情報課"):
        curation.entries.save(HANA, replace(pan, department="情報課"), publish=True)
    assert store.revision() == before
    assert curation.entries.save(ROOT, replace(pan, department="情報課"), publish=True).written


def test_a_ticket_is_resolved_by_what_is_saved(curation: Curation, desk: Desk, store: Store) -> None:
    desk.give_up("gomi", "体重計", audience=Audience.STAFF, channel="desk")
    (ticket,) = store.tickets()
    curation.entries.save(HANA, NEW, publish=True, resolves=ticket.id)
    assert store.tickets() == ()
    assert [pair.text for pair in store.judged_pairs("gomi")] == ["体重計"]


def test_what_was_checked_long_ago_is_due_most_viewed_first(
    curation: Curation, desk: Desk, clock: Clock, ask: Ask
) -> None:
    clock.now = datetime(2025, 4, 1, 3, 0, tzinfo=UTC)
    assert curation.entries.due(HANA, "gomi") == ()
    clock.now = datetime(2025, 4, 1, 15, 0, tzinfo=UTC)
    for _ in range(2):
        assert ask("傘")
    assert ask("毛布")
    pan = curation.entries.get(HANA, "gomi", "pan").row.entry
    curation.entries.save(HANA, replace(pan, checked_on=date(2025, 4, 2)), publish=True)
    curation.entries.archive(HANA, "gomi", "box", version=1)
    due = curation.entries.due(HANA, "gomi")
    assert [(row.entry.id, row.viewed) for row in due] == [("umbrella", 2), ("blanket", 1), ("tyre", 0)]
    assert ids(curation, due=True) == ["blanket", "umbrella", "box", "tyre"]
    desk.describe(replace(desk.collection("gomi", audience=Audience.STAFF), check_months=13))
    assert curation.entries.due(HANA, "gomi") == ()


def test_who_is_shut_out_sees_nothing(curation: Curation) -> None:
    for look in (
        lambda: curation.entries.collections(GONE),
        lambda: curation.entries.list(GONE, Filter(collection="gomi")),
        lambda: curation.entries.get(GONE, "gomi", "pan"),
        lambda: curation.entries.due(GONE, "gomi"),
        lambda: curation.entries.alike(GONE, NEW),
    ):
        with pytest.raises(NotAllowed):
            look()
