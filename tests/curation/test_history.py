"""The history of an entry: who, when, what, why; compared, and gone back in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from faqbot.curation.curation import Curation
from faqbot.curation.differences import differences
from faqbot.curation.steps import told
from faqbot.desk.desk import Desk
from faqbot.errors import NotAllowed, NotFound, StaleEntry
from faqbot.schedule.hours import JST
from faqbot.staff.figures import Period
from faqbot.staff.versions import Recent
from faqbot.store.base import Store
from faqbot.types import Audience, Entry, Kind, Sentence, Status
from tests.conftest import Clock, entry
from tests.curation.conftest import AGENT, GONE, HANA, KAWA, MORI

PAN = entry("pan", "フライパン", "不燃ごみです。", category="不燃ごみ", phrasings=("炒め鍋",))


def test_each_version_says_who_when_what_and_why(
    curation: Curation, desk: Desk, store: Store, clock: Clock
) -> None:
    desk.give_up("gomi", "中華鍋", audience=Audience.STAFF, channel="desk")
    clock.now += timedelta(hours=1)
    worded = replace(PAN, phrasings=("炒め鍋", "中華鍋"))
    curation.entries.save(HANA, worded, publish=True, resolves=store.tickets()[0].id)
    reworded = replace(worded, answer="不燃ごみです。袋に入れます。", version=2)
    curation.entries.save(MORI, reworded, publish=True)
    third, second, first = curation.history.list(AGENT, "gomi", "pan")
    assert (first.saved_by, second.saved_by, third.saved_by) == ("ファイルの取りこみ", "花田", "森")
    assert second.saved_at == clock.now
    assert second.led_by == "答えられなかった質問「中華鍋」から"
    assert third.led_by == first.led_by == third.approved_by == ""
    (change,) = second.changes
    assert (change.label, change.before, change.after) == ("言い換え", "炒め鍋", "炒め鍋\n中華鍋")
    (change,) = third.changes
    assert change.sentences == (Sentence("kept", "不燃ごみです。"), Sentence("added", "袋に入れます。"))
    assert {each.label for each in first.changes} >= {"質問", "答え", "状態"}


def test_two_versions_are_compared(curation: Curation) -> None:
    for number, answer in ((1, "粗大ごみです。"), (2, "資源です。")):
        curation.entries.save(HANA, replace(PAN, answer=answer, version=number), publish=True)
    (change,) = curation.history.compare(KAWA, "gomi", "pan", 1, 3)
    assert (change.before, change.after) == ("不燃ごみです。", "資源です。")
    assert curation.history.compare(KAWA, "gomi", "pan", 2, 2) == ()
    with pytest.raises(NotFound, match="第9版"):
        curation.history.compare(KAWA, "gomi", "pan", 1, 9)


def test_going_back_is_a_new_version_and_can_be_undone(curation: Curation, desk: Desk) -> None:
    curation.entries.save(HANA, replace(PAN, answer="まちがい。"), publish=True)
    with pytest.raises(StaleEntry):
        curation.history.roll_back(MORI, "gomi", "pan", 1, version=1)
    (back,) = curation.history.roll_back(MORI, "gomi", "pan", 1, version=2).written
    assert back == replace(PAN, version=3)
    answered = desk.ask("gomi", "フライパン", audience=Audience.PUBLIC, channel="test").answer
    assert answered == back
    assert curation.history.list(MORI, "gomi", "pan")[0].led_by == "第1版に戻した"
    (again,) = curation.history.roll_back(MORI, "gomi", "pan", 2, version=3).written
    assert again.answer == "まちがい。"


def test_going_back_to_another_departments_version_needs_both(curation: Curation, desk: Desk) -> None:
    desk.take_in("gomi", [replace(PAN, department="情報課")])
    with pytest.raises(NotAllowed, match="ごみ課"):
        curation.history.roll_back(KAWA, "gomi", "pan", 1, version=2)
    for account in (HANA, AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.history.roll_back(account, "gomi", "pan", 2, version=2)


def test_what_there_is_not_has_no_history(curation: Curation) -> None:
    with pytest.raises(NotFound):
        curation.history.list(HANA, "gomi", "none")
    with pytest.raises(NotAllowed):
        curation.history.list(GONE, "gomi", "pan")


def test_differences_name_every_field_as_our_columns_do() -> None:
    after = replace(PAN, kind=Kind.UNKNOWN, status=Status.DRAFT, fields={"版": "2"}, version=9)
    assert [(d.field, d.label, d.before, d.after) for d in differences(PAN, after)] == [
        ("kind", "種類", "回答", "不明"),
        ("status", "状態", "公開", "下書き"),
        ("版", "版", "", "2"),
    ]


def test_what_was_changed_last_over_all_entries(
    curation: Curation, desk: Desk, store: Store, clock: Clock
) -> None:
    desk.give_up("gomi", "中華鍋", audience=Audience.STAFF, channel="desk")
    imported = len(curation.history.recent(AGENT).steps)
    clock.now += timedelta(days=1)
    worded = replace(PAN, phrasings=("炒め鍋", "中華鍋"))
    curation.entries.save(HANA, worded, publish=True, resolves=store.tickets()[0].id)
    curation.entries.archive(MORI, "gomi", "pan", version=2)
    taken, changed, *rest = curation.history.recent(AGENT).steps
    assert (taken.saved_by, taken.entry.id, taken.told) == ("森", "pan", "取り下げた")
    assert (changed.saved_by, changed.told) == ("花田", "言い換え「中華鍋」を加えた")
    assert changed.led_by == "答えられなかった質問「中華鍋」から"
    assert len(rest) == imported
    today = clock.now.astimezone(JST).date()
    for wanted, ids in (
        (Recent(by="mori"), [3]),
        (Recent(department="情報課"), []),
        (Recent(collection="gomi", period=Period(first=today, last=today)), [3, 2]),
    ):
        assert [step.entry.version for step in curation.history.recent(AGENT, wanted).steps] == ids
    assert curation.history.writers(AGENT) == {
        "hana": "花田",
        "import": "ファイルの取りこみ",
        "mori": "森",
    }
    with pytest.raises(NotAllowed):
        curation.history.recent(GONE)


def test_page_by_page(curation: Curation) -> None:
    every = curation.history.recent(HANA)
    assert every.older is None
    first = curation.history.recent(HANA, limit=2)
    rest = curation.history.recent(HANA, before=first.older, limit=len(every.steps) - 2)
    assert first.steps + rest.steps == every.steps
    assert rest.older is None


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (None, PAN, "新しく公開した"),
        (None, replace(PAN, status=Status.DRAFT), "下書きを作った"),
        (PAN, replace(PAN, category="資源"), "「分類」を「不燃ごみ」から「資源」に変えた"),
        (PAN, replace(PAN, category=""), "「分類」を消した"),
        (PAN, replace(PAN, reading="ふらいぱん"), "「よみ」を「ふらいぱん」にした"),
        (PAN, replace(PAN, answer="とても長い答えを書いて、袋に入れます。"), "「答え」を変えた"),
        (PAN, replace(PAN, answer="x", category="y"), "「答え」「分類」を変えた"),
        (
            PAN,
            replace(PAN, answer="x", category="y", reading="z", subject="w"),
            "「よみ」「対象」「答え」など 4 か所を変えた",
        ),
        (
            replace(PAN, status=Status.DRAFT),
            replace(PAN, answer="x", category="y"),
            "公開した。「答え」「分類」を変えた",
        ),
        (PAN, replace(PAN, phrasings=()), "「言い換え」を消した"),
        (PAN, replace(PAN, version=2), "内容はそのまま"),
    ],
)
def test_a_change_is_told_in_a_line(before: Entry | None, after: Entry, line: str) -> None:
    assert told(before, after, differences(before, after)) == line
