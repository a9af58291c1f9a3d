"""What became of each judged question, as its asker met it: the hits, the decision, and the candidates on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from eval.own import Case
from faqbot.desk.answer import Composer
from faqbot.desk.wording import JA
from faqbot.types import Answered, Collection, Decision, Entry, Kind, Outcome, Reply

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
    collection: Collection
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
        """Whether a person saw the right entry, as the answer or among the candidates; near misses are not shown."""
        if self.reply.outcome is Outcome.UNANSWERED and not self.reply.known_unknown:
            return False
        return any(self.case.query.grades.get(hit.entry.id, 0) >= 1 for hit in self.reply.candidates)

    @property
    def outcome(self) -> Outcome:
        """What was decided. A condition that is asked back belongs to an answer."""
        return Outcome.ANSWERED if isinstance(self.decision, Answered) else self.reply.outcome

    @property
    def wanted(self) -> tuple[Entry, ...]:
        """The right entries, best grade first; those that the collection does not have (any more) are left out."""
        return _judged(self.case, at_least=1)

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
    composer = Composer(case.query.id, case.query.text, collection, JA, _WHENEVER)
    return Observed(case, collection, decision, composer.decided(decision), _expected(case))


def _expected(case: Case) -> Expected:
    best = max(case.query.grades.values(), default=0)
    if best < 1:
        return Expected.NOTHING
    kinds = {entry.kind for entry in _judged(case, at_least=best)}
    return Expected.NOT_KNOWN if kinds == {Kind.UNKNOWN} else Expected.ANSWER


def _judged(case: Case, at_least: int) -> tuple[Entry, ...]:
    """The entries judged this good, best first."""
    grades = sorted(case.query.grades.items(), key=lambda judged: -judged[1])
    entries = (_entry(case, name) for name, grade in grades if grade >= at_least)
    return tuple(entry for entry in entries if entry)


def _entry(case: Case, entry_id: str) -> Entry | None:
    try:
        return case.searcher.index.entries[case.searcher.index.row(entry_id)]
    except KeyError:
        return None
