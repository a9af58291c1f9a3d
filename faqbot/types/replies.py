"""What the asker gets and may tap next, for any channel to render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from faqbot.types.decisions import Hit
from faqbot.types.entries import Entry


class Outcome(StrEnum):
    """What became of a turn. `RECEIVED` means kept but not yet (or never) decided."""

    RECEIVED = "received"
    ANSWERED = "answered"
    SUGGESTED = "suggested"
    UNANSWERED = "unanswered"


class Shape(StrEnum):
    """What a reply is, for whoever renders it and for the funnel."""

    ANSWER = "answer"
    CANDIDATES = "candidates"
    CONDITION = "condition"
    """The answer depends on something: it is asked back."""
    SEVERAL = "several"
    """Several things were asked: a reply each, in `parts`."""
    MENU = "menu"
    HANDOFF = "handoff"
    DAYS = "days"
    AREAS = "areas"
    """Which area: without it there are no dates."""
    TALK = "talk"
    """A greeting, thanks, a sticker: no question."""
    ALARM = "alarm"
    """An emergency or distress: whom to call now."""


class Do(StrEnum):
    """What a tap does. `Action` says on which turn, and with what."""

    CHOOSE = "choose"
    """This entry (target) is what my question (turn) means."""
    NONE = "none"
    """None of what was shown for my question (turn)."""
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    MENU = "menu"
    """Open a place of the scenario (target: its path; empty: the top)."""
    ENTRY = "entry"
    """Show an entry (target), without a question."""
    AREA = "area"
    """I live here (target: the area's name)."""
    REMEMBER = "remember"
    """Keep my area for the next time."""
    FORGET = "forget"
    """Erase what is kept of me."""
    SAY = "say"
    """Send a text (target)."""
    HANDOFF = "handoff"
    """Whom to phone."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a tap means, for any channel to carry."""

    do: Do
    turn: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tap: a short label, what it means, and a hint beside it (a category), where there is one."""

    label: str
    action: Action
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """Whom to phone, as of now. `open` is None where the hours are not known; `opening` says when it is open next."""

    department: str
    phone: str = ""
    hours: str = ""
    note: str = ""
    open: bool | None = None
    opening: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the asker gets, for any channel to render. `turn_id` is empty where nothing was kept (an empty text)."""

    turn_id: str
    query: str
    outcome: Outcome
    confidence: float
    message: str
    shape: Shape = Shape.TALK
    answer: Entry | None = None
    candidates: tuple[Hit, ...] = ()
    options: tuple[Option, ...] = ()
    """What can be tapped next, in order."""
    handoff: Handoff | None = None
    known_unknown: bool = False
    """The first candidate is registered as not known, and its text says what is."""
    parts: tuple[Reply, ...] = ()
    """A reply to each thing that was asked, where there were several."""
    days: tuple[date, ...] = ()
    """The next collection days, soonest first."""
    sample: bool = False
    """The days are made up, and whoever shows them must say so."""
    remembered: bool | None = None
    """The area is now kept for the next time (True) or erased (False): a page keeps its session token accordingly."""
    language: str = "ja"
