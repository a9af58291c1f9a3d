"""The resident's door: /api/v1. Everything here is asked with public clearance, whatever the request says."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput
from faqbot.types import Action, Audience, Category, Entry
from faqbot.web.models import (
    Act,
    Ask,
    Categories,
    CategoryOut,
    Choose,
    Feedback,
    Handoff,
    Listed,
    Name,
    Problem,
    Reply,
    Suggestion,
    Suggestions,
    Thanks,
)

_PUBLIC = Audience.PUBLIC
_CHANNEL = "web"
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}}
    for status in (400, 404, 413, 422, 503)
}


def router(desk: Desk) -> APIRouter:
    """The routes over one desk."""
    api = APIRouter(prefix="/api/v1", tags=["resident"], responses=_PROBLEMS)

    @api.post("/ask")
    def ask(asked: Ask) -> Reply:
        """Ask a question in your own words. It is kept before it is answered."""
        return Reply.of(
            desk.ask(
                asked.collection,
                asked.text,
                audience=_PUBLIC,
                channel=_CHANNEL,
                session=asked.session,
                language=asked.language,
            )
        )

    @api.post("/act")
    def act(tapped: Act) -> Reply:
        """Do what an option of a reply means."""
        action = Action(tapped.action.do, tapped.action.turn, tapped.action.target)
        return Reply.of(
            desk.act(
                tapped.collection,
                action,
                audience=_PUBLIC,
                channel=_CHANNEL,
                session=tapped.session,
                language=tapped.language,
            )
        )

    @api.post("/choose")
    def choose(choice: Choose) -> Reply:
        """Pick a candidate of a turn (null: none of these), or an entry of a category."""
        if choice.turn:
            return Reply.of(desk.choose(choice.turn, choice.entry, audience=_PUBLIC))
        if choice.collection is None or choice.entry is None:
            raise InvalidInput("turn か、collection と entry の両方を送ってください。")
        return Reply.of(
            desk.open_entry(
                choice.collection,
                choice.entry,
                audience=_PUBLIC,
                channel=_CHANNEL,
                session=choice.session,
            )
        )

    @api.post("/feedback")
    def feedback(said: Feedback) -> Thanks:
        """Say whether the answer of a turn solved it."""
        made = desk.feedback(said.turn, solved=said.solved, audience=_PUBLIC)
        return Thanks(message=made.message, handoff=Handoff.of(made.handoff) if made.handoff else None)

    @api.get("/suggest")
    def suggest(collection: Annotated[Name, Query()], q: Annotated[str, Query()] = "") -> Suggestions:
        """What to offer while a question is being typed."""
        entries = desk.suggest(collection, q, audience=_PUBLIC)
        return Suggestions(suggestions=[_suggestion(entry) for entry in entries])

    @api.get("/categories")
    def categories(
        collection: Annotated[Name, Query()], category: Annotated[Name | None, Query()] = None
    ) -> Categories:
        """A collection, its categories, and the entries of one of them."""
        described = desk.collection(collection, audience=_PUBLIC)
        entries = desk.entries(collection, audience=_PUBLIC)
        counts: dict[str, int] = {}
        for entry in entries:
            counts[entry.category] = counts.get(entry.category, 0) + 1
        return Categories(
            collection=described.name,
            title=described.title,
            greeting=described.greeting,
            placeholder=described.placeholder,
            examples=list(described.examples),
            categories=[_category(c, counts[c.name]) for c in described.categories if c.name in counts],
            entries=None if category is None else _listed(entries, category),
        )

    return api


def _suggestion(entry: Entry) -> Suggestion:
    return Suggestion(
        id=entry.id, question=entry.question, condition=entry.condition, category=entry.category
    )


def _category(category: Category, count: int) -> CategoryOut:
    return CategoryOut(
        name=category.name,
        short=category.short,
        reading=category.reading,
        icon=category.icon,
        colour=category.colour,
        description=category.description,
        count=count,
    )


def _listed(entries: tuple[Entry, ...], category: str) -> list[Listed]:
    inside = sorted((e for e in entries if e.category == category), key=lambda e: e.reading or e.question)
    return [Listed(id=e.id, question=e.question, condition=e.condition, reading=e.reading) for e in inside]
