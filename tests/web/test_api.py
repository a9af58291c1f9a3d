from __future__ import annotations

import json
import logging
import random
from concurrent.futures import ThreadPoolExecutor

import anyio
import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from faqbot.desk.desk import Desk
from faqbot.types import Audience
from faqbot.web import guard
from faqbot.web.guard import MAX_BODY


def ask(client: httpx.Client, text: str, collection: str = "garbage") -> dict[str, object]:
    response = client.post("/api/v1/ask", json={"collection": collection, "text": text})
    assert response.status_code == 200, response.text
    body: dict[str, object] = response.json()
    return body


def test_a_question_its_answer_and_feedback(client: httpx.Client) -> None:
    reply = ask(client, "ペットボトルのふた")
    assert reply["status"] == "answered"
    answer = reply["answer"]
    assert isinstance(answer, dict)
    assert answer["category"] == "プラスチック製容器包装"
    assert answer["source_url"].startswith("https://www.city.toyonaka.osaka.jp/")
    assert answer["checked_on"] == "2024-04-01"
    said = client.post("/api/v1/feedback", json={"turn": reply["turn"], "solved": False}).json()
    assert said["handoff"]["phone"]


def test_none_of_these(client: httpx.Client) -> None:
    reply = ask(client, "ペットボトル")
    none = {"turn": reply["turn"], "entry": None}
    replies = [client.post("/api/v1/choose", json=none).json() for _ in range(3)]
    assert [r["shape"] for r in replies] == ["candidates", "menu", "handoff"]
    assert replies[-1]["status"] == "unanswered"
    assert replies[-1]["handoff"]["phone"]


def test_what_the_facts_do_not_say_names_whom_to_phone(client: httpx.Client) -> None:
    reply = ask(client, "消火器の捨て方")
    assert reply["status"] == "unanswered"
    assert reply["answer"] is None
    assert isinstance(reply["handoff"], dict)
    assert reply["handoff"]["phone"] == "06-6843-3512"


def test_categories_and_their_entries(client: httpx.Client) -> None:
    guide = client.get("/api/v1/categories", params={"collection": "garbage"}).json()
    assert guide["entries"] is None
    counts = {c["name"]: c["count"] for c in guide["categories"]}
    listed = client.get(
        "/api/v1/categories", params={"collection": "garbage", "category": "可燃ごみ"}
    ).json()["entries"]
    assert len(listed) == counts["可燃ごみ"]
    opened = client.post("/api/v1/choose", json={"collection": "garbage", "entry": listed[0]["id"]}).json()
    assert opened["answer"]["id"] == listed[0]["id"]


def test_suggestions(client: httpx.Client) -> None:
    found = client.get("/api/v1/suggest", params={"collection": "garbage", "q": "もう"}).json()
    assert found["suggestions"][0]["question"] == "毛布"
    assert len(found["suggestions"]) <= 8


