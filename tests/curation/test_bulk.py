"""One change to many entries: all of them or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from faqbot.curation.bulk import Change
from faqbot.curation.curation import Curation
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotAllowed, StaleEntry
from faqbot.store.base import Store
from faqbot.types import Entry
from tests.conftest import ITEMS, Clock
from tests.curation.conftest import AGENT, GONE, HANA, KAWA, ROOT

PAN, UMBRELLA = ITEMS[1], ITEMS[2]
CHECKED = Change(checked_on=date(2026, 11, 20))


def stored(store: Store) -> dict[str, Entry]:
    return {entry.id: entry for entry in store.entries("gomi")}


def test_the_change_is_shown_and_made_in_one_revision(curation: Curation, store: Store) -> None:
    change = Change(category="資源", checked_on=date(2026, 11, 20))
    lines = curation.bulk.preview(HANA, [PAN, UMBRELLA], change)
    assert [(d.label, d.before, d.after) for d in lines[0].changes] == [
        ("分類", "不燃ごみ", "資源"),
        ("確認日", "2024-04-01", "2026-11-20"),
    ]
    before = store.revision()
    saved = curation.bulk.apply(HANA, [PAN, UMBRELLA], change)
    assert [entry.category for entry in saved.written] == ["資源", "資源"]
    assert store.revision() == before + 1


def test_one_that_is_not_ours_or_was_written_since_stops_all(
    curation: Curation, desk: Desk, store: Store
) -> None:
    desk.take_in("gomi", [replace(UMBRELLA, department="情報課")])
    theirs = stored(store)["umbrella"]
    assert [line.refused for line in curation.bulk.preview(HANA, [PAN, theirs], CHECKED)] == [False, True]
    with pytest.raises(NotAllowed, match="情報課"):
        curation.bulk.apply(HANA, [PAN, theirs], CHECKED)
    with pytest.raises(StaleEntry):
        curation.bulk.apply(ROOT, [PAN, UMBRELLA], CHECKED)
    assert stored(store)["pan"] == PAN
    assert len(curation.bulk.apply(ROOT, [PAN, theirs], CHECKED).written) == 2


def test_departments_are_set_by_administrators(curation: Curation, store: Store) -> None:
    given = Change(department="情報課")
    for account in (HANA, KAWA, AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.bulk.apply(account, [PAN], given)
    for account in (AGENT, GONE):
        with pytest.raises(NotAllowed):
            curation.bulk.apply(account, [PAN], CHECKED)
    with pytest.raises(NotAllowed):
        curation.bulk.preview(GONE, [PAN], given)
    curation.bulk.apply(ROOT, [PAN], given)
    assert stored(store)["pan"].department == "情報課"


def test_validity_is_set_and_taken_away(curation: Curation, store: Store, desk: Desk, clock: Clock) -> None:
    bounded = Change(valid_from=date(2026, 12, 1), valid_until=date(2026, 12, 31))
    curation.bulk.apply(HANA, [PAN], bounded)
    opened = curation.entries.get(HANA, "gomi", "pan").row
    assert not opened.live
    curation.bulk.apply(HANA, [opened.entry], Change(always=True))
    assert stored(store)["pan"] == replace(PAN, version=3)


@pytest.mark.parametrize(("entries", "change"), [([PAN], Change()), ([], CHECKED), ([PAN] * 1001, CHECKED)])
def test_what_changes_nothing_is_refused(curation: Curation, entries: list[Entry], change: Change) -> None:
    with pytest.raises(InvalidInput):
        curation.bulk.apply(HANA, entries, change)


def test_in_a_department_with_four_eyes_a_fresh_check_does_not_wait(curation: Curation) -> None:
    curation.departments.set_four_eyes(ROOT, "ごみ課", on=True)
    assert curation.bulk.apply(HANA, [PAN], CHECKED).written
    assert curation.bulk.apply(HANA, [UMBRELLA], Change(category="資源")).requested
