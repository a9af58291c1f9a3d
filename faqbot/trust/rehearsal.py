"""Would a restored service answer as this one does? Questions put to both, without leaving a trace in either."""

from __future__ import annotations

import random
from dataclasses import dataclass

from faqbot.desk.desk import Desk
from faqbot.types import Audience

QUESTIONS = 50
_SEED = 2026


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How many questions were put to both, and which were answered otherwise: (collection, entry that was asked for)."""

    asked: int
    otherwise: tuple[tuple[str, str], ...]


def compare(live: Desk, restored: Desk, questions: int = QUESTIONS) -> Rehearsal:
    """Ask both for entries of the restored one, drawn by a fixed seed, in the entries' own words."""
    drawn = [
        (collection.name, entry.id, entry.question)
        for collection in restored.collections(audience=Audience.STAFF)
        for entry in restored.entries(collection.name, audience=Audience.STAFF)
    ]
    if len(drawn) > questions:
        drawn = random.Random(_SEED).sample(drawn, questions)
    wrong = [
        (name, key) for name, key, text in drawn if _first(live, name, text) != _first(restored, name, text)
    ]
    return Rehearsal(len(drawn), tuple(wrong))


def _first(desk: Desk, collection: str, text: str) -> tuple[str, str] | None:
    hits = desk.search(collection, text, audience=Audience.STAFF)
    return (hits[0].entry.id, hits[0].entry.answer) if hits else None
