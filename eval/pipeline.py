"""The whole way from a question to its decision, as a resident has it: analysis, every view, fusion, confidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval import publishing
from eval.clock import Spread, Tell, apart, each, resident, seconds, spread
from faqbot.search.index import Index
from faqbot.search.learned import Learned
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry

ROUNDS, ASKED, WARM_UP = 5, 300, 100
QUESTIONS = WARM_UP + ROUNDS * ASKED
"""How many different questions `pipelines` asks."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Over `size` entries, with or without trained parts. Build in seconds, publishing in milliseconds, memory in MB."""

    size: int
    trained: bool
    asked: Spread
    build: float
    index: float
    """One entry changed: the next index from the last one, and its first answer."""
    live: float
    """The same through the store: from `publish` to the first answer with the new text."""
    memory: float


def pipelines(
    entries: Sequence[Entry],
    questions: Sequence[str],
    analyzer: Analyzer,
    learned: Learned | None,
    tell: Tell,
) -> tuple[tuple[Pipeline, ...], Index]:
    """Without trained parts, and with them if there are any; and the index without them."""
    live = {}
    for parts in (None, learned) if learned else (None,):
        tell("publishing through the store")
        live[parts is not None] = apart(publishing.live, len(entries), parts)
    tell("reading and indexing")
    analyzer.analyze(questions[0])
    before = resident()
    build, plain = seconds(lambda: Index.build(entries, analyzer))
    made: list[tuple[Learned | None, Index, float, float]] = [(None, plain, build, resident() - before)]
    if learned:
        tell("embedding")
        embed, index = seconds(lambda: Index.build(entries, analyzer, previous=plain, learned=learned))
        made.append((learned, index, build + embed, resident() - before))
    tell("asking")
    spreads = _in_turn([Searcher(index).decide for _, index, _, _ in made], questions)
    found = []
    for (parts, index, took, memory), asked in zip(made, spreads, strict=True):
        tell("publishing")
        following = publishing.next_index(index, entries, parts)
        trained = parts is not None
        found.append(Pipeline(len(entries), trained, asked, took, following, live[trained], memory))
    return tuple(found), plain


def _in_turn(asks: Sequence[Callable[[str], object]], questions: Sequence[str]) -> list[Spread]:
    """Each in every round, with questions of its own: what one has asked is in the analyzer's cache for the next."""
    for ask in asks:
        each(ask, questions[:WARM_UP])
    rounds: list[list[list[float]]] = [[] for _ in asks]
    for at in range(WARM_UP, QUESTIONS, ASKED):
        share = ASKED // len(asks)
        for place, ask in enumerate(asks):
            rounds[place].append(each(ask, questions[at + place * share : at + (place + 1) * share]))
    return [spread(times) for times in rounds]
