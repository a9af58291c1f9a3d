"""The door with a second factor, and where it leads: plain forms, as a browser without JavaScript sends them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from fastapi.testclient import TestClient
from pyotp import TOTP

from faqbot.app import make_office
from faqbot.desk.desk import Desk
from faqbot.desk.office import Office
from faqbot.settings import Settings
from faqbot.staff.accounts import Role
from faqbot.store.base import Store
from faqbot.web.app import create_app
from faqbot.web.landing import Landing

PASSWORD = "窓口で待つ人に、すぐに答えよう"
HERE = "http://desk.example:8000"
PANEL = "http://desk.example:8501/"


@pytest.fixture
def office(store: Store) -> Office:
    made = make_office(store, settings=Settings(second_factor=("curator",)))
    made.accounts.create("hanako", PASSWORD, role=Role.CURATOR, department="環境課")
    made.accounts.create("taro", PASSWORD, role=Role.AGENT, department="市民課")
    return made


@pytest.fixture
def client(desk: Desk, office: Office) -> Iterator[TestClient]:
    app = create_app(desk, collection="gomi", widget_origins=("*",), office=office)
    with TestClient(app, base_url=HERE, follow_redirects=False) as made:
        yield made


def post(client: TestClient, path: str, **form: str) -> httpx.Response:
    return client.post(path, data=form, headers={"origin": HERE})


def sign_in(client: TestClient, name: str, next: str = "") -> httpx.Response:
    return post(client, "/desk/sign-in", name=name, password=PASSWORD, next=next)


def test_the_app_is_set_up_at_the_first_sign_in_and_asked_at_the_next(client: TestClient) -> None:
    asked = sign_in(client, "hanako", next="panel")
    assert asked.headers["location"] == "/desk/code?next=panel"
    page = client.get("/desk/code?next=panel").text
    assert "<svg" in page
    assert "style=" not in page
    secret = str(re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1]).replace(" ", "")  # type: ignore[index]
    wrong = post(client, "/desk/code", code="000000", next="panel")
    assert wrong.status_code == 403
    assert "番号が違います" in wrong.text
    app = TOTP(secret)
    done = post(client, "/desk/code", code=app.at(datetime.now(UTC)), next="panel")
    codes = re.findall(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", done.text)
    assert len(codes) == 10
    assert f'href="{PANEL}"' in done.text
    assert done.headers["cache-control"] == "no-store"
    assert client.get("/api/v1/desk/me").status_code == 200

    sign_in(client, "hanako")
    assert "<svg" not in client.get("/desk/code").text
    assert client.get("/api/v1/desk/me").status_code == 401, "the password alone opens nothing"
    assert post(client, "/desk/code", code=codes[0]).headers["location"] == "/desk/"
    assert client.get("/api/v1/desk/me").status_code == 200


def test_without_a_password_there_is_no_code_to_ask_for(client: TestClient) -> None:
    late = client.get("/desk/code")
    assert late.status_code == 403
    assert "はじめからやり直してください" in late.text
    assert 'action="/desk/sign-in"' in late.text
    assert post(client, "/desk/code", code="000000").status_code == 403


def test_next_leads_to_the_panel_and_nowhere_else(client: TestClient) -> None:
    page = client.get("/desk/sign-in?next=panel")
    assert "form-action 'self' http://desk.example:8501;" in page.headers["content-security-policy"]
    assert 'name="next" value="panel"' in page.text
    assert sign_in(client, "taro", next="panel").headers["location"] == PANEL
    assert client.get("/desk/sign-in?next=panel").headers["location"] == PANEL
    for other in (
        "https://evil.example/",
        "//evil.example",
        "/desk/sign-in",
        "panel.evil.example",
        '"><script>',
    ):
        assert sign_in(client, "taro", next=other).headers["location"] == "/desk/"
        assert "<script>" not in client.get("/desk/sign-in", params={"next": other}).text


def test_behind_one_proxy_the_panel_is_a_folder(desk: Desk, office: Office) -> None:
    landing = Landing(panel_path="panel")
    app = create_app(desk, collection="gomi", widget_origins=("*",), office=office, landing=landing)
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        assert sign_in(client, "taro", next="panel").headers["location"] == "/panel/"


@pytest.mark.parametrize("host", ["a;script-src *", "a b", "a'b", "[::1]:8000"])
def test_a_strange_host_gets_into_no_header(client: TestClient, host: str) -> None:
    page = client.get("/desk/sign-in", headers={"host": host})
    assert "script-src" not in page.headers["content-security-policy"]
    assert page.headers["content-security-policy"].count(";") == 5
