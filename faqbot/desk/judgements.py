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
    judged = (Judged(text, _grades(said)) for text, said in _by_question(pairs).items())
    return [one for one in judged if one.grades]


def votes(pairs: Iterable[JudgedPair]) -> dict[str, dict[str, int]]:
    """By question and entry, how many more said that it answers than that it does not. Curators alone, where one has said so."""
    return {text: _net(_heard(said)) for text, said in _by_question(pairs).items()}


def _grades(said: list[JudgedPair]) -> dict[str, float]:
    heard = _heard(said)
    needed = 1 if heard[0].origin == CURATOR else AGREED
    return {entry_id: 1.0 for entry_id, net in _net(heard).items() if net >= needed}


def _heard(said: list[JudgedPair]) -> list[JudgedPair]:
    return [pair for pair in said if pair.origin == CURATOR] or said


def _net(heard: Iterable[JudgedPair]) -> dict[str, int]:
    net: dict[str, int] = defaultdict(int)
    for pair in heard:
        net[pair.entry_id] += 1 if pair.right else -1
    return dict(net)


def _by_question(pairs: Iterable[JudgedPair]) -> dict[str, list[JudgedPair]]:
    by_question: dict[str, list[JudgedPair]] = defaultdict(list)
    for pair in pairs:
        by_question[pair.text].append(pair)
    return by_question
