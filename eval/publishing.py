"""From "publish" to live: one entry changes, and the next question finds its new text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from eval.clock import one_thread, seconds
from eval.fiction import fiction
from faqbot.app import make_analyzer
from faqbot.desk.live import LiveSearcher
from faqbot.search.index import Index
from faqbot.search.learned import Learned
from faqbot.search.searcher import Searcher
from faqbot.settings import Settings
from faqbot.store import open_store
from faqbot.types import Audience, Collection, Entry

TIMES = 7
_NOW = datetime(2026, 11, 20, tzinfo=UTC)


def next_index(index: Index, entries: Sequence[Entry], learned: Learned | None) -> float:
    """Milliseconds to the first answer of an index in which one entry is new, made from the last one; the median."""

    def ask(number: int) -> None:
        changed = _changed(entries[number], number)
        following = [*entries[:number], changed, *entries[number + 1 :]]
        made = Index.build(following, index.analyzer, previous=index, learned=learned)
        Searcher(made).decide(changed.question)

    return 1000 * median(seconds(partial(ask, number))[0] for number in range(TIMES))


def live(size: int, learned: Learned | None) -> float:
    """Milliseconds from `publish` in a real store to the first answer with the new text; the median.

    It makes its own entries, to run in a process of its own: what another index keeps in memory is no part of it.
    """
    entries = fiction().entries(size)
    analyzer = make_analyzer(Settings())
    name = entries[0].collection
    with one_thread(), TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        try:
            store.save_collection(Collection(name=name, title=name, audience=Audience.PUBLIC, owner=""))
            store.save_entries(entries, now=_NOW, by="bench")
            searcher = LiveSearcher(store, analyzer, learned=lambda *_: learned)
            searcher.current().shelves[name].searcher.decide(entries[0].question)

            def publish(entry: Entry) -> None:
                store.publish(entry, now=_NOW, by="bench")
                hits = searcher.current().shelves[name].searcher.decide(entry.question).hits
                if hits[0].entry.answer != entry.answer:
                    raise RuntimeError(f"{entry.question!r} was published and is not live")

            changed = [_changed(entry, number) for number, entry in enumerate(entries[:TIMES])]
            return 1000 * median(seconds(partial(publish, entry))[0] for entry in changed)
        finally:
            store.close()


def _changed(entry: Entry, number: int) -> Entry:
    """Another name, nothing like it, and another sentence."""
    return replace(
        entry,
        question=f"{entry.question}の第{number}回臨時受付",
        answer=f"{entry.answer}\n受付は{number}日からです。",
    )
