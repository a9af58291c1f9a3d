"""Several collections in one list, for an agent who does not ask which system it is before typing."""

from __future__ import annotations

from collections.abc import Iterable

from faqbot.types import Decision, Hit


def merged(decisions: Iterable[Decision], limit: int) -> tuple[Hit, ...]:
    """The hits of several collections, best first.

    Scores compare within one collection only; the confidence in a collection's first hit compares between them. So each hit gets
    that confidence times its share of its first hit's score, 0 to 1.
    """
    hits = [
        Hit(hit.entry, decision.confidence * hit.score / first)
        for decision in decisions
        if decision.hits and (first := decision.hits[0].score) > 0
        for hit in decision.hits
    ]
    return tuple(sorted(hits, key=lambda hit: -hit.score)[:limit])
