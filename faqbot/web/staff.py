"""The agent's door to the answers: who they are, what they look for, and the whole of an entry."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, RedirectResponse
from starlette.responses import Response

from faqbot.desk.desk import Desk
from faqbot.desk.office import Office
from faqbot.errors import NotFound
from faqbot.staff.accounts import Account
from faqbot.types import Audience, Entry
from faqbot.web import auth
from faqbot.web.landing import HOME
from faqbot.web.requests import Name, Typed
from faqbot.web.signin import DOOR
from faqbot.web.staff_models import Found, Full, Likely, Me, System, Why

_STAFF = Audience.STAFF
_PAGE = Path(__file__).parent / "static" / "desk" / "index.html"
_PIECES = 4
"""Pieces of the question that are told for each view."""


def router(desk: Desk, office: Office) -> APIRouter:
    """The routes over a desk and its office."""
    api = APIRouter(include_in_schema=False)
    Agent = Annotated[Account, Depends(auth.guard(office.accounts))]

    @api.get(HOME)
    def home(request: Request) -> Response:
        if office.accounts.who(auth.token_of(request)) is None:
            return RedirectResponse(DOOR, status_code=303)
        return FileResponse(_PAGE, headers={"cache-control": "no-store"})

    @api.get("/api/v1/desk/me")
    def me(request: Request, agent: Agent) -> Me:
        return Me(
            name=agent.name,
            display_name=agent.display_name,
            role=agent.role.value,
            csrf=auth.csrf_token(auth.token_of(request)),
            now=datetime.now(UTC),
            systems=[_system(office, name, title) for name, title in _systems(desk).items()],
            colleagues={a.name: a.display_name for a in office.accounts.accounts() if not a.disabled},
        )

    @api.get("/api/v1/desk/search")
    def search(
        agent: Agent, q: Annotated[Typed, Query()], system: Annotated[Name, Query()] = ""
    ) -> list[Found]:
        hits = desk.look_up([system] if system else list(_systems(desk)), q, audience=_STAFF)
        return [Found.of(hit.entry, hit.score) for hit in hits]

    @api.get("/api/v1/desk/likely")
    def likely(agent: Agent, system: Annotated[Name, Query()] = "") -> Likely:
        habits = office.inquiries.habits(agent, system)
        entries = _entries(desk, [system] if system else _systems(desk))
        by_id = {entry.id: entry for entry in entries.values()}
        return Likely(
            recent=[Found.of(entries[key]) for key in habits.recent if key in entries],
            frequent=[Found.of(by_id[key]) for key in habits.frequent if key in by_id],
            departments=list(habits.departments),
        )

    @api.get("/api/v1/desk/entry")
    def entry(agent: Agent, system: Annotated[Name, Query()], id: Annotated[Name, Query()]) -> Full:
        found = _entries(desk, [system]).get((system, id))
        if found is None:
            raise NotFound("その答えは見つかりません。もう一度探してください。")
        return Full.of(found, desk.contact(system, found.department, audience=_STAFF))

    @api.get("/api/v1/desk/why")
    def why(
        agent: Agent,
        system: Annotated[Name, Query()],
        id: Annotated[Name, Query()],
        q: Annotated[Typed, Query()],
    ) -> list[Why]:
        told = desk.explain(system, q, id, audience=_STAFF)
        return [
            Why(
                view=s.retriever,
                share=round(s.added / told.total, 3),
                pieces=[r.feature for r in s.reasons[:_PIECES]],
            )
            for s in told.shares
            if s.added > 0
        ]

    @api.get("/api/v1/desk/triage")
    def triage(agent: Agent, system: Annotated[Name, Query()]) -> dict[str, Any] | None:
        sheet = office.faults.sheet(system)
        return asdict(sheet) if sheet else None

    return api


def _systems(desk: Desk) -> dict[str, str]:
    """The staff's collections, by name."""
    found = desk.collections(audience=_STAFF)
    return {each.name: each.title for each in found if each.audience is _STAFF}


def _system(office: Office, name: str, title: str) -> System:
    is_open, opens_at = office.faults.opens(name)
    return System(name=name, title=title, is_open=is_open, opens_at=opens_at)


def _entries(desk: Desk, systems: Iterable[str]) -> dict[tuple[str, str], Entry]:
    return {(name, e.id): e for name in systems for e in desk.entries(name, audience=_STAFF)}
