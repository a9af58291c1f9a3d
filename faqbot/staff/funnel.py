"""How did questions fare? What is counted of them: numbers, never the questions of single people (requirements A8, C6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from faqbot.staff.figures import Period
from faqbot.staff.wilson import interval


class Along(StrEnum):
    """What questions are grouped by. A week is that of its Monday; days are those of Japan."""

    NOTHING = "nothing"
    DAY = "day"
    WEEK = "week"
    CHANNEL = "channel"
    COLLECTION = "collection"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which questions are counted. Empty: of every collection, by every channel, of every department.

    A question belongs to the department of the entry that was shown; where none was, to that of the nearest entry, and else
    to the owner of the collection.
    """

    period: Period
    collection: str = ""
    channel: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """How far questions got. Small talk, menus, a wish for a person and the whole of several parts are no questions."""

    key: str = ""
    received: int = 0
    understood: int = 0
    """Answered, or with something that it may mean."""
    offered: int = 0
    """Candidates, or the variants of one thing, were shown."""
    chosen: int = 0
    shown: int = 0
    """An answer was shown."""
    solved: int = 0
    not_solved: int = 0
    silent: int = 0
    """An answer was shown, and nobody said whether it helped."""

    @property
    def reached(self) -> float | None:
        """The share of questions that reached an answer, 0 to 1; None if there were none."""
        return self.shown / self.received if self.received else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """The questions of one hour (0–23) of one day of the week (0 Monday – 6 Sunday)."""

    weekday: int
    hour: int
    received: int
    shown: int


STEPS = {
    "received": "質問",
    "understood": "わかった",
    "offered": "候補を出した",
    "chosen": "選ばれた",
    "shown": "答えを見せた",
    "solved": "解決した",
    "not_solved": "解決しない",
    "silent": "返事なし",
}
"""How far a question got, in the words of pages and reports, by the fields of `Funnel`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewed:
    """How often the answer of an entry was shown."""

    collection: str
    entry_id: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What askers said of the answer of an entry."""

    collection: str
    entry_id: str
    shown: int
    solved: int
    not_solved: int

    @property
    def failing(self) -> tuple[float, float]:
        """Between which shares (0 to 1) of those who say so the answer does not help: Wilson's interval of 95 %."""
        return interval(self.not_solved, self.solved + self.not_solved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """How often the question of a ticket was asked in a week (named by its Monday)."""

    week: date
    collection: str
    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """How often the question of a ticket was asked in the whole period; `askers` as in `Term`."""

    ticket_id: str
    collection: str
    text: str
    state: str
    count: int
    askers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of questions that reached no answer. `askers` are counted a day: who asks on two days counts twice."""

    term: str
    count: int
    askers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How long tickets that ended in the period had waited since their first question, and how many are open now."""

    open: int
    ended: int = 0
    median_seconds: float | None = None
    nine_in_ten_seconds: float | None = None
    """Nine in ten had not waited longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a publication has changed: the questions that reached the entry in the 28 days before and after its day.

    The day itself counts after. `missed` are those that its ticket gathered in the days before.
    """

    collection: str
    entry_id: str
    version: int
    published_at: datetime
    before: int
    after: int
    missed: int
