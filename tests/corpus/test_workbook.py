"""A workbook read again gives the same entries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from faqbot.corpus.reader import read_entries
from faqbot.corpus.workbook import to_xlsx
from faqbot.types import Entry, Status
from tests.conftest import CORPUS, entry

ODD = (
    entry("formula", "=HYPERLINK(1)", "+81 から\n-1\n@x", phrasings=("0012", "1.0")),
    entry("draft", "下書き", "2026-11-21", status=Status.DRAFT, fields={"版": "007", "日": "2026/1/1"}),
)


def reread(tmp_path: Path, entries: tuple[Entry, ...], collection: str) -> tuple[Entry, ...]:
    path = tmp_path / "a.xlsx"
    path.write_bytes(to_xlsx(entries))
    reading = read_entries(path, collection, department="")
    assert reading.problems == ()
    return reading.entries


@pytest.mark.parametrize("name", sorted(path.parent.name for path in CORPUS.glob("*/entries.csv")))
def test_every_shipped_corpus_comes_back(tmp_path: Path, name: str) -> None:
    entries = read_entries(CORPUS / name / "entries.csv", name, department="課").entries
    assert reread(tmp_path, entries, name) == entries


def test_no_cell_is_reckoned_or_rounded(tmp_path: Path) -> None:
    assert reread(tmp_path, ODD, "gomi") == ODD


def test_what_excel_cannot_hold_is_left_out(tmp_path: Path) -> None:
    (back,) = reread(tmp_path, (replace(ODD[0], answer="ベル\x07"),), "gomi")
    assert back.answer == "ベル"
