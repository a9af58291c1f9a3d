"""What is offered while somebody types, beside its definition: names that begin so, then names that contain it."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from faqbot.corpus.reader import read_entries
from faqbot.search.index import Index
from faqbot.search.suggest import Suggester
from faqbot.text.analyzer import Analyzer
from tests.conftest import ITEMS, ROOT, entry


def by_definition(index: Index, typed: str, limit: int) -> tuple[int, ...]:
    analysis = index.analyzer.analyze(typed)
    named = [(name, row) for row, document in enumerate(index.documents) for name in document.names]
    begin = [(len(n.sound), n.sound, row) for n, row in named if n.sound.startswith(analysis.sound)]
    contain = [(len(n.text), row) for n, row in named if analysis.text in n.text]
    rows = [*(found[-1] for found in sorted(begin) if analysis.sound), *(row for _, row in sorted(contain))]
    return tuple(dict.fromkeys(rows))[:limit]


@pytest.fixture(scope="module")
def index(analyzer: Analyzer) -> Index:
    entries = read_entries(ROOT / "corpus" / "garbage" / "entries.csv", "garbage", department="").entries
    edited = (
        entries[0],
        entry("futon", "木綿の布団", "粗大ごみです。", reading="もめんのふとん"),
        *entries[2:],
    )
    return Index.build(edited, analyzer, previous=Index.build(entries, analyzer))


def test_what_is_offered_is_what_begins_so_and_then_what_contains_it(index: Index) -> None:
    random = Random(20261120)
    names = [name.text for document in index.documents for name in document.names]
    pieces = [
        name[random.randrange(len(name)) :][: random.randint(1, 4)] for name in random.sample(names, 150)
    ]
    suggester = Suggester(index)
    for typed in ("の", "ー", "もめん", "木綿", "ふとん", *pieces):
        assert suggester.suggest(typed) == by_definition(index, typed, 8), typed


def test_a_text_over_the_end_of_a_name_is_in_neither(analyzer: Analyzer) -> None:
    index = Index.build(ITEMS, analyzer)
    names = sorted((name.text for document in index.documents for name in document.names), key=len)
    over = [one[-1] + other[0] for one, other in pairwise(names)]
    assert [Suggester(index).suggest(text) for text in over] == [by_definition(index, t, 8) for t in over]


def test_nothing_is_offered_for_nothing(index: Index) -> None:
    assert Suggester(index).suggest(" ") == ()
