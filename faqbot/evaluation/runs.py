"""A run: what a searcher finds for each query."""

from __future__ import annotations

from collections.abc import Mapping

from faqbot.search.searcher import Searcher

Run = Mapping[str, Mapping[str, float]]
DEPTH = 100


def run(searcher: Searcher, queries: Mapping[str, str], depth: int = DEPTH) -> Run:
    """Scores by query id and entry id, the best `depth` of each query."""
    return {
        name: {hit.entry.id: hit.score for hit in searcher.search(text, depth)}
        for name, text in queries.items()
    }
