"""What people's judgements add up to: the questions that a collection may learn from.

Nobody who presses a button can outvote a curator: where a curator has judged a question, only curators count. Without one,
residents must agree: contradictions cancel each other, and a single opinion is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from faqbot.search.teaching import Judged
from faqbot.types import JudgedPair

CURATOR = "curator"
AGREED = 2
"""Net votes from which residents' judgements count."""


def agreed(pairs: Iterable[JudgedPair]) -> list[Judged]:
    """By question, the entries that were found right."""
    by_question: dict[str, list[JudgedPair]] = defaultdict(list)
    for pair in pairs:
        by_question[pair.text].append(pair)
    judged = (Judged(text, _grades(said)) for text, said in by_question.items())
    return [one for one in judged if one.grades]


def _grades(said: list[JudgedPair]) -> dict[str, float]:
    curated = [pair for pair in said if pair.origin == CURATOR]
    votes: dict[str, int] = defaultdict(int)
    for pair in curated or said:
        votes[pair.entry_id] += 1 if pair.right else -1
    return {entry_id: 1.0 for entry_id, net in votes.items() if net >= (1 if curated else AGREED)}
