"""Whether the first hit answers the question: its probability, from signals that do not depend on the collection's size.

The probability is logistic in the signals; the thresholds split it into the three outcomes. Both are fitted on judged
questions by `eval/calibrate.py`, whose last run is quoted above the numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from faqbot.types import Answered, Decision, Hit, Kind, Suggested, Unanswered


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the first hit, each 0 to 1.

    `sound`, `surface`, `terms`: cosine of its best name in each view. `covered`: the share of the question's sound (by
    rarity) that the entry's names account for; `contained`: the share of its best name's terms that the question has.
    `margin`: how far the next different answer is behind, of the first's score; `spread`: entropy of the first ten scores.
    `absent`: the share of the question's terms (by rarity) that the entry has nowhere; `rest`: how many those are, of four.
    `foreign`: the share that no entry of the collection has; `strange`: how many those are, of three. `intent`: the
    question wants something (see `text.intents`) that the entry does not speak of. `elsewhere`: it names a place that
    the entry does not.
    """

    sound: float = 0.0
    surface: float = 0.0
    terms: float = 0.0
    covered: float = 0.0
    contained: float = 0.0
    margin: float = 0.0
    spread: float = 0.0
    absent: float = 0.0
    rest: float = 0.0
    foreign: float = 0.0
    strange: float = 0.0
    intent: float = 0.0
    elsewhere: float = 0.0

    def vector(self) -> tuple[float, ...]:
        """The values in the order of the fields."""
        return tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the signals (logits, in the order of the fields of `Signals`), and the thresholds on the probability."""

    bias: float
    weights: tuple[float, ...]
    answer_from: float
    decline_from: float
    suggest_from: float

    def confidence(self, signals: Signals) -> float:
        """The probability, 0 to 1, that the first hit is right."""
        values = zip(self.weights, signals.vector(), strict=True)
        logit = self.bias + sum(weight * value for weight, value in values)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


# `python -m eval.calibrate` on 2026-11-20, 1,723 questions: expected calibration error .030 (5-fold cross-validated). At .775,
# 66 % of the answerable are answered rightly at once and 1 % wrongly, 5 % of what nothing answers is answered; below .275 are
# 3 % of the answerable. `decline_from` is lower than `answer_from`: saying "not known, phone there" harms nobody.
DEFAULT = Calibration(
    bias=-1.765,
    weights=(
        *(-2.140, -1.054, -0.653, 6.445, 1.540, 2.257, 0.203),
        *(-1.451, 0.688, -4.036, 1.913, -1.642, -2.456),
    ),
    answer_from=0.775,
    decline_from=0.50,
    suggest_from=0.275,
)


def decide(hits: tuple[Hit, ...], signals: Signals, calibration: Calibration = DEFAULT) -> Decision:
    """Answered, suggested or unanswered. An entry that says "not known" is found like any other, and hands off."""
    if not hits:
        return Unanswered((), 0.0)
    confidence = calibration.confidence(signals)
    first = hits[0].entry
    if confidence < calibration.suggest_from:
        return Unanswered(hits, confidence)
    if first.kind is Kind.UNKNOWN and confidence >= calibration.decline_from:
        return Unanswered(hits, confidence, known_unknown=first)
    if first.kind is Kind.UNKNOWN or confidence < calibration.answer_from:
        return Suggested(hits, confidence)
    return Answered(hits, confidence)
