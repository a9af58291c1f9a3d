"""Each step of a conversation is kept as a turn: when it was received, and what became of it."""

from __future__ import annotations

import secrets
from dataclasses import replace

from faqbot.desk.ledger import Ledger
from faqbot.desk.memory import Memory
from faqbot.desk.scene import Scene
from faqbot.types import Decision, Do, Outcome, Reply, ScoredId, Shape, Turn


class Keeping:
    """Writes turns; a question that reached no answer is put on a ticket with it."""

    def __init__(self, store: Memory, ledger: Ledger) -> None:
        self._store = store
        self.ledger = ledger

    def received(self, scene: Scene, text: str, part_of: str = "") -> Turn:
        """Keep what came in, before it is answered."""
        turn = Turn(
            id=secrets.token_urlsafe(16),
            received_at=scene.now,
            collection=scene.collection.name,
            channel=scene.asker.channel,
            text=text,
            session=scene.asker.session,
            language=scene.language,
            part_of=part_of,
        )
        self._store.receive(turn)
        return turn

    def kept(
        self, turn: Turn, reply: Reply, scene: Scene, decision: Decision | None = None, about: str = ""
    ) -> Reply:
        """Keep what became of a turn. The ticket first: decided means that all that follows from it has been kept."""
        if decision and reply.outcome is Outcome.UNANSWERED and reply.shape is Shape.HANDOFF:
            self.ledger.open_ticket(turn)
        hits = decision.hits if decision else reply.candidates
        decided = replace(
            turn,
            revision=scene.shelf.revision,
            confidence=reply.confidence,
            hits=tuple(ScoredId(entry_id=hit.entry.id, score=hit.score) for hit in hits),
            about=about,
            area=scene.area,
            language=scene.language,
            outcome=reply.outcome,
        )
        return self.noted(decided, reply, reply.answer.id if reply.answer and not reply.parts else "")

    def noted(self, turn: Turn, reply: Reply, entry_id: str) -> Reply:
        """Keep what a turn has come to, with what is shown and offered now."""
        offered = tuple(option.action for option in reply.options)
        chosen = [action.target for action in offered if action.do is Do.CHOOSE]
        seen = [hit.entry.id for hit in reply.candidates]
        self._store.decide(
            replace(
                turn,
                entry_id=entry_id,
                shape=reply.shape,
                shown=tuple(dict.fromkeys([*turn.shown, *chosen, *seen])),
                offered=offered,
            )
        )
        return reply
