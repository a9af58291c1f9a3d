"""The gate's measures: a name, which way is better, and the share of which questions.

The ranking itself is measured by Success@k over judged questions (grade ≥ 1); the decision by what it did to three kinds
of question: those that an entry answers, those registered as not known, and those that nothing answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from eval import own
from eval.calibrate import calibration_error
from eval.outcomes import Expected, Observed
from faqbot.types import Outcome

ALL, HELD_OUT = "all", "held out"
"""The names under which the questions of several sets are measured together."""

Value = float | None
"""None where a set has no question of the kind that is measured."""


class Bound(StrEnum):
    """Which side a pinned number holds."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    SHOWN = "shown"
    """Printed and not pinned: the pinned ones leave it no room."""


@dataclass(frozen=True, slots=True)
class Measure:
    name: str
    bound: Bound
    of: Callable[[Sequence[Observed]], Value]


def grouped(seen: Sequence[Observed]) -> dict[str, tuple[Observed, ...]]:
    """The questions of each set, then of all together and of the held-out ones together."""
    sets = {o.case.set_name: () for o in seen}
    pools = {ALL: sets.keys(), HELD_OUT: sets.keys() & own.HELD_OUT.keys()}
    wanted = {
        **{name: {name} for name in sets},
        **{name: members for name, members in pools.items() if members},
    }
    return {name: tuple(o for o in seen if o.case.set_name in members) for name, members in wanted.items()}


def measured(seen: Sequence[Observed]) -> dict[str, dict[str, float]]:
    """Every measure of each of these groups, by group and measure, to four places."""
    return {name: _of(questions) for name, questions in grouped(seen).items()}


def _of(questions: Sequence[Observed]) -> dict[str, float]:
    found = {measure.name: measure.of(questions) for measure in MEASURES}
    return {name: round(value, 4) for name, value in found.items() if value is not None}


def _share(rows: Iterable[bool]) -> Value:
    counted = list(rows)
    return sum(counted) / len(counted) if counted else None


def _success(k: int) -> Callable[[Sequence[Observed]], Value]:
    return lambda seen: _share(0 < o.rank <= k for o in seen if o.case.query.grades)


def _outcome(
    expected: Expected, outcome: Outcome, *, right: bool | None = None
) -> Callable[[Sequence[Observed]], Value]:
    return lambda seen: _share(
        o.outcome is outcome and right in (None, o.right) for o in seen if o.expected is expected
    )


def _shown(seen: Sequence[Observed]) -> Value:
    return _share(o.shown for o in seen if o.case.query.grades)


def _category(seen: Sequence[Observed]) -> Value:
    """Residents put a thing out by its category: the wrong entry of the right one still sends them to the right heap."""
    return _share(
        o.first is not None and o.first.category in {e.category for e in o.wanted}
        for o in seen
        if o.wanted and o.wanted[0].collection == "garbage"
    )


def _calibration(seen: Sequence[Observed]) -> Value:
    """Expected calibration error (Guo et al., ICML 2017). Not of a set without answers: its base rate is not that of use."""
    if all(o.expected is Expected.NOTHING for o in seen):
        return None
    confidence = np.array([o.decision.confidence for o in seen])
    return calibration_error(confidence, np.array([o.right for o in seen]))


MEASURES = (
    Measure("right entry first", Bound.AT_LEAST, _success(1)),
    Measure("right entry in first 3", Bound.AT_LEAST, _success(3)),
    Measure("right entry on the screen", Bound.AT_LEAST, _shown),
    Measure("right category first", Bound.AT_LEAST, _category),
    Measure("answered, rightly", Bound.AT_LEAST, _outcome(Expected.ANSWER, Outcome.ANSWERED, right=True)),
    Measure("answered, wrongly", Bound.AT_MOST, _outcome(Expected.ANSWER, Outcome.ANSWERED, right=False)),
    Measure("suggested", Bound.SHOWN, _outcome(Expected.ANSWER, Outcome.SUGGESTED)),
    Measure("left unanswered", Bound.AT_MOST, _outcome(Expected.ANSWER, Outcome.UNANSWERED)),
    Measure("not known, answered", Bound.AT_MOST, _outcome(Expected.NOT_KNOWN, Outcome.ANSWERED)),
    Measure("out of scope, answered", Bound.AT_MOST, _outcome(Expected.NOTHING, Outcome.ANSWERED)),
    Measure("calibration error", Bound.AT_MOST, _calibration),
)
BY_NAME: Mapping[str, Measure] = {measure.name: measure for measure in MEASURES}
