"""The resident's door: /api/v1. Everything here is asked with public clearance, whatever the request says."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from faqbot.desk.desk import Desk
from faqbot.types import Action, Audience
from faqbot.web.listings import Categories, Suggestion, Suggestions
from faqbot.web.models import Handoff, Problem, Reply, Thanks
from faqbot.web.requests import Act, Ask, Choose, Feedback, Name

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
        made = desk.pick(
            choice.turn,
            choice.entry,
            collection=choice.collection,
            audience=_PUBLIC,
            channel=_CHANNEL,
            session=choice.session,
        )
        return Reply.of(made)

    @api.post("/feedback")
    def feedback(said: Feedback) -> Thanks:
        """Say whether the answer of a turn solved it."""
        made = desk.feedback(said.turn, solved=said.solved, audience=_PUBLIC)
        return Thanks(message=made.message, handoff=Handoff.of(made.handoff) if made.handoff else None)

    @api.get("/suggest")
    def suggest(collection: Annotated[Name, Query()], q: Annotated[str, Query()] = "") -> Suggestions:
        """What to offer while a question is being typed."""
        entries = desk.suggest(collection, q, audience=_PUBLIC)
        return Suggestions(suggestions=[Suggestion.of(entry) for entry in entries])

    @api.get("/categories")
    def categories(
        collection: Annotated[Name, Query()], category: Annotated[Name | None, Query()] = None
    ) -> Categories:
        """A collection, its categories, and the entries of one of them."""
        return Categories.of(desk.contents(collection, audience=_PUBLIC, category=category))

    return api
