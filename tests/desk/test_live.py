"""What is published is live at once; when much has been, everything is weighted anew behind the askers' backs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from faqbot.desk.library import Shelf
from faqbot.desk.live import LiveSearcher
from faqbot.desk.readings import StoredReadings
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.store import open_store
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.types import Audience, Collection, Entry
from tests.conftest import Clock, entry

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ENTRIES = tuple(entry(f"e{n}", f"第{n}公園の利用申請", f"{n}番の窓口です。") for n in range(120))
NAME = ENTRIES[0].collection


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path)
    made.save_collection(Collection(name=NAME, title=NAME, audience=Audience.PUBLIC, owner=""))
    made.save_entries(ENTRIES, now=NOW, by="test")
    yield made
    made.close()


def publish(store: Store, number: int) -> Entry:
    stored = next(e for e in store.entries(NAME) if e.id == f"e{number}")
    changed = replace(stored, question=f"第{number}体育館の予約", answer=f"{number}番の電話です。")
    return store.publish(changed, now=NOW, by="test")


def first(shelf: Shelf, text: str) -> Entry:
    return shelf.searcher.search(text)[0].entry


class Gate:
    """Makes searchers; one over an index that is weighted anew, after the first, waits until it may."""

    def __init__(self) -> None:
        self.anew, self.may_go_on = Event(), Event()
        self.first = True

    def __call__(self, index: Index, audience: Audience) -> Searcher:
        if not index.stock.segments.since and not self.first:
            self.anew.set()
            self.may_go_on.wait()
        self.first = False
        return Searcher(index)


def test_nobody_waits_while_everything_is_weighted_anew(store: Store, analyzer: Analyzer) -> None:
    gate = Gate()
    live = LiveSearcher(store, analyzer, make_searcher=gate)
    live.current().shelves[NAME].warm()
    for number in range(4):
        changed = publish(store, number)
        assert first(live.current().shelves[NAME], changed.question) == changed
    assert gate.anew.wait(30)
    meanwhile = publish(store, 50)
    shelf = live.current().shelves[NAME]
    assert first(shelf, meanwhile.question) == meanwhile
    assert shelf.index.crowded
    gate.may_go_on.set()
    live.close()
    shelf = live.current().shelves[NAME]
    assert not shelf.index.crowded
    assert shelf.index.entries == store.snapshot().entries
    assert first(shelf, meanwhile.question) == meanwhile
    assert [shelf.index.entries[row].id for row in shelf.suggester.suggest("第50体")] == ["e50"]


def test_publishing_from_several_threads_loses_nothing(store: Store, analyzer: Analyzer) -> None:
    live = LiveSearcher(store, analyzer)
    live.current().shelves[NAME].warm()

    def work(number: int) -> None:
        changed = publish(store, number)
        assert first(live.current().shelves[NAME], changed.question) == changed

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(16)))
    live.close()
    shelf = live.current().shelves[NAME]
    assert not shelf.index.crowded
    assert shelf.index.entries == store.snapshot().entries
    anew = Searcher(Index.build(shelf.entries, analyzer))
    for number in range(16):
        asked = f"第{number}体育館の予約"
        assert first(shelf, asked) == anew.search(asked)[0].entry


def test_a_new_day_in_japan_brings_and_takes_entries_in_every_process(
    store: Store, tmp_path: Path, analyzer: Analyzer
) -> None:
    clock = Clock()
    clock.now = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)
    other = open_store(tmp_path)
    lives = [LiveSearcher(each, analyzer, clock=clock) for each in (store, other)]
    december = entry("d", "年末のごみ", valid_from=date(2026, 12, 1), valid_until=date(2026, 12, 31))
    store.save_entries([december], now=NOW, by="test")

    def found() -> list[str]:
        return [first(live.current().shelves[NAME], "年末のごみ").id for live in lives]

    assert "d" not in found()
    before = lives[0].current()
    assert lives[0].current() is before
    clock.now += timedelta(seconds=1)
    assert found() == ["d", "d"]
    clock.now = datetime(2026, 12, 31, 14, 59, 59, tzinfo=UTC)
    assert found() == ["d", "d"]
    clock.now += timedelta(seconds=1)
    assert "d" not in found()
    for live in lives:
        live.close()
    other.close()


def test_two_changes_between_two_questions_take_over_what_there_was(store: Store, analyzer: Analyzer) -> None:
    live = LiveSearcher(store, analyzer)
    before = live.current().shelves[NAME].index
    publish(store, 0)
    live.current()
    publish(store, 1)
    after = live.current().shelves[NAME].index
    live.close()
    assert after.stock.segments.whole is before.stock.segments.whole
    assert len(after.stock.segments.since) == 2


class Reader(Analyzer):
    """Counts the answers that it reads."""

    def __init__(self, analyzer: Analyzer) -> None:
        vars(self).update(vars(analyzer))
        self.answers = 0

    def terms(self, text: str) -> tuple[str, ...]:
        self.answers += bool(text)
        return super().terms(text)


def started(store: Store, analyzer: Analyzer) -> int:
    """How many answers a process reads that starts, finds the entries, and ends."""
    reader = Reader(analyzer)
    live = LiveSearcher(store, reader, kept=StoredReadings(store))
    shelf = live.current().shelves[NAME]
    assert first(shelf, "第77公園の利用申請") == shelf.entries[77]
    live.close()
    return reader.answers


def test_a_process_that_starts_again_reads_only_what_has_changed(store: Store, analyzer: Analyzer) -> None:
    assert started(store, analyzer) == 120
    assert started(store, analyzer) == 0
    publish(store, 3)
    assert started(store, analyzer) == 1
    for number in range(10, 20):
        publish(store, number)
    assert started(store, analyzer) == 11  # so many that what was read is kept anew
    assert started(store, analyzer) == 0


def test_what_was_kept_and_is_damaged_is_read_again(
    store: Store, analyzer: Analyzer, caplog: pytest.LogCaptureFixture
) -> None:
    started(store, analyzer)
    with store.write() as connection:  # type: ignore[attr-defined]
        connection.exec_driver_sql("UPDATE readings SET kept = x'00'")
    assert started(store, analyzer) == 120
    assert "damaged" in caplog.text
    assert started(store, analyzer) == 0
