"""What became of each judged question, as its asker met it: the hits, the decision, and the candidates on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from eval.own import Case
from faqbot.desk.answer import reply
from faqbot.types import Collection, Decision, Entry, Kind, Outcome, Reply, Turn

_WHENEVER = datetime(2026, 1, 1, tzinfo=UTC)


class Expected(StrEnum):
    """What the judgements ask for: an answer, the entry that says "not known", or nothing at all."""

    ANSWER = "answer"
    NOT_KNOWN = "not known"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Observed:
    """One judged question and its decision. Right means grade ≥ 1."""

    case: Case
    decision: Decision
    reply: Reply
    expected: Expected

    @property
    def first(self) -> Entry | None:
        """The entry that came first, if anything matched."""
        return self.decision.hits[0].entry if self.decision.hits else None

    @property
    def rank(self) -> int:
        """Where the first right entry stands, from 1; 0 if it is not among the hits."""
        grades = self.case.query.grades
        ids = [hit.entry.id for hit in self.decision.hits]
        return next((place for place, name in enumerate(ids, 1) if grades.get(name, 0) >= 1), 0)

    @property
    def right(self) -> bool:
        """Whether the right entry came first."""
        return self.rank == 1

    @property
    def shown(self) -> bool:
        """Whether a person saw the right entry, as the answer or among the candidates."""
        return any(self.case.query.grades.get(hit.entry.id, 0) >= 1 for hit in self.reply.candidates)

    @property
    def outcome(self) -> Outcome:
        return self.reply.outcome

    @property
    def wanted(self) -> tuple[Entry, ...]:
        """The right entries, best grade first; those that the collection does not have (any more) are left out."""
        grades = self.case.query.grades
        known = {e.id: e for e in self.case.searcher.index.entries if grades.get(e.id, 0) >= 1}
        return tuple(sorted(known.values(), key=lambda e: -grades[e.id]))

    @property
    def stray(self) -> tuple[str, ...]:
        """Judged entries that the collection does not have."""
        known = {entry.id for entry in self.wanted}
        return tuple(name for name, grade in self.case.query.grades.items() if grade and name not in known)


def observe(cases: Iterable[Case], collections: Mapping[str, Collection]) -> tuple[Observed, ...]:
    """Ask every question. `collections` by the name of the set."""
    return tuple(_observe(case, collections[case.set_name]) for case in cases)


def _observe(case: Case, collection: Collection) -> Observed:
    decision = case.searcher.decide(case.query.text)
    turn = Turn(
        id=case.query.id,
        received_at=_WHENEVER,
        collection=collection.name,
        channel="eval",
        text=case.query.text,
    )
    kinds = {entry.id: entry.kind for entry in case.searcher.index.entries}
    return Observed(case, decision, reply(turn, decision, collection), _expected(case.query.grades, kinds))


def _expected(grades: Mapping[str, int], kinds: Mapping[str, Kind]) -> Expected:
    best = max(grades.values(), default=0)
    if best < 1:
        return Expected.NOTHING
    asked = {kinds.get(name, Kind.ANSWER) for name, grade in grades.items() if grade == best}
    return Expected.NOT_KNOWN if asked == {Kind.UNKNOWN} else Expected.ANSWER


def of_set(seen: Sequence[Observed], name: str) -> tuple[Observed, ...]:
    """The questions of one set."""
    return tuple(o for o in seen if o.case.set_name == name)
