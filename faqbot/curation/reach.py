"""Where does a question lead, and is that better than where it led before?"""

from __future__ import annotations

from collections.abc import Collection as Group
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from faqbot.desk.answer import distinct
from faqbot.types import Answered, Decision, Entry, Outcome, Suggested


@dataclass(frozen=True, slots=True)
class Reach:
    """What a question comes to. `shown` are the entries that can be picked, by id; of an answer, that one alone."""

    outcome: Outcome
    entry: Entry | None
    """The first hit; where nothing answers, the nearest miss."""
    shown: tuple[str, ...]
    confidence: float

    @classmethod
    def of(cls, decision: Decision) -> Reach:
        """What a decision means to whoever asked: several variants are asked about, and answer nothing yet."""
        first = decision.hits[0].entry if decision.hits else None
        match decision:
            case Answered(_, confidence, undecided) if undecided:
                return cls(Outcome.SUGGESTED, first, tuple(e.id for e in undecided), confidence)
            case Answered(_, confidence):
                return cls(Outcome.ANSWERED, first, (decision.entry.id,), confidence)
            case Suggested(hits, confidence):
                return cls(Outcome.SUGGESTED, first, tuple(h.entry.id for h in distinct(hits)), confidence)
            case _:
                return cls(Outcome.UNANSWERED, first, (), decision.confidence)

    def same(self, other: Reach) -> bool:
        """Whether both come to the same: the same answer, the same first candidate, or none."""
        return self.outcome is other.outcome and self.shown[:1] == other.shown[:1]


class Worth(IntEnum):
    """What a reach is worth to who asked, given what people said of the question before."""

    WRONG = 0
    NOTHING = 1
    OFFERED = 2
    RIGHT = 3


def worth(reach: Reach, right: Group[str], wrong: Group[str]) -> Worth:
    """`right` and `wrong` are the entries, by id, that people said do and do not answer it."""
    if any(entry_id in right for entry_id in reach.shown):
        return Worth.RIGHT if reach.outcome is Outcome.ANSWERED else Worth.OFFERED
    answered = reach.outcome is Outcome.ANSWERED
    return Worth.WRONG if answered and (right or reach.shown[0] in wrong) else Worth.NOTHING


class Verdict(StrEnum):
    """What became of a question. `DIFFERS`: it comes to something else, and nobody has said which of the two is right."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERS = "differs"
    SAME = "same"


def verdict(before: Reach, after: Reach, right: Group[str], wrong: Group[str]) -> Verdict:
    """Whether a question comes to something better, given the judgements on it (none: it can only differ)."""
    change = worth(after, right, wrong) - worth(before, right, wrong)
    if change and (right or wrong):
        return Verdict.BETTER if change > 0 else Verdict.WORSE
    return Verdict.SAME if before.same(after) else Verdict.DIFFERS
