"""What was read of entries comes back as it was; anything else is not used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from faqbot.desk.desk import Desk
from faqbot.search.document import read
from faqbot.search.readings import digest, document, readings, written
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from tests.conftest import entry


def test_every_entry_that_we_ship_comes_back_as_it_was_read(
    full_desk: Desk, full_store: Store, analyzer: Analyzer
) -> None:
    entries = full_store.snapshot().entries
    as_read = [read(each, analyzer) for each in entries[::7]]
    known = readings(written(as_read))
    assert as_read == [document(each, known[digest(each)]) for each in entries[::7]]


def test_sizes_without_an_end_and_texts_of_every_kind_come_back(analyzer: Analyzer) -> None:
    odd = entry(
        "odd", "30cm以上の\u2028「棒」\U0001f5d1", "45cmを超えるもの。", phrasings=("燃えないやつ", "")
    )
    as_read = read(odd, analyzer)
    assert as_read.names[0].measures
    assert as_read.names[1].denied
    known = readings(written([as_read]))
    assert document(odd, known[digest(odd)]) == as_read


@pytest.mark.parametrize("change", ["question", "reading", "condition", "category", "answer"])
def test_whatever_changes_is_read_again(change: str) -> None:
    before = entry("e", "傘", "不燃ごみです。")
    assert digest(before) == digest(replace(before, version=9))
    assert digest(before) != digest(replace(before, **{change: "ほか"}))
    assert digest(before) != digest(replace(before, phrasings=("ほか",)))


@pytest.mark.parametrize("damaged", [b"", b"nothing packed", written([])[:-3]])
def test_what_is_damaged_is_said_to_be(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        readings(damaged)
