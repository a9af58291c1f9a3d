"""The round trip through Excel and CSV: nothing is written that was not shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from faqbot.curation.curation import Curation
from faqbot.curation.files import Comparison
from faqbot.desk.desk import Desk
from faqbot.errors import CorpusError, InvalidInput, NotAllowed, NotFound, StaleEntry
from faqbot.staff.audit import AuditSought, Deed
from faqbot.store.base import Store
from tests.conftest import ITEMS, entry
from tests.curation.conftest import AGENT, GONE, HANA, KAWA, ROOT

PAN = ITEMS[1]


def compare(curation: Curation, text: str, name: str = "なおし.csv") -> Comparison:
    return curation.files.compare(HANA, "gomi", name, text.encode())


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_comes_out_goes_in_and_changes_nothing(
    curation: Curation, desk: Desk, form: Literal["xlsx", "csv"]
) -> None:
    odd = entry(
        "odd",
        "=1+1 は",
        "一行目\n二行目",
        phrasings=("言い方", "別の言い方"),
        valid_until=date(2027, 3, 31),
        fields={"版": "0012"},
    )
    desk.take_in("gomi", [odd])
    content = curation.files.export(HANA, "gomi", form)
    compared = curation.files.compare(HANA, "gomi", f"a.{form}", content)
    assert (compared.lines, compared.problems) == ((), ())
    assert (compared.unchanged, compared.absent) == (6, 0)
    with pytest.raises(InvalidInput):
        curation.files.take_in(HANA, compared)


def test_each_difference_is_shown_and_what_has_no_column_stays(curation: Curation, store: Store) -> None:
    compared = compare(
        curation,
        "ID,質問,答え\npan,フライパン,粗大ごみです。\numbrella,傘,不燃ごみです。\n,体重計,不燃ごみ。\n",
    )
    changed, new = compared.lines
    assert [(d.label, d.before, d.after) for d in changed.changes] == [
        ("答え", "不燃ごみです。", "粗大ごみです。")
    ]
    assert (new.line, new.before, new.after.department) == (4, None, "ごみ課")
    assert (compared.unchanged, compared.absent) == (1, 3)
    assert store.entries("gomi") == ITEMS
    saved = curation.files.take_in(HANA, compared)
    assert saved.written[0] == replace(PAN, answer="粗大ごみです。", version=2)
    assert saved.written[1].id == "n0001"
    assert curation.history.list(HANA, "gomi", "pan")[0].led_by == "ファイル「なおし.csv」から"


def test_other_departments_rows_are_refused_one_by_one_and_the_rest_goes_on(
    curation: Curation, desk: Desk, store: Store
) -> None:
    desk.take_in("gomi", [replace(PAN, department="情報課")])
    text = "ID,質問,答え,担当課\npan,フライパン,乗っ取り,ごみ課\nbox,ダンボール,資源です。,\numbrella,傘,不燃ごみです。,情報課\n"
    compared = compare(curation, text)
    assert [(line.after.id, bool(line.refused)) for line in compared.lines] == [
        ("pan", True),
        ("box", False),
        ("umbrella", True),
    ]
    assert "情報課" in compared.lines[0].refused
    assert [e.id for e in curation.files.take_in(HANA, compared).written] == ["box"]
    with pytest.raises(NotAllowed):
        curation.files.take_in(KAWA, compared)
    forged = replace(compared, lines=tuple(replace(line, refused="") for line in compared.lines))
    with pytest.raises(NotAllowed):
        curation.files.take_in(HANA, forged)
    assert {e.id: e.department for e in store.entries("gomi")}["umbrella"] == "ごみ課"


def test_an_entry_written_since_it_was_compared_stops_all(curation: Curation, store: Store) -> None:
    compared = compare(curation, "ID,質問,答え\npan,フライパン,粗大。\nbox,ダンボール,資源。\n")
    curation.entries.save(ROOT, replace(PAN, answer="資源です。"), publish=True)
    with pytest.raises(StaleEntry, match="根本さん"):
        curation.files.take_in(HANA, compared)
    assert {e.id: e.version for e in store.entries("gomi")}["box"] == 1


def test_lines_that_cannot_be_read_are_told_and_the_rest_goes_on(curation: Curation) -> None:
    compared = compare(
        curation, "ID,質問,答え,確認日\npan,フライパン,x,きのう\nbox,ダンボール,資源です。,2026/11/1\n"
    )
    assert [problem.line for problem in compared.problems] == [2]
    assert [line.after.checked_on for line in compared.lines] == [date(2026, 11, 1)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF", "保存しなおして"),
        ("a.xlsx", b"PK not a zip", "Excel"),
        ("a.csv", "ID,答え\npan,x\n".encode(), "質問"),
        ("a.csv", b"x" * 20_000_001, "大きすぎ"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(curation: Curation, name: str, content: bytes, said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        curation.files.compare(HANA, "gomi", name, content)


def test_files_are_for_curators(curation: Curation) -> None:
    compared = compare(curation, "ID,質問,答え\npan,フライパン,x\n")
    for account in (AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.files.export(account, "gomi")
        with pytest.raises(NotAllowed):
            curation.files.compare(account, "gomi", "a.csv", b"")
        with pytest.raises(NotAllowed):
            curation.files.take_in(account, compared)


def test_only_what_leaves_the_house_is_audited_as_an_export(curation: Curation, store: Store) -> None:
    def exports() -> list[str]:
        return [each.thing for each in store.audited(AuditSought(deed=Deed.EXPORTED))]

    compare(curation, "ID,質問,答え\npan,フライパン,x\n")
    assert exports() == []
    curation.files.export(HANA, "gomi")
    assert exports() == ["gomi"]
    with pytest.raises(NotFound):
        curation.files.compare(HANA, "none", "a.csv", b"")


def test_more_than_can_be_written_at_once_is_refused(curation: Curation, store: Store) -> None:
    compared = compare(curation, "ID,質問,答え\npan,フライパン,x\n")
    with pytest.raises(InvalidInput, match="20000 件まで"):
        curation.files.take_in(HANA, replace(compared, lines=compared.lines * 20_001))
    assert store.entries("gomi") == ITEMS
