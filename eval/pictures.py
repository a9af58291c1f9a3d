"""The pictures of judged questions, as PNG: from what became of them to the curve, from the curve to the drawing."""

from __future__ import annotations

from collections.abc import Sequence

from eval import curves, plots
from eval.measures import ALL, measured
from eval.outcomes import Observed
from faqbot.search.decide import DEFAULT


def reliability(questions: Sequence[Observed]) -> bytes:
    """The reliability diagram (PNG)."""
    error = measured(questions)[ALL].get("calibration error", float("nan"))
    return plots.png(plots.reliability(curves.reliability(questions), error))


def thresholds(questions: Sequence[Observed]) -> bytes:
    """What each threshold would do (PNG)."""
    marks = {"suggest": DEFAULT.suggest_from, "answer": DEFAULT.answer_from}
    return plots.png(plots.thresholds(curves.sweep(questions), marks), height=4.6)


def confusion(questions: Sequence[Observed]) -> bytes:
    """Category taken for category (PNG), under the short names of the collection that was asked."""
    short = {category.name: category.short for category in questions[0].collection.categories}
    return plots.png(plots.confusion(curves.confusion(questions), short), width=5.6, height=6)
