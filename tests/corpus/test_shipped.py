"""The corpora that the project ships: complete, sourced, and able to find themselves."""

from __future__ import annotations

import csv
import tomllib
import unicodedata

import pytest

from faqbot.corpus.collection import read_collection
from faqbot.corpus.reader import read_entries
from faqbot.corpus.writer import to_csv
from faqbot.desk.desk import Desk
from faqbot.types import Audience, Entry, Kind
from tests.conftest import CORPUS, SHARED

LEAST = {"garbage": 250, "chat": 80, "counter": 50, "kiosk": 50, "terminal": 50} | {"emergency": 12}


def shipped(name: str) -> tuple[Entry, ...]:
    reading = read_entries(CORPUS / name / "entries.csv", name, department="")
    assert reading.problems == ()
    return reading.entries


@pytest.mark.parametrize("name", LEAST)
def test_every_entry_is_complete(name: str) -> None:
    collection = read_collection(CORPUS / name)
    categories = {c.name for c in collection.categories}
    departments = {c.department for c in collection.contacts}
    entries = shipped(name)
    assert len(entries) >= LEAST[name]
    for entry in entries:
        assert entry.id
        assert entry.source_title, entry.id
        assert entry.checked_on, entry.id
        assert entry.department in departments, entry.id
        assert entry.category in categories, entry.id
    assert len({(e.question, e.condition) for e in entries}) == len(entries)
    assert {c.name for c in collection.categories} == {e.category for e in entries}


@pytest.mark.parametrize("name", LEAST)
def test_the_origin_is_told(name: str) -> None:
    source = tomllib.loads((CORPUS / name / "SOURCE.toml").read_text(encoding="utf-8"))
    assert {"origin", "licence", "collected_on", "note"} <= set(source)


@pytest.mark.parametrize("name", LEAST)
def test_the_file_is_as_export_writes_it(name: str) -> None:
    kept = (CORPUS / name / "entries.csv").read_bytes().decode("utf-8")
    assert to_csv(shipped(name)) == kept


def test_the_lists_of_synonyms_that_collections_name_are_there() -> None:
    lists = {path.stem for path in (CORPUS / "synonyms").glob("*.csv")}
    for name in LEAST:
        assert set(read_collection(CORPUS / name).synonyms or ()) <= lists


def test_only_garbage_and_emergencies_are_for_residents() -> None:
    audiences = {name: read_collection(CORPUS / name).audience for name in LEAST}
    assert audiences.pop("garbage") is audiences.pop("emergency") is Audience.PUBLIC
    assert set(audiences.values()) == {Audience.STAFF}


@pytest.mark.parametrize("name", LEAST)
def test_every_entry_finds_itself(full_desk: Desk, name: str) -> None:
    lost = [
        entry.id
        for entry in shipped(name)
        if entry.id
        not in {
            hit.entry.id
            for hit in full_desk.search(name, f"{entry.question} {entry.condition}", audience=Audience.STAFF)[
                :3
            ]
        }
    ]
    assert lost == []


# Where the facts disagree the newest wins (facts, §16): the items whose row in the table of items is the older one.
SUPERSEDED = {"ボタン電池", "リチウム一次電池", "充電式小型電池", "デジタル体温計", "デジタル血圧計"}


@pytest.mark.shared
def test_every_item_of_the_facts_is_in_the_corpus(full_desk: Desk) -> None:
    facts = SHARED / "facts" / "toyonaka_gomi_items.csv"
    with facts.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    missed = []
    for row in rows:
        hits = full_desk.search("garbage", row["item"], audience=Audience.PUBLIC)[:5]
        if "第三者" in row["note"] or row["item"] in SUPERSEDED:
            continue
        right = [h for h in hits if _agrees(h.entry, row["category"])]
        if not right:
            missed.append((row["item"], row["category"], [h.entry.question for h in hits[:3]]))
    assert len(rows) == 219
    assert missed == []


def _agrees(entry: Entry, category: str) -> bool:
    def fold(text: str) -> str:
        return unicodedata.normalize("NFKC", text)

    said = fold(entry.category)
    return said == fold(category) or entry.kind is Kind.UNKNOWN or fold(category)[:5] in fold(entry.answer)


def test_no_third_party_page_is_a_source() -> None:
    for entry in shipped("garbage"):
        host = entry.source_url.split("/")[2] if entry.source_url else "mykoho.jp"
        assert host.endswith((".toyonaka.osaka.jp", "mykoho.jp")), (entry.id, entry.source_url)
