"""A successor gets everything, and nothing that opens a door."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from faqbot.corpus.reader import read_entries
from faqbot.errors import InvalidInput
from faqbot.staff.audit import AuditSought, Deed
from faqbot.store.base import Store
from faqbot.store.tables import metadata
from faqbot.trust.handover import hand_over
from tests.contracts.identity import YAMADA, session
from tests.contracts.store import CITY, NOW, entry, turn


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    store.save_collection(CITY)
    store.add_account(YAMADA)
    store.begin_session(session("hidden"), began_before=NOW, seen_before=NOW)
    store.save_entries([entry("e1"), entry("e2", phrasings=("=1+1", "別の言い方"))], now=NOW, by="yamada")
    store.receive(turn("t1"))
    hand_over(store, tmp_path / "out")
    return tmp_path / "out"


def test_the_entries_come_in_again(store: Store, folder: Path) -> None:
    again = read_entries(folder / "collections" / "city" / "entries.csv", "city", department="市民課").entries
    stored = store.entries("city")
    assert [(e.id, e.question, e.answer, e.phrasings) for e in again] == [
        (e.id, e.question, e.answer, e.phrasings) for e in stored
    ]


def test_every_table_twice_and_the_page(folder: Path) -> None:
    told = (folder / "README.txt").read_text("utf-8-sig")
    doors = {"sessions", "attempts", "second_factors", "recovery_codes", "api_keys", "roots", "audit_head"}
    hidden = doors | {"readings", "needs"}  # made again of what is handed over
    for name in metadata.tables.keys() - hidden:
        rows = list(
            csv.DictReader((folder / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline=""))
        )
        lines = (folder / "tables" / f"{name}.jsonl").read_text("utf-8").splitlines()
        assert len(rows) == len(list(map(json.loads, lines)))
        assert f"\n{name}\t{len(rows)}\n" in told
    assert not any((folder / "tables" / f"{name}.csv").exists() for name in hidden)
    (row,) = csv.DictReader((folder / "tables" / "turns.csv").open(encoding="utf-8-sig", newline=""))
    assert row["text"] == turn().text


def test_nothing_opens_a_door(folder: Path) -> None:
    for file in (path for path in folder.rglob("*") if path.is_file()):
        text = file.read_text("utf-8")
        assert YAMADA.password_hash not in text
        assert '"hidden"' not in text
    assert folder.stat().st_mode & 0o077 == 0


def test_it_is_audited_and_never_written_over(store: Store, folder: Path) -> None:
    (record,) = store.audited(AuditSought(deed=Deed.EXPORTED, kind="everything"))
    assert record.thing == str(folder)
    with pytest.raises(InvalidInput, match="もうある"):
        hand_over(store, folder)
