"""No route of the web changes an entry, whoever calls it with whatever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from faqbot.app import make_office
from faqbot.desk.desk import Desk
from faqbot.identity.accounts import Accounts
from faqbot.staff.accounts import Role
from faqbot.store.base import Store
from faqbot.web import auth
from faqbot.web.app import create_app

PASSWORD = "窓口で待つ人に、すぐに答えよう"
HERE = "http://desk.example"
_OPEN = """
    GET / | GET /widget.js | GET /desk/sign-in | POST /desk/sign-in | POST /desk/sign-out | GET /api/v1/openapi.json
    POST /api/v1/ask | POST /api/v1/act | POST /api/v1/choose | POST /api/v1/feedback | GET /api/v1/suggest
    GET /api/v1/categories | GET /api/v1/health | GET /health | GET /ready | GET /desk/code | POST /desk/code
    """
OPEN = frozenset(way.strip() for way in _OPEN.replace("\n", "|").split("|"))
"""What needs no session. Anything new here has to be thought about."""
BODY: dict[str, Any] = {
    "collection": "gomi",
    "id": "pan",
    "entry_id": "pan",
    "text": "フライパン",
    "question": "フライパン",
    "answer": "乗っ取り",
    "department": "情報課",
    "status": "archived",
    "version": 1,
    "turn_id": "t",
    "system": "chat",
    "do": "entry",
    "target": "pan",
    "solved": True,
}


@pytest.fixture
def app(desk: Desk, store: Store) -> FastAPI:
    accounts = Accounts(store, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for role in Role:
        accounts.create(role.value, PASSWORD, role=role, department="情報課")
    office = replace(make_office(store, desk), accounts=accounts)
    return create_app(desk, collection="gomi", widget_origins=("*",), office=office)


def routes(found: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Every route with a path and methods, also those that a router brought along."""
    for route in found:
        if inside := getattr(route, "effective_route_contexts", None):
            yield from routes(inside())
        for method in sorted(getattr(route, "methods", None) or ()):
            if method != "HEAD":
                yield method, route.path


def session(app: FastAPI, who: str) -> TestClient:
    made = TestClient(app, base_url=HERE, follow_redirects=False)
    made.headers["origin"] = HERE
    if who:
        made.post("/desk/sign-in", data={"name": who, "password": PASSWORD})
        made.headers[auth.CSRF_HEADER] = auth.csrf_token(made.cookies["faqbot"])
    return made


def call(client: TestClient, method: str, path: str) -> int:
    at = path.replace("{kind}", "monthly")
    if method == "GET":
        return client.get(at, params=BODY).status_code
    return client.request(method, at, json=BODY).status_code


def said(store: Store) -> object:
    """All that people are told, and that is to be decided about it."""
    entries = store.entries("gomi"), store.entries("chat")
    return store.revision(), entries, store.proposals(), store.approvals(), store.four_eyes()


@pytest.mark.parametrize("who", ["", *Role])
def test_no_route_changes_an_entry(app: FastAPI, store: Store, who: str) -> None:
    before, ways = said(store), set(routes(app.routes))
    assert len(ways) > 20
    client = session(app, who)
    for method, path in sorted(ways - {("POST", "/desk/sign-in"), ("POST", "/desk/sign-out")}):
        assert call(client, method, path) in (*range(500), 503), f"{method} {path}"
    assert said(store) == before


def test_what_needs_no_session_is_named(app: FastAPI) -> None:
    stranger = session(app, "")
    ways = set(routes(app.routes))
    let_in = {f"{m} {path}" for m, path in ways if call(stranger, m, path) not in (303, 307, 401)}
    assert let_in - OPEN == set()
