"""Whether the first hit answers the question: its probability, from signals that do not depend on the collection's size.

The probability is logistic in the signals; the thresholds split it into the three outcomes. Both are fitted on judged
questions by `eval/calibrate.py`, whose last run is quoted above the numbers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from faqbot.types import Answered, Audience, Decision, Hit, Kind, Suggested, Unanswered


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
        """The values in the order of the fields, then the products of `TOGETHER`."""
        alone = (getattr(self, name) for name in self.__slots__)
        return *alone, *(getattr(self, one) * getattr(self, other) for one, other in TOGETHER)


# Chosen one by one among all pairs by cross-validated log loss, 2026-11-20: .368 without any, about .345 with these; on the
# held-out sets, which had no say, .491 and about .453.
TOGETHER = (
    ("surface", "contained"),
    ("covered", "strange"),
    ("contained", "margin"),
    ("sound", "strange"),
    ("rest", "foreign"),
    ("terms", "foreign"),
)
"""Pairs of signals that mean together what neither means alone: a word that nobody knows beside a name that fits."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights (logits) of the signals, in the order of the fields, and of `TOGETHER`; the thresholds on the probability."""

    bias: float
    weights: tuple[float, ...]
    answer_from: float
    decline_from: float
    suggest_from: float
    together: tuple[float, ...] = (0.0,) * len(TOGETHER)

    def confidence(self, signals: Signals) -> float:
        """The probability, 0 to 1, that the first hit is right."""
        values = zip((*self.weights, *self.together), signals.vector(), strict=True)
        logit = self.bias + sum(weight * value for weight, value in values)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


# `python -m eval.calibrate` on 2026-11-20, 1,723 questions: expected calibration error .015 (5-fold cross-validated). At .8,
# 70 % of the answerable are answered rightly at once and 1 % wrongly, 5 % of what nothing answers is answered; below .2 are
# 2.4 % of the answerable and 71 % of what nothing answers (.15: 1.4 and 64; .3: 3.9 and 75). `decline_from` is lower than
# `answer_from`: saying "not known, phone there" harms nobody.
DEFAULT = Calibration(
    bias=-5.798,
    weights=(
        *(-2.524, 3.331, -0.200, 6.652, 5.168, 7.726, 1.108),
        *(-1.180, 0.761, -1.469, 4.766, -1.612, -3.364),
    ),
    answer_from=0.8,
    decline_from=0.50,
    suggest_from=0.2,
    together=(-5.582, 8.136, -6.224, -3.337, -8.375, -8.950),
)


# An agent reads candidates in a second and knows what cannot be meant; who asks for oneself takes them for the answer. At .125,
# 1.1 % of the answerable are below.
STAFF = replace(DEFAULT, suggest_from=0.125)


def calibration_for(audience: Audience) -> Calibration:
    """The calibration for those who may read a collection."""
    return STAFF if audience is Audience.STAFF else DEFAULT


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
