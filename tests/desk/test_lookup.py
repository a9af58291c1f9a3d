"""Hits of several collections stand in one order."""

from __future__ import annotations

from faqbot.desk.lookup import merged
from faqbot.types import Answered, Decision, Hit, Unanswered
from tests.conftest import entry


def hits(collection: str, *scores: float) -> tuple[Hit, ...]:
    return tuple(Hit(entry(f"{collection}{n}", "問", collection=collection), s) for n, s in enumerate(scores))


def order(*decisions: Decision, limit: int = 10) -> list[str]:
    return [hit.entry.id for hit in merged(decisions, limit)]


def test_what_matches_better_stands_first() -> None:
    sure, other = Answered(hits("a", 3.0, 1.0), 0.9), Answered(hits("b", 2.0), 0.9)
    assert order(other, sure) == ["a0", "b0", "a1"]
    assert order(other, sure, limit=1) == ["a0"]


def test_a_collection_that_is_sure_goes_before_one_that_is_not() -> None:
    sure, unsure = Answered(hits("a", 2.0), 0.9), Unanswered(hits("b", 2.1), 0.05)
    assert order(unsure, sure) == ["a0", "b0"]


def test_a_collection_that_finds_nothing_adds_nothing() -> None:
    assert order(Unanswered((), 0.0), Answered(hits("a", 1.0), 0.5)) == ["a0"]
    assert order() == []
