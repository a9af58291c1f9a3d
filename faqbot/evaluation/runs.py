"""A run: what the shipped searcher finds for each query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analyzer
from faqbot.text.tokenizer import SudachiTokenizer
from faqbot.types import Entry

Run = Mapping[str, Mapping[str, float]]
DEPTH = 100


def run(entries: Sequence[Entry], queries: Mapping[str, str], depth: int = DEPTH) -> Run:
    """Scores by query id and entry id, the best `depth` of each query."""
    searcher = Searcher(Index.build(entries, Analyzer(SudachiTokenizer())))
    return {
        name: {hit.entry.id: hit.score for hit in searcher.search(text, depth)}
        for name, text in queries.items()
    }
