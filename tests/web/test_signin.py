"""The door of the staff's pages, as a browser and as another site's page meet it."""

from collections.abc import Iterator

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import Depends, Request
from fastapi.testclient import TestClient

from faqbot.desk.desk import Desk
from faqbot.desk.faults import Faults
from faqbot.desk.inquiries import Inquiries
from faqbot.desk.office import Office
from faqbot.desk.reports import Reports
from faqbot.identity.accounts import Accounts
from faqbot.identity.api_keys import ApiKeys
from faqbot.staff.accounts import Role
from faqbot.store.base import Store
from faqbot.web import auth
from faqbot.web.app import create_app

PASSWORD = "窓口で待つ人に、すぐに答えよう"
HERE = "http://desk.example"
FORM = {"name": "taro", "password": PASSWORD}


@pytest.fixture
def accounts(store: Store) -> Accounts:
    made = Accounts(store, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    made.create("taro", PASSWORD, role=Role.AGENT, department="市民課")
    return made


@pytest.fixture
def client(desk: Desk, store: Store, accounts: Accounts) -> Iterator[TestClient]:
    app = create_app(
        desk,
        collection="gomi",
        widget_origins=("*",),
        office=Office(accounts, Inquiries(store), Faults(store), Reports(store), ApiKeys(store)),
    )

    @app.post("/try/agent")
    async def agent(request: Request) -> str:
        return (await auth.guard(accounts)(request)).name

    @app.post("/try/curator", dependencies=[Depends(auth.guard(accounts, Role.CURATOR))])
    def curator() -> None: ...

    with TestClient(app, base_url=HERE, follow_redirects=False) as made:
        yield made


def sign_in(client: TestClient, origin: str = HERE, **form: str) -> httpx.Response:
    return client.post("/desk/sign-in", data=FORM | form, headers={"origin": origin})


def csrf(client: TestClient) -> dict[str, str]:
    return {"origin": HERE, auth.CSRF_HEADER: auth.csrf_token(client.cookies["faqbot"])}


def test_the_door_lets_in_whoever_knows_the_password(client: TestClient) -> None:
    assert "パスワード" in client.get("/desk/sign-in").text
    let_in = sign_in(client)
    assert (let_in.status_code, let_in.headers["location"]) == (303, "/desk/")
    cookie = let_in.headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/"} <= set(cookie.split("; "))
    assert "secure" not in cookie


def test_behind_tls_the_cookie_is_bound_to_the_host(client: TestClient) -> None:
    client.base_url = "https://desk.example"  # type: ignore[assignment]  # its setter takes text
    let_in = sign_in(client, "https://desk.example")
    cookie = let_in.headers["set-cookie"]
    assert cookie.startswith("__Host-faqbot=")
    assert "Secure" in cookie


def test_a_wrong_password_is_told_on_the_page_and_its_name_is_no_markup(client: TestClient) -> None:
    refused = sign_in(client, name="<script>", password="まちがい")
    assert refused.status_code == 403
    assert "サインインできませんでした" in refused.text
    assert "<script>" not in refused.text
    assert "set-cookie" not in refused.headers


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://desk.example.evil.example"])
def test_another_sites_page_signs_nobody_in(client: TestClient, origin: str) -> None:
    assert sign_in(client, origin).status_code == 403


def test_a_change_wants_the_sessions_own_token(client: TestClient) -> None:
    assert client.post("/try/agent", headers={"origin": HERE}).status_code == 401
    sign_in(client)
    assert client.post("/try/agent", headers=csrf(client)).json() == "taro"
    assert client.post("/try/agent", headers={"origin": HERE}).status_code == 403
    assert client.post("/try/agent", headers=csrf(client) | {auth.CSRF_HEADER: "wrong"}).status_code == 403
    assert (
        client.post("/try/agent", headers=csrf(client) | {"origin": "http://evil.example"}).status_code == 403
    )


def test_a_role_opens_no_more_than_it_covers(client: TestClient) -> None:
    sign_in(client)
    refused = client.post("/try/curator", headers=csrf(client))
    assert refused.status_code == 403
    assert "権限" in refused.json()["detail"]


def test_signing_out_ends_the_session_on_the_server(client: TestClient, accounts: Accounts) -> None:
    sign_in(client)
    token = client.cookies["faqbot"]
    assert client.post("/desk/sign-out", headers={"origin": "http://evil.example"}).status_code == 403
    assert accounts.who(token)
    assert client.post("/desk/sign-out", headers={"origin": HERE}).headers["location"] == "/desk/sign-in"
    assert accounts.who(token) is None
    assert "faqbot" not in client.cookies
