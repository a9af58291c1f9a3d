"""From a decision to a reply: what is said, what is shown, and whom to phone."""

from __future__ import annotations

from dataclasses import replace

from faqbot.desk import wording
from faqbot.types import (
    Answered,
    Collection,
    Decision,
    Entry,
    Hit,
    Kind,
    Outcome,
    Reply,
    Suggested,
    Turn,
    Unanswered,
)

CANDIDATES = 5
# A candidate far behind the first is noise to whoever reads it: below this share of the first's score it is not shown.
SHOWN_FROM = 0.3


def reply(turn: Turn, decision: Decision, collection: Collection) -> Reply:
    """The reply to a question just decided."""
    match decision:
        case Answered(hits, confidence):
            return _reply(turn, Outcome.ANSWERED, wording.ANSWERED, hits, confidence, answer=decision.entry)
        case Suggested(hits, confidence):
            return _reply(turn, Outcome.SUGGESTED, wording.SUGGESTED, hits, confidence)
        case Unanswered(hits, confidence, known_unknown):
            said = wording.KNOWN_UNKNOWN if known_unknown else wording.UNANSWERED
            shown = hits if known_unknown else ()
            made = _reply(turn, Outcome.UNANSWERED, said, shown, confidence)
            made = replace(made, known_unknown=known_unknown is not None)
            return handed_off(made, collection, known_unknown.department if known_unknown else "")


def chosen(turn_id: str, query: str, entry: Entry, collection: Collection) -> Reply:
    """The reply to a choice: the entry's answer, or its hand-off where the answer is not known."""
    known = entry.kind is Kind.ANSWER
    made = Reply(
        turn_id=turn_id,
        query=query,
        outcome=Outcome.ANSWERED if known else Outcome.UNANSWERED,
        confidence=1.0,
        message=wording.ANSWERED if known else wording.KNOWN_UNKNOWN,
        answer=entry if known else None,
        candidates=(Hit(entry, 1.0),),
        known_unknown=not known,
    )
    return made if known else handed_off(made, collection, entry.department)


def handed_off(made: Reply, collection: Collection, department: str = "") -> Reply:
    """The same reply with whom to phone."""
    return replace(made, handoff=collection.contact(department))


def _reply(
    turn: Turn,
    outcome: Outcome,
    message: str,
    hits: tuple[Hit, ...],
    confidence: float,
    answer: Entry | None = None,
) -> Reply:
    return Reply(
        turn_id=turn.id,
        query=turn.text,
        outcome=outcome,
        confidence=confidence,
        message=message,
        answer=answer,
        candidates=_worth_showing(hits),
    )


def _worth_showing(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    return tuple(h for h in hits[:CANDIDATES] if h.score >= SHOWN_FROM * hits[0].score)
