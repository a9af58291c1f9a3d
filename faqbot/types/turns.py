"""What is kept of questions: turns, the tickets they gather on, and what people judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from faqbot.types.replies import Action, Outcome, Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredId:
    """A hit as the log keeps it: enough to replay a turn against the same revision."""

    entry_id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The unit of the log: a question as it was received, and what became of it.

    `id` is an unguessable token: whoever holds it may choose and give feedback on this turn, nobody else.
    `text` has its personal numbers masked. `revision` is that of the entries it was answered from.
    """

    id: str
    received_at: datetime
    collection: str
    channel: str
    text: str
    session: str = ""
    outcome: Outcome = Outcome.RECEIVED
    revision: int = 0
    confidence: float = 0.0
    hits: tuple[ScoredId, ...] = ()
    entry_id: str = ""
    """The entry whose answer was shown: answered at once, or chosen; empty if none was."""
    chosen_at: datetime | None = None
    solved: bool | None = None
    ticket_id: str = ""
    shape: Shape | None = None
    """What the reply was; None until there is one."""
    shown: tuple[str, ...] = ()
    """The entries offered so far, by id."""
    offered: tuple[Action, ...] = ()
    """What could be tapped after the reply, in order: who types a number means one of these."""
    refused: int = 0
    """How often the asker said "none of these"."""
    about: str = ""
    """What the turn is about beyond its text: the category whose days were asked for, the path in the scenario."""
    area: str = ""
    """The area it was answered for."""
    language: str = "ja"
    part_of: str = ""
    """The turn whose text had several things, of which this is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A question that reached no answer, with its repeats merged."""

    id: str
    collection: str
    text: str
    count: int
    first_at: datetime
    last_at: datetime
    state: Literal["open", "resolved", "dismissed", "merged"] = "open"
    """`merged`: its questions are on another ticket, which was open before."""
    entry_id: str = ""
    """The entry that resolved it."""
    settlement: str = ""
    """What it was closed together with: the ids of the tickets with commas between."""
    reason: str = ""
    """Why it was dismissed, or whom the asker was to turn to."""
    decided_at: datetime | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """A question and an entry that a person has said does (or does not) answer it."""

    collection: str
    text: str
    entry_id: str
    right: bool
    judged_at: datetime
    origin: str
    """Who judged: `curator`, `choice`, `solved`, `not_solved`."""
