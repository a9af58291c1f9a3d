"""What the bench measures with: made-up entries, other engines, clocks. Its times are no test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval import contest, peers, publishing
from eval.bench_page import Bench, Conditions, write
from eval.clock import Spread, each, spread
from eval.contest import Stage
from eval.fiction import Fiction, fiction
from eval.pipeline import Pipeline
from faqbot.search.index import Index
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry


@pytest.fixture(scope="module")
def story() -> Fiction:
    return fiction()


@pytest.fixture(scope="module")
def entries(story: Fiction) -> tuple[Entry, ...]:
    return story.entries(300)


@pytest.fixture(scope="module")
def index(entries: Sequence[Entry], analyzer: Analyzer) -> Index:
    return Index.build(entries, analyzer)


@pytest.fixture(scope="module")
def documents(index: Index) -> list[peers.Terms]:
    return [peers.words(document.terms) for document in index.documents]


@pytest.fixture(scope="module")
def asked(story: Fiction, entries: Sequence[Entry], analyzer: Analyzer) -> list[peers.Terms]:
    found = [peers.words(analyzer.analyze(question).terms) for question in story.questions(entries, 120)]
    return [terms for terms in found if terms]


def test_the_same_seed_tells_the_same_story(entries: Sequence[Entry]) -> None:
    again = fiction()
    assert again.entries(300) == entries
    assert again.questions(entries, 50) == again.questions(entries, 50)


def test_entries_and_questions_are_all_different(story: Fiction, entries: Sequence[Entry]) -> None:
    assert len({entry.id for entry in entries}) == len({entry.question for entry in entries}) == 300
    assert len(set(story.questions(entries, 500))) == 500


def test_entries_are_as_long_as_real_ones_and_words_grow_with_them(
    story: Fiction, analyzer: Analyzer
) -> None:
    lengths = [len(entry.answer) for entry in story.entries(300)]
    assert 80 < np.mean(lengths) < 400
    few, many = (
        Counter(w for e in story.entries(n) for w in analyzer.terms(e.question)) for n in (100, 1600)
    )
    assert 2 * len(few) < len(many) < 16 * len(few)


@pytest.mark.parametrize("name", peers.ENGINES)
def test_an_engine_finds_what_rank_bm25_finds(
    name: str, documents: Sequence[peers.Terms], asked: Sequence[peers.Terms]
) -> None:
    if absent := peers.missing(name):
        pytest.skip(f"{', '.join(absent)} is not installed (bench only)")
    engine, reference = peers.ENGINES[name](documents), peers.RankBm25(documents)
    same = peers.agreement(engine, reference, asked)
    assert same == 1 if name in ("faqbot", "rank_bm25") else same > 0.8


def test_stages_compare_every_installed_engine(
    documents: Sequence[peers.Terms], asked: Sequence[peers.Terms], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contest, "ASKED", 20)
    monkeypatch.setattr(contest, "WARM_UP", 5)
    monkeypatch.setattr(contest, "apart", lambda work, *arguments: 0.0)
    found = contest.stages(documents, asked, lambda step: None)
    assert [stage.engine for stage in found] == [name for name in peers.ENGINES if not peers.missing(name)]
    assert found[0].ratio == 1
    assert all(stage.asked.p50 <= stage.asked.p95 <= stage.asked.p99 for stage in found)


def test_what_is_published_is_live(
    index: Index, entries: Sequence[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "TIMES", 2)
    assert publishing.next_index(index, entries, None) > 0
    assert publishing.live(len(entries), None) > 0


def test_the_page_gets_its_tables_and_pictures(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the bench's pictures need matplotlib (development only)")
    page = tmp_path / "bench.md"
    page.write_text("before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n", encoding="utf-8")
    times = Spread(1.0, 2.0, 3.0)
    bench = Bench(
        (Pipeline(1800, False, times, 1.0, 50.0, 60.0, 99.0),),
        tuple(Stage(1800, name, times, 1.0, 0.1, 9.0, 1.0) for name in peers.ENGINES),
    )
    for _ in range(2):
        write(tmp_path, bench, Conditions("a machine", 3.0, "python -m eval.bench"))
    text = page.read_text("utf-8")
    assert text.startswith("before\n<!-- measured -->\n")
    assert text.endswith("<!-- /measured -->\nafter\n")
    assert text.count("| 1,800 | tantivy | 1.000 | 2.000 | 3.000 | 1.00 × | 0.10 | 9 | 100.0% |") == 1
    assert "Provisional" in text
    assert "old" not in text
    assert {path.name for path in (tmp_path / "images").iterdir()} == {"bench.png", "bench_peers.png"}


def test_one_busy_round_does_not_decide() -> None:
    calm, busy = [1.0] * 100, [50.0] * 100
    assert spread([calm, busy, calm]).p99 == 1.0
    assert len(each(str, ["a", "b"])) == 2
