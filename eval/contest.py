"""Our BM25 and others', asked the same in turn: round by round, so that a busy moment of the machine falls on all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from eval.clock import Spread, Tell, apart, each, resident, seconds, spread
from eval.peers import ENGINES, Engine, RankBm25, Terms, agreement, missing

ASKED, WARM_UP = 300, 50
_BUDGET = 3_000.0
"""Milliseconds that one engine may take in a round; a slow one is asked fewer questions."""
_COMPARED = 100
Times = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Stage:
    """One engine over the terms of `size` entries. Build in seconds, memory in MB."""

    size: int
    engine: str
    asked: Spread
    ratio: float
    """How many times our median, over the same questions in the same round."""
    build: float
    memory: float
    agreement: float
    """The share of its ten best that rank_bm25 has too."""


def stages(documents: Sequence[Terms], asked: Sequence[Terms], tell: Tell) -> tuple[Stage, ...]:
    """Every engine that is installed, over the same documents and questions."""
    built: dict[str, Engine] = {}
    build: dict[str, float] = {}
    for name in (name for name in ENGINES if not missing(name)):
        tell(f"indexing with {name}")
        _small(name, documents)
        build[name], built[name] = seconds(partial(ENGINES[name], documents))
    tell("asking everyone")
    times = _rounds(built, asked)
    reference = built["rank_bm25"]
    assert isinstance(reference, RankBm25)
    found = []
    for name, engine in built.items():
        tell(f"memory of {name}")
        memory = apart(growth, name, documents)
        same = agreement(engine, reference, asked[:_COMPARED])
        ratio = _ratio(times[name], times["faqbot"])
        found.append(Stage(len(documents), name, spread(times[name]), ratio, build[name], memory, same))
    return tuple(found)


def growth(engine: str, documents: Sequence[Terms]) -> float:
    """MB that an engine's index takes, its libraries already loaded. Meant for a process of its own."""
    _small(engine, documents)
    before = resident()
    made = ENGINES[engine](documents)
    grown = resident() - before
    made.ask(documents[0][:1])
    return grown


def _small(engine: str, documents: Sequence[Terms]) -> None:
    """Loads and compiles what an engine needs."""
    ENGINES[engine](documents[:100]).ask(documents[0])


def _rounds(engines: Mapping[str, Engine], asked: Sequence[Terms]) -> Mapping[str, list[list[float]]]:
    counts = {name: _affordable(engine, asked) for name, engine in engines.items()}
    times: dict[str, list[list[float]]] = {name: [] for name in engines}
    for at in range(WARM_UP, len(asked) - ASKED + 1, ASKED):
        for name, engine in engines.items():
            times[name].append(each(engine.ask, asked[at : at + counts[name]]))
    return times


def _affordable(engine: Engine, asked: Sequence[Terms]) -> int:
    """How many questions of a round an engine is asked; it is warm after this."""
    slowest = float(np.mean(each(engine.ask, asked[:5])))
    count = max(10, min(ASKED, int(_BUDGET / slowest)))
    each(engine.ask, asked[: min(count, WARM_UP)])
    return count


def _ratio(times: Times, ours: Times) -> float:
    """The median over rounds, each over the questions that both were asked."""
    pairs = zip(times, ours, strict=True)
    return float(np.median([np.median(theirs) / np.median(our[: len(theirs)]) for theirs, our in pairs]))
