"""The desk page's own API: behind the sign-in, each call one record, whatever arrives twice."""

from collections.abc import Iterator
from typing import Any

import pytest
from argon2 import PasswordHasher
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
from faqbot.types import Audience
from faqbot.web import auth
from faqbot.web.app import create_app
from tests.conftest import Clock

PASSWORD = "窓口で待つ人に、すぐに答えよう"
HERE = "http://desk.example"
CALL: dict[str, Any] = {
    "id": "c1",
    "system": "chat",
    "received_at": "2026-11-20T02:50:00Z",
    "started_at": "2026-11-20T02:50:05Z",
    "finished_at": "2026-11-20T02:53:00Z",
    "department": "市民課",
    "question": "パスワードを忘れた",
    "entry_id": "password",
    "work": "サインインの案内",
    "action": "案内した。",
    "state": "resolved",
}


@pytest.fixture
def stranger(desk: Desk, store: Store, clock: Clock) -> Iterator[TestClient]:
    accounts = Accounts(store, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    for name in ("taro", "jiro"):
        accounts.create(name, PASSWORD, role=Role.AGENT, department="市民課", display_name=f"山田{name}")
    office = Office(
        accounts,
        Inquiries(store, give_up=desk.give_up, clock=clock),
        Faults(store, clock=clock),
        Reports(store, clock=clock),
        ApiKeys(store),
    )
    app = create_app(desk, collection="gomi", widget_origins=("*",), office=office)
    with TestClient(app, base_url=HERE, follow_redirects=False, client=("127.0.0.1", 50_000)) as made:
        yield made


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    stranger.post("/desk/sign-in", data={"name": "taro", "password": PASSWORD}, headers={"origin": HERE})
    stranger.headers |= {"origin": HERE, auth.CSRF_HEADER: auth.csrf_token(stranger.cookies["faqbot"])}
    return stranger


def get(client: TestClient, path: str, **query: str) -> Any:
    reply = client.get(f"/api/v1/desk/{path}", params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


def post(client: TestClient, path: str, body: object, status: int = 200) -> Any:
    reply = client.post(f"/api/v1/desk/{path}", json=body)
    assert reply.status_code == status, reply.text
    return reply.json() if reply.content else None


def test_nothing_here_is_for_strangers(stranger: TestClient) -> None:
    assert stranger.get("/desk/").headers["location"] == "/desk/sign-in"
    for path in (
        "me",
        "search?q=x",
        "likely",
        "entry?system=chat&id=password",
        "drafts",
        "inquiries",
        "inquiry?id=x",
    ):
        assert stranger.get(f"/api/v1/desk/{path}").status_code == 401
    for path in ("draft", "record", "amend", "fault", "reopen", "hand-over", "discard"):
        assert stranger.post(f"/api/v1/desk/{path}", json=CALL).status_code == 401


def test_the_page_learns_who_it_is_for(client: TestClient) -> None:
    assert client.get("/desk/").headers["content-type"].startswith("text/html")
    told = get(client, "me")
    assert told["display_name"] == "山田taro"
    assert told["csrf"] == client.headers[auth.CSRF_HEADER]
    assert [system["name"] for system in told["systems"]] == ["chat"]
    assert told["colleagues"] == {"taro": "山田taro", "jiro": "山田jiro"}
    assert client.get("/api/v1/desk/me").headers["cache-control"] == "no-store"


def test_an_agent_searches_the_staffs_collections_only(client: TestClient) -> None:
    (hit,) = get(client, "search", q="パスワード")
    assert (hit["system"], hit["id"]) == ("chat", "password")
    assert hit["score"] > 0
    assert get(client, "search", q="毛布") == []
    assert get(client, "why", q="パスワード", system="chat", id="password")[0]["share"] > 0
    full = get(client, "entry", system="chat", id="password")
    assert (full["version"], full["contact"]["department"]) == (1, "情報課")
    assert client.get("/api/v1/desk/entry?system=chat&id=nothing").status_code == 404


def test_a_call_is_recorded_once(client: TestClient) -> None:
    post(client, "draft", CALL | {"state": "draft", "question": "パス"}, 204)
    assert [draft["question"] for draft in get(client, "drafts")] == ["パス"]
    made = post(client, "record", CALL)
    assert made == post(client, "record", CALL)
    assert (made["agent"], made["number"], made["version"]) == ("taro", 1, 1)
    assert get(client, "drafts") == []
    assert [
        row["id"] for row in get(client, "inquiries", text="パスワード", state="resolved", mine="true")
    ] == ["c1"]
    told = get(client, "likely")
    assert [found["id"] for found in told["recent"]] == ["password"]
    assert told["departments"] == ["市民課"]
    assert post(client, "record", CALL | {"action": "別"}, 409)["detail"].startswith("この下書き")


def test_an_unanswered_call_goes_on_a_ticket_once(client: TestClient, store: Store) -> None:
    call = CALL | {
        "question": "議事録を音声から作れますか",
        "entry_id": "",
        "state": "open",
        "unanswered": True,
    }
    made = post(client, "record", call)
    assert post(client, "record", call) == made
    (ticket,) = store.tickets("chat")
    assert (ticket.id, ticket.count, ticket.text) == (made["ticket_id"], 1, call["question"])
    assert [link["act"] for link in get(client, "inquiry", id="c1")["links"]] == ["recorded", "amended"]


def test_a_record_is_amended_reopened_and_handed_over(client: TestClient) -> None:
    made = post(client, "record", CALL)
    amended = post(client, "amend", made | {"notes": "折り返し済み"})
    again = post(client, "reopen", {"id": "c1", "version": amended["version"]})
    given = post(client, "hand-over", {"id": "c1", "version": again["version"], "to": "jiro"})
    assert (given["agent"], given["rounds"], given["state"]) == ("jiro", 3, "open")
    post(client, "reopen", {"id": "c1", "version": 1}, 422)
    told = get(client, "inquiry", id="c1")
    assert told["whole"]
    assert len(told["links"]) == 4


@pytest.mark.parametrize(
    "wrong", [{"received_at": "2026-11-20T02:50:00"}, {"state": "nowhere"}, {"question": "あ" * 501}]
)
def test_what_cannot_be_used_is_refused(client: TestClient, wrong: dict[str, str]) -> None:
    post(client, "record", CALL | wrong, 422)


def test_the_longest_call_fits(client: TestClient) -> None:
    texts = {"question": 500, "action": 2000, "notes": 1000, "cause": 1000, "prevention": 1000}
    post(client, "record", CALL | {name: "あ" * longest for name, longest in texts.items()})
    assert client.post("/api/v1/desk/record", content=b"x" * 70_000).status_code == 413


@pytest.mark.parametrize("kind", ["monthly", "work", "fault", "periodic", "log"])
def test_reports_come_from_the_page(client: TestClient, kind: str) -> None:
    query = f"/api/v1/desk/report/{kind}?first=2026-11-01&last=2026-11-30&system=chat"
    sheet = client.get(query)
    assert sheet.content.startswith(b"PK")
    assert f"{kind}-2026-11-01-2026-11-30.xlsx" in sheet.headers["content-disposition"]
    shown = client.get(f"{query}&form=html")
    assert shown.headers["content-security-policy"].startswith("default-src 'none'")
    assert "2026年11月1日" in shown.text


def test_a_resident_cannot_reach_what_the_staff_asks(client: TestClient, desk: Desk) -> None:
    reply = client.post("/api/v1/ask", json={"collection": "chat", "text": "パスワードを忘れた"})
    assert reply.status_code == 404
    assert {c.name for c in desk.collections(audience=Audience.PUBLIC)} == {"gomi"}


def test_a_period_that_ends_before_it_begins_is_refused(client: TestClient) -> None:
    reply = client.get("/api/v1/desk/report/monthly?first=2026-11-30&last=2026-11-01")
    assert reply.status_code == 422
    assert reply.json()["detail"].startswith("終わりの日が、初めの日より前です。")
