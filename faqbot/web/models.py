"""The shapes of the HTTP API, version 1. Changing one is a new version; adding an optional field is not."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from faqbot import types
from faqbot.desk.scene import MAX_QUESTION


def whole(value: Any) -> Any:
    """A lone surrogate in JSON (half an emoji) becomes �: the rest of what was typed still counts."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


VERSION = "1"
"""Of this API. Which version of the program answers is nobody's business: it would say which known flaws to try."""

Name = Annotated[str, BeforeValidator(whole), Field(max_length=100)]
Token = Annotated[str, BeforeValidator(whole), Field(max_length=64)]
Typed = Annotated[str, BeforeValidator(whole), Field(min_length=1, max_length=MAX_QUESTION)]


class _In(BaseModel):
    model_config = ConfigDict(extra="ignore")


Language = Literal["", "ja", "easy", "en"]


class Ask(_In):
    """A question. `session` is an opaque token that ties the turns of one conversation together.

    `language` is that of our sentences; empty: as before in the session.
    """

    collection: Name
    text: Typed
    session: Token = ""
    language: Language = ""


class Tapped(_In):
    """An option's action: what it does, on which turn, with what."""

    do: types.Do
    turn: Token = ""
    target: Typed | Literal[""] = ""


class Act(_In):
    """Do what was tapped."""

    collection: Name
    action: Tapped
    session: Token = ""
    language: Language = ""


_TEXT = {"type": "string", "minLength": 1}
_OF_A_TURN: dict[str, Any] = {"required": ["turn"], "properties": {"turn": _TEXT}}
_BY_CATEGORY: dict[str, Any] = {
    "required": ["collection", "entry"],
    "properties": {"collection": {"type": "string"}, "entry": {"type": "string"}},
}


class Choose(_In):
    """Either a candidate of a turn (`entry` null: none of them), or an entry picked by its category."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"anyOf": [_OF_A_TURN, _BY_CATEGORY]})

    turn: Token | None = None
    entry: Name | None = None
    collection: Name | None = None
    session: Token = ""


class Feedback(_In):
    """Whether the answer of a turn solved it."""

    turn: Token
    solved: bool


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


class Suggestion(BaseModel):
    """An entry to offer while a question is being typed."""

    id: str
    question: str
    condition: str
    category: str


class Suggestions(BaseModel):
    """Best first, at most eight."""

    suggestions: list[Suggestion]


class CategoryOut(BaseModel):
    """A category as residents meet it, and how many entries it has."""

    name: str
    short: str
    reading: str
    icon: str
    colour: str
    description: str
    count: int


class Listed(BaseModel):
    """An entry in the list of its category."""

    id: str
    question: str
    condition: str
    reading: str


class Categories(BaseModel):
    """A collection and its categories; `entries` are those of the category asked for, in kana order."""

    collection: str
    title: str
    greeting: str
    placeholder: str
    examples: list[str]
    categories: list[CategoryOut]
    entries: list[Listed] | None = None


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