def test_health(client: httpx.Client) -> None:
    health = client.get("/api/v1/health").json()
    assert health["status"] == "ok"
    assert set(health["collections"]) == {"garbage"}


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/v1/ask", {"collection": "nowhere", "text": "毛布"}, 404),
        ("POST", "/api/v1/ask", {"collection": "chat", "text": "パスワード"}, 404),
        ("POST", "/api/v1/ask", {"collection": "garbage", "text": ""}, 422),
        ("POST", "/api/v1/ask", {"collection": "garbage", "text": "あ" * 501}, 422),
        ("POST", "/api/v1/ask", {"collection": "garbage"}, 422),
        ("POST", "/api/v1/ask", [1], 422),
        ("POST", "/api/v1/choose", {"turn": "no-such-turn", "entry": "pet-cap"}, 404),
        ("POST", "/api/v1/choose", {}, 422),
        ("POST", "/api/v1/choose", {"collection": "chat", "entry": "si-forgot"}, 404),
        ("POST", "/api/v1/feedback", {"turn": "no-such-turn", "solved": True}, 404),
        ("GET", "/api/v1/suggest?collection=chat&q=パ", None, 404),
        ("GET", "/api/v1/categories?collection=kiosk", None, 404),
        ("GET", "/api/v1/nothing", None, 404),
        ("DELETE", "/api/v1/ask", None, 405),
    ],
)
def test_mistakes_are_problem_documents_in_japanese(
    client: httpx.Client, method: str, path: str, body: object, status: int
) -> None:
    response = client.request(method, path, json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["instance"].startswith("/api/v1/")
    assert any("ぁ" <= c <= "ん" for c in problem["detail"])


def test_a_body_over_the_limit_is_refused(client: httpx.Client) -> None:
    response = client.post("/api/v1/ask", content=b"x" * (MAX_BODY + 1))
    assert response.status_code == 413
    chunked = client.post("/api/v1/ask", content=(b"x" * 1024 for _ in range(64)))
    assert chunked.status_code == 413
    assert chunked.headers["content-type"] == "application/problem+json"


def test_the_api_describes_itself(client: httpx.Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {f"/api/v1/{n}" for n in ("ask", "choose", "feedback", "suggest", "categories", "health")} <= set(
        paths
    )
    assert "application/problem+json" in paths["/api/v1/ask"]["post"]["responses"]["422"]["content"]


def test_pages_may_do_little_and_the_widget_may_be_loaded_from_anywhere(client: httpx.Client) -> None:
    page = client.get("/")
    assert 'data-collection="garbage"' in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "server" not in page.headers
    widget = client.get("/widget.js")
    assert widget.headers["content-type"].startswith("text/javascript")
    module = client.get("/static/chat.js", headers={"origin": "https://city.example"})
    assert module.headers["access-control-allow-origin"] == "*"
    assert client.get("/static/../settings.py").status_code == 404


def odd_strings(seed: int, count: int) -> list[str]:
    """Control characters, surrogates, SQL, HTML, emoji, right-to-left, and plain noise."""
    rng = random.Random(seed)
    pieces = [
        "毛布", "'; DROP TABLE turns;--", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "\u202eافتح",
        "👨‍👩‍👧‍👦", "\x00", "\ud800", "\udfff", "\u3099", "゛", "ｶﾞ", "％s", "../../etc/passwd", "\r\nSet-Cookie: a", "ー" * 30, "ﷺ",
    ]  # fmt: skip
    return [
        "".join(
            rng.choice(pieces)
            if rng.random() < 0.3
            else chr(
                rng.choice([rng.randrange(0x250), rng.randrange(0x3000, 0x9FFF), rng.randrange(0x110000)])
            )
            for _ in range(rng.randint(1, 30))
        )[:500]
        for _ in range(count)
    ]


def test_hostile_strings_are_answered_and_none_is_lost(
    address: str, full_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    strings = odd_strings(seed=7, count=600)
    caplog.set_level(logging.INFO)

    def send(text: str) -> int:
        body = json.dumps({"collection": "garbage", "text": text})
        told = {"content-type": "application/json"}
        return client.post("/api/v1/ask", content=body, headers=told).status_code

    before = full_desk.count_turns()
    with httpx.Client(base_url=address, timeout=60) as client, ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, strings))
    assert set(statuses) <= {200}
    blank = sum(not text.strip() for text in strings)
    assert full_desk.count_turns() - before == len(strings) - blank
    assert not any(text in caplog.text for text in strings if len(text) > 5)


def test_what_is_typed_never_enters_the_log(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="faqbot")
    ask(client, "ひみつのしつもん")
    client.get("/api/v1/suggest", params={"collection": "garbage", "q": "ひみつのしつもん"})
    assert "ひみつ" not in caplog.text


def test_a_resident_cannot_reach_a_staff_turn(client: httpx.Client, full_desk: Desk) -> None:
    asked = full_desk.ask("chat", "パスワードを忘れた", audience=Audience.STAFF, channel="test")
    response = client.post("/api/v1/choose", json={"turn": asked.turn_id, "entry": None})
    assert response.status_code == 404


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.0)
    sent: list[Message] = []

    async def never() -> Message:
        await anyio.sleep_forever()

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("it has no body yet")

    scope = {"type": "http", "path": "/api/v1/ask", "headers": [], "method": "POST"}
    anyio.run(guard.BodyLimit(app), scope, never, send)
    assert sent[0]["status"] == 408
    assert "もう一度" in json.loads(sent[1]["body"])["detail"]
