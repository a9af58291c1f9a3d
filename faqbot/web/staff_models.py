"""The shapes between the desk page and its server. They are the page's own: the page and the server are changed together."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, Field

from faqbot import types
from faqbot.staff import inquiries
from faqbot.staff.inquiries import Channel, State
from faqbot.web.models import Handoff
from faqbot.web.requests import Name, Token, whole

Text = Annotated[str, BeforeValidator(whole), Field(max_length=2000)]


class System(BaseModel):
    """A collection that the agent serves, and its reception."""

    name: str
    title: str
    is_open: bool
    opens_at: datetime | None


class Me(BaseModel):
    """Who is signed in. `now` is the server's clock: the page counts by it, whatever its own says.

    `colleagues` are the accounts that may be handed an inquiry, with the names to be shown.
    """

    name: str
    display_name: str
    role: str
    csrf: str
    now: datetime
    systems: list[System]
    colleagues: dict[str, str]


class Found(BaseModel):
    """An entry in the list. `score` compares within one list; null where nothing was typed."""

    system: str
    id: str
    question: str
    condition: str
    first_line: str
    category: str
    scope: str
    score: float | None

    @classmethod
    def of(cls, entry: types.Entry, score: float | None = None) -> Found:
        """An entry as the list shows it."""
        return cls(
            system=entry.collection,
            id=entry.id,
            question=entry.question,
            condition=entry.condition,
            first_line=entry.answer.split("\n", 1)[0],
            category=entry.category,
            scope=entry.fields.get("範囲", ""),
            score=None if score is None else round(score, 4),
        )


class Likely(BaseModel):
    """What is offered before anything is typed."""

    recent: list[Found]
    frequent: list[Found]
    departments: list[str]


class Full(BaseModel):
    """An answer with all that an agent must see beside it."""

    system: str
    id: str
    question: str
    condition: str
    text: str
    category: str
    scope: str
    contact: Handoff
    escalate: str
    edition: str
    version: int
    source_title: str
    source_url: str
    checked_on: date | None
    sample: bool
    known_unknown: bool

    @classmethod
    def of(cls, entry: types.Entry, contact: types.Handoff) -> Full:
        """An entry as the answer pane shows it."""
        return cls(
            system=entry.collection,
            id=entry.id,
            question=entry.question,
            condition=entry.condition,
            text=entry.answer,
            category=entry.category,
            scope=entry.fields.get("範囲", ""),
            contact=Handoff.of(contact),
            escalate=entry.fields.get("連絡先", ""),
            edition=entry.fields.get("版", ""),
            version=entry.version,
            source_title=entry.source_title,
            source_url=entry.source_url,
            checked_on=entry.checked_on,
            sample=bool(entry.fields.get("見本")),
            known_unknown=entry.kind is types.Kind.UNKNOWN,
        )


class Why(BaseModel):
    """One view's part in a hit, largest first, and the pieces of the question behind it."""

    view: str
    share: float
    pieces: list[str]


class Written(BaseModel):
    """An inquiry as the page writes it. Whose it is and its number are not the page's to say."""

    id: Token
    system: Name
    received_at: AwareDatetime
    started_at: AwareDatetime
    finished_at: AwareDatetime | None = None
    channel: Channel = Channel.PHONE
    department: Text = ""
    question: Text = ""
    entry_id: Name = ""
    work: Text = ""
    action: Text = ""
    notes: Text = ""
    state: State = State.DRAFT
    escalated_to: Text = ""
    target: Text = ""
    is_fault: bool = False
    cause: Text = ""
    prevention: Text = ""
    version: int = 0

    def inquiry(self) -> inquiries.Inquiry:
        """As the desk takes it; the agent is filled in there."""
        return inquiries.Inquiry(agent="", **{name: getattr(self, name) for name in Written.model_fields})


class Kept(Written):
    """An inquiry as it is stored."""

    number: int
    agent: str
    after_hours: bool
    rounds: int
    ticket_id: str
    begin_by: datetime | None = None
    restore_by: datetime | None = None

    @classmethod
    def of(cls, inquiry: inquiries.Inquiry) -> Kept:
        """An inquiry as the page shows it."""
        found = {name: getattr(inquiry, name, None) for name in cls.model_fields}
        return cls.model_validate(found)


class Recorded(Written):
    """A call that is over. `unanswered` puts its question on a ticket."""

    unanswered: bool = False


class Touch(BaseModel):
    """What is done to a record that stands at `version`; `to` is the colleague it is handed to."""

    id: Token
    version: int
    to: Name = ""


class Link(BaseModel):
    """A line of a record's history."""

    version: int
    at: datetime
    by: str
    act: str
    digest: str


class History(BaseModel):
    """A record and what was done to it; `whole` is false if somebody has tampered with it."""

    inquiry: Kept
    links: list[Link]
    whole: bool


class Consequence(BaseModel):
    """What the chosen target asks for. `passes_on` is true where somebody else than the help desk itself sees to it."""

    passes_on: bool
    begin_by: datetime | None
    restore_by: datetime | None
    message: str
    contact: Handoff
    say: str
    sample: str
