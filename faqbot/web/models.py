"""What the HTTP API answers, version 1. Changing a shape is a new version; adding an optional field is not."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel

from faqbot import types

VERSION = "1"
"""Of this API. Which version of the program answers is nobody's business: it would say which known flaws to try."""


class Answer(BaseModel):
    """An entry, quoted. `checked_on` is the date as of which the source says so."""

    id: str
    question: str
    condition: str
    text: str
    category: str
    source_title: str
    source_url: str
    checked_on: date | None
    sample: bool

    @classmethod
    def of(cls, entry: types.Entry) -> Answer:
        """An entry as the API shows it."""
        return cls(
            id=entry.id,
            question=entry.question,
            condition=entry.condition,
            text=entry.answer,
            category=entry.category,
            source_title=entry.source_title,
            source_url=entry.source_url,
            checked_on=entry.checked_on,
            sample=bool(entry.fields.get("見本")),
        )


class Candidate(BaseModel):
    """An entry that may be meant; `score` is comparable within one reply only."""

    id: str
    question: str
    condition: str
    text: str
    category: str
    score: float

    @classmethod
    def of(cls, hit: types.Hit) -> Candidate:
        """A hit as the API shows it."""
        entry = hit.entry
        return cls(
            id=entry.id,
            question=entry.question,
            condition=entry.condition,
            text=entry.answer,
            category=entry.category,
            score=round(hit.score, 4),
        )


class Handoff(BaseModel):
    """Whom to phone, as of now; `hours` is empty and `open` null where they are not known."""

    department: str
    phone: str
    hours: str
    note: str
    open: bool | None
    opening: str

    @classmethod
    def of(cls, handoff: types.Handoff) -> Handoff:
        """A hand-off as the API shows it."""
        return cls(
            department=handoff.department,
            phone=handoff.phone,
            hours=handoff.hours,
            note=handoff.note,
            open=handoff.open,
            opening=handoff.opening,
        )


class ActionOut(BaseModel):
    """To be sent to `/act` as it is when the option is tapped."""

    do: types.Do
    turn: str
    target: str


class OptionOut(BaseModel):
    """Something to tap. `hint` is a short remark beside it (a category)."""

    label: str
    hint: str
    action: ActionOut

    @classmethod
    def of(cls, option: types.Option) -> OptionOut:
        """An option as the API shows it."""
        action = ActionOut(do=option.action.do, turn=option.action.turn, target=option.action.target)
        return cls(label=option.label, hint=option.hint, action=action)


class Reply(BaseModel):
    """What became of a question. `answer` is null unless answered, `handoff` null where the bot answers.

    `shape` says what kind of reply it is; `options` what can be tapped next, in order. With `known_unknown`, the first
    candidate is registered as not known, and its text says what is. `parts` are the replies to several things in one
    message. With `sample`, the days are made up. `remembered` is true when something is now kept for this session, false
    when all was erased.
    """

    turn: str
    query: str
    status: Literal["answered", "suggested", "unanswered"]
    confidence: float
    message: str
    shape: types.Shape
    answer: Answer | None
    candidates: list[Candidate]
    options: list[OptionOut]
    handoff: Handoff | None
    known_unknown: bool
    parts: list[Reply]
    days: list[date]
    sample: bool
    remembered: bool | None
    language: str

    @classmethod
    def of(cls, reply: types.Reply) -> Reply:
        """The desk's reply as the API shows it."""
        return cls(
            turn=reply.turn_id,
            query=reply.query,
            status=reply.outcome.value,  # type: ignore[arg-type]
            confidence=round(reply.confidence, 4),
            message=reply.message,
            shape=reply.shape,
            answer=Answer.of(reply.answer) if reply.answer else None,
            candidates=[Candidate.of(hit) for hit in reply.candidates],
            options=[OptionOut.of(option) for option in reply.options],
            handoff=Handoff.of(reply.handoff) if reply.handoff else None,
            known_unknown=reply.known_unknown,
            parts=[cls.of(part) for part in reply.parts],
            days=list(reply.days),
            sample=reply.sample,
            remembered=reply.remembered,
            language=reply.language,
        )


class Thanks(BaseModel):
    """What to say to feedback, and whom to phone if the answer did not help."""

    message: str
    handoff: Handoff | None


class Health(BaseModel):
    """The number of published entries of each public collection, and the revision they stand at."""

    status: Literal["ok"]
    version: str
    collections: dict[str, int]
    revision: int


class Problem(BaseModel):
    """RFC 9457 problem details. `detail` is fit to be shown to the person in front of the screen."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
