"""Our own sets, and the searchers that users get, put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from faqbot.app import make_analyzer
from faqbot.corpus.collection import read_collection
from faqbot.corpus.reader import read_entries
from faqbot.evaluation.files import JudgedQuery, read_set
from faqbot.search.decide import calibration_for
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
COLLECTIONS: Mapping[str, str] = {
    "garbage": "garbage",
    "nothing": "garbage",
    "chat": "chat",
    "counter": "counter",
    "kiosk": "kiosk",
    "terminal": "terminal",
}
"""The collection that each set asks."""
HELD_OUT: Mapping[str, str] = {"fresh_garbage": "garbage", "fresh_nothing": "garbage"}
"""Sets that no weight or threshold is fitted to: the gate and the report ask them, `calibrate` does not."""


@dataclass(frozen=True, slots=True)
class Case:
    """One judged query and the searcher it is asked of."""

    set_name: str
    query: JudgedQuery
    searcher: Searcher


@cache
def searcher(collection: str) -> Searcher:
    """The searcher over a shipped corpus."""
    folder = ROOT / "corpus" / collection
    entries = read_entries(folder / "entries.csv", collection, department="").entries
    described = read_collection(folder)
    analyzer = make_analyzer(Settings()).narrowed(described.synonyms)
    return Searcher(Index.build(entries, analyzer), calibration=calibration_for(described.audience))


def cases(*names: str) -> Iterator[Case]:
    """The queries of the named sets (all of them without a name)."""
    for name in names or COLLECTIONS:
        for query in read_set(ROOT / "eval" / "sets" / name):
            yield Case(name, query, searcher({**COLLECTIONS, **HELD_OUT}[name]))
