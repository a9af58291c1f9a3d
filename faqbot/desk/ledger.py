"""What a conversation leaves behind: tickets for what reached no answer, judged pairs for what people said of answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from faqbot.desk.memory import Memory
from faqbot.search.latent import embed
from faqbot.text.analyzer import Analyzer
from faqbot.types import JudgedPair, Turn

NEAR_QUESTIONS = 0.08
"""Cosine distance within which two unanswered questions are one: a slip or an ending apart, not another thing."""


class Ledger:
    """Writes tickets and judged pairs of turns."""

    def __init__(self, store: Memory, analyzer: Analyzer, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._analyzer = analyzer
        self._clock = clock

    def open_ticket(self, turn: Turn) -> None:
        """Put a turn that reached no answer on a ticket, together with its like."""
        analysis = self._analyzer.analyze(turn.text)
        self._store.open_ticket(
            turn,
            key=analysis.sound or analysis.text,
            vector=self.vector(turn.text),
            near=NEAR_QUESTIONS,
            now=self._clock(),
        )

    def vector(self, text: str) -> list[float]:
        """A text as the nearest-neighbour look-ups compare it."""
        return [float(value) for value in embed(self._analyzer.analyze(text))]

    def judge(self, turn: Turn, entry_id: str, *, right: bool, origin: str) -> None:
        """Keep that somebody said whether an entry answers a turn's question."""
        self._store.judge(
            JudgedPair(
                collection=turn.collection,
                text=turn.text,
                entry_id=entry_id,
                right=right,
                judged_at=self._clock(),
                origin=origin,
            )
        )
