"""The way to a real OpenID provider and back, as a browser goes it: oidc-provider-mock on this machine, over HTTP."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient

from faqbot.app import make_office
from faqbot.desk.desk import Desk
from faqbot.settings import Settings
from faqbot.store.base import Store
from faqbot.web.app import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it uses what Authlib will drop
    from oidc_provider_mock import User, run_server_in_thread

HERE = "https://desk.example"
ROLES = {"realm_access": {"roles": ["faqbot-curator"]}, "groups": ["/環境課"]}
PEOPLE = (
    User(sub="hanako", claims={"preferred_username": "hanako", "name": "山田花子", **ROLES}),
    User(sub="jiro", claims={"preferred_username": "jiro", "name": "次郎"}),
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread(user_claims=PEOPLE, require_nonce=True) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def client(desk: Desk, store: Store, provider: str) -> Iterator[TestClient]:
    settings = Settings(oidc_issuer=provider, oidc_client="faqbot", oidc_secret="s")
    office = make_office(store, settings=settings)
    app = create_app(desk, collection="gomi", widget_origins=("*",), office=office)
    with TestClient(app, base_url=HERE, follow_redirects=False) as made:
        yield made


def at_the_provider(there: str, **form: str) -> str:
    """Signs in there; returns where it sends the browser."""
    return httpx.post(there, data=form).headers["location"]


def test_there_and_back_to_the_panel(client: TestClient) -> None:
    assert 'href="/desk/sso?next=panel"' in client.get("/desk/sign-in?next=panel").text
    off = client.get("/desk/sso?next=panel")
    cookie = off.headers["set-cookie"]
    assert cookie.startswith("__Host-faqbot-sso=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    asked = parse_qs(urlsplit(off.headers["location"]).query)
    assert asked["redirect_uri"] == [f"{HERE}/desk/sso/back"]
    assert "code_verifier" not in asked
    back = at_the_provider(off.headers["location"], sub="hanako")
    home = client.get(back)
    assert (home.status_code, home.headers["location"]) == (303, "https://desk.example:8501/")
    assert "__Host-faqbot-sso" not in client.cookies
    assert client.get("/api/v1/desk/me").json()["display_name"] == "山田花子"
    assert client.get(back).status_code == 403, "the answer is used up"


def test_signing_out_goes_on_to_the_provider(client: TestClient, provider: str) -> None:
    client.get(at_the_provider(client.get("/desk/sso").headers["location"], sub="hanako"))
    left = client.post("/desk/sign-out", headers={"origin": HERE})
    assert client.get("/api/v1/desk/me").status_code == 401
    there = str(re.search(r'content="0; url=([^"]+)"', left.text)[1]).replace("&amp;", "&")  # type: ignore[index]
    assert there.startswith(f"{provider}/oauth2/end_session?")
    told = parse_qs(urlsplit(there).query)
    assert told["post_logout_redirect_uri"] == [f"{HERE}/desk/sign-in"]
    assert told["id_token_hint"]
    assert httpx.get(there).status_code == 200


def test_who_has_no_role_here_is_told_whom_to_ask(client: TestClient) -> None:
    refused = client.get(at_the_provider(client.get("/desk/sso").headers["location"], sub="jiro"))
    assert refused.status_code == 403
    assert "faqbot-curator" in refused.text
    assert "set-cookie" in refused.headers
    assert client.get("/api/v1/desk/me").status_code == 401


def test_who_changes_their_mind_may_try_again(client: TestClient) -> None:
    back = at_the_provider(client.get("/desk/sso").headers["location"], action="deny")
    refused = client.get(back)
    assert refused.status_code == 403
    assert "取りやめました" in refused.text
    assert 'href="/desk/sso"' in refused.text


@pytest.mark.parametrize("query", ["", "?code=x&state=x", "?state=%00&code=%ff"])
def test_an_answer_that_nobody_asked_for(client: TestClient, query: str) -> None:
    assert client.get(f"/desk/sso/back{query}").status_code == 403


def test_only_the_provider_ends_sessions_from_outside(client: TestClient) -> None:
    client.get(at_the_provider(client.get("/desk/sso").headers["location"], sub="hanako"))
    assert client.post("/desk/sso/ended", data={"logout_token": "x"}).status_code == 400
    assert client.get("/api/v1/desk/me").status_code == 200


def test_without_a_provider_there_is_no_such_door(desk: Desk, store: Store) -> None:
    app = create_app(desk, collection="gomi", widget_origins=("*",), office=make_office(store))
    with TestClient(app, base_url=HERE) as client:
        assert client.get("/desk/sso").status_code == 404
        assert "/desk/sso" not in client.get("/desk/sign-in").text
