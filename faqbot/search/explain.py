"""Why an entry stands where it does, for people: each retriever's share and the features behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from faqbot.search.base import Query, Reason, Retriever
from faqbot.search.fusion import View


@dataclass(frozen=True, slots=True)
class Share:
    """One retriever's part: its score for the entry, its best score for the query, and what it put into the sum."""

    retriever: str
    score: float
    best: float
    added: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """`total` is the fused score, the sum of the shares' `added`; shares come largest first."""

    total: float
    shares: tuple[Share, ...]


def explain(
    row: int, query: Query, retrievers: Iterable[Retriever], views: Mapping[str, View]
) -> Explanation:
    """Take one entry's fused score apart."""
    shares = sorted(
        (_share(row, query, r, views[r.name]) for r in retrievers if r.name in views),
        key=lambda share: -share.added,
    )
    return Explanation(sum(share.added for share in shares), tuple(shares))


def _share(row: int, query: Query, retriever: Retriever, view: View) -> Share:
    scores = retriever.scores(query)
    best = float(scores.max(initial=0.0))
    score = float(scores[row])
    added = float(view.share(scores)[row])
    return Share(retriever.name, score, best, added, retriever.reasons(query, row))
