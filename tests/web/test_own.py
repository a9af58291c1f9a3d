"""One's own account, by plain forms."""

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
from faqbot.staff.accounts import Origin, Role
from faqbot.staff.audit import AuditSought, Deed
from faqbot.store.base import Store
from faqbot.web.app import create_app
from faqbot.web.own_page import browser

PASSWORD = "窓口で待つ人に、すぐに答えよう"
ANOTHER = "もっと長くて覚えやすい文にします"
HERE = "http://desk.example"


@pytest.fixture
def office(store: Store) -> Office:
    made = make_office(store)
    made.accounts.create("taro", PASSWORD, role=Role.AGENT, department="市民課", display_name="<b>太郎")
    return made


@pytest.fixture
def client(desk: Desk, office: Office) -> Iterator[TestClient]:
    app = create_app(desk, collection="gomi", widget_origins=("*",), office=office)
    with TestClient(app, base_url=HERE, follow_redirects=False) as made:
        form = {"name": "taro", "password": PASSWORD}
        made.post("/desk/sign-in", data=form, headers={"origin": HERE})
        yield made


def post(client: TestClient, path: str, **form: str) -> httpx.Response:
    found = re.search(r'name="csrf" value="(\w+)"', client.get("/desk/account").text)
    told = {"csrf": found[1] if found else ""} | form
    return client.post(f"/desk/account/{path}", data=told, headers={"origin": HERE})


def test_who_is_signed_in_elsewhere_is_seen_and_ended(client: TestClient, office: Office) -> None:
    there = office.accounts.sign_in("taro", PASSWORD, Origin(address="192.0.2.9", device="Firefox/1 Android"))
    page = client.get("/desk/account").text
    assert "Firefox（Android）" in page
    assert "192.0.2.9" in page
    assert "（この画面）" in page
    assert "<b>太郎" not in page
    (key,) = re.findall(r'name="key" value="(\w+)"', page)
    assert post(client, "end", key=key).headers["location"] == "/desk/account"
    assert office.accounts.who(there.token) is None
    assert client.get("/desk/account").status_code == 200
    post(client, "end")
    assert client.get("/desk/account").headers["location"] == "/desk/sign-in"


def test_a_form_of_another_site_changes_nothing(client: TestClient) -> None:
    assert post(client, "end", csrf="x").status_code == 403
    assert post(client, "end", csrf="").status_code == 403
    told = {"csrf": str(re.search(r'"csrf" value="(\w+)"', client.get("/desk/account").text)[1])}  # type: ignore[index]
    foreign = client.post("/desk/account/end", data=told, headers={"origin": "http://evil.example"})
    assert foreign.status_code == 403
    assert client.get("/desk/account").status_code == 200


def test_a_new_password_keeps_this_session_only(client: TestClient, office: Office) -> None:
    there = office.accounts.sign_in("taro", PASSWORD)
    assert "サインインできませんでした" in post(client, "password", old="ちがう", new=ANOTHER).text
    assert "15 文字以上" in post(client, "password", old=PASSWORD, new="みじかい").text
    assert post(client, "password", old=PASSWORD, new=ANOTHER).status_code == 303
    assert office.accounts.who(there.token) is None
    assert client.get("/desk/account").status_code == 200
    assert office.accounts.sign_in("taro", ANOTHER)


def test_a_second_factor_comes_and_goes(client: TestClient, office: Office, store: Store) -> None:
    assert "<svg" not in client.get("/desk/account").text, "a look changes nothing"
    post(client, "start")
    page = client.get("/desk/account").text
    secret = str(re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1]).replace(" ", "")  # type: ignore[index]
    assert "番号が違います" in post(client, "code", code="000000").text
    elsewhere = office.accounts.sign_in("taro", PASSWORD).token
    before = client.cookies["faqbot"]
    done = post(client, "code", code=TOTP(secret).at(datetime.now(UTC)))
    assert len(re.findall(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", done.text)) == 10
    taro = office.accounts.account("taro")
    assert office.accounts.factors.has(taro)
    assert not any(map(office.accounts.who, (elsewhere, before))), "those came in without it"
    assert post(client, "no-code", password="ちがう").status_code == 403
    post(client, "no-code", password=PASSWORD)
    assert not office.accounts.factors.has(taro)
    made, *_ = store.audited(AuditSought(kind="second_factors", deed=Deed.ADDED))
    assert made.who == "taro"
    assert made.request


def test_nobody_has_no_account(client: TestClient) -> None:
    client.cookies.clear()
    assert client.get("/desk/account").headers["location"] == "/desk/sign-in"
    assert post(client, "end").headers["location"] == "/desk/sign-in"


def test_a_browser_in_a_word_or_two() -> None:
    assert (
        browser("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/141 Safari/537 Edg/141")
        == "Edge（Windows）"
    )
    assert browser("") == "ブラウザー"
