"""From where and how often: through a proxy that is believed, as nginx would ask."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from ipaddress import ip_network

import httpx
import pytest
from fastapi.testclient import TestClient

from faqbot.app import make_office
from faqbot.desk.desk import Desk
from faqbot.identity.networks import Networks, Surface
from faqbot.staff.credentials import Scope
from faqbot.store.base import Store
from faqbot.web.app import create_app
from faqbot.web.reaching import SIGN_IN, Admission, Located, Reaching

INSIDE, OUTSIDE = "10.1.0.7", "192.0.2.7"
PROXY = ("127.0.0.1", 4711)
Reach = Callable[..., httpx.Response]


@pytest.fixture
def reach(desk: Desk, store: Store) -> Iterator[Callable[..., Reach]]:
    """`reach(allowed, rate)` gives `get(path, address)`."""
    clients = []
    office = make_office(store)

    def made(allowed: dict[Surface, str] | None = None, per_second: float = 1) -> Reach:
        networks = Networks(
            (ip_network("127.0.0.1"),), {each: (ip_network(text),) for each, text in (allowed or {}).items()}
        )
        rules = Admission(networks, per_second, office.keys.holder)
        app = create_app(desk, collection="gomi", widget_origins=("*",), office=office, admission=rules)
        client = TestClient(app, base_url="http://faq.example", client=PROXY, follow_redirects=False)
        clients.append(client)

        def ask(path: str, address: str = "", method: str = "GET", **headers: str) -> httpx.Response:
            told = {"x-forwarded-for": address} if address else {}
            return client.request(method, path, headers=told | headers)

        return ask

    yield made
    for client in clients:
        client.close()


def test_the_desk_is_reached_from_its_networks_only(reach: Callable[..., Reach]) -> None:
    get = reach({Surface.DESK: "10.1.0.0/16"})
    for path in ("/desk/sign-in", "/desk/", "/static/desk/ground.css", "/api/v1/desk/me"):
        refused = get(path, OUTSIDE)
        assert refused.status_code == 403
        assert "庁内のネットワーク" in refused.text
        assert refused.headers["x-frame-options"] == "DENY"
        assert get(path, INSIDE).status_code != 403
        assert get(path, f"{INSIDE}, {OUTSIDE}").status_code == 403, "what anybody may have written"
    assert get("/", OUTSIDE).status_code == 200


def test_a_machine_with_a_key_may_ask_from_outside(reach: Callable[..., Reach], store: Store) -> None:
    get = reach({Surface.API: "10.1.0.0/16", Surface.DESK: "10.1.0.0/16"})
    keys = make_office(store).keys
    asks, watches = (keys.create("端末", [scope], days=1)[1] for scope in (Scope.ASK, Scope.METRICS))
    path = "/api/v1/openapi.json"
    assert get(path, OUTSIDE).status_code == 403
    assert get(path, OUTSIDE, authorization=f"Bearer {asks}").status_code == 200
    assert get(path, OUTSIDE, authorization=f"Bearer {watches}").status_code == 403
    assert get(path, OUTSIDE, authorization="Bearer fq_x_y").status_code == 403
    assert get("/desk/sign-in", OUTSIDE, authorization=f"Bearer {asks}").status_code == 403


def test_who_asks_too_often_is_told_when_to_come_again(reach: Callable[..., Reach]) -> None:
    get = reach(per_second=0.05)
    path = "/api/v1/openapi.json"
    assert get(path, OUTSIDE).status_code == 200
    late = get(path, OUTSIDE)
    assert late.status_code == 429
    assert late.headers["content-type"] == "application/problem+json"
    assert 1 <= int(late.headers["retry-after"]) <= 20
    assert f"{late.headers['retry-after']} 秒" in late.json()["detail"]
    assert "content-security-policy" in late.headers
    assert get(path, INSIDE).status_code == 200
    assert [get(path).status_code for _ in range(9)] == [200] * 9, "this machine's own are not counted"


def test_colleagues_behind_one_address_have_a_rate_each_and_inventing_sessions_helps_nobody(
    reach: Callable[..., Reach],
) -> None:
    get = reach(per_second=0.05)
    path = "/api/v1/desk/me"
    assert [get(path, INSIDE, cookie="faqbot=a").status_code for _ in range(2)] == [401, 429]
    assert get(path, INSIDE, cookie="faqbot=b").status_code == 401
    asked = [get(path, INSIDE, cookie=f"faqbot=c{each}").status_code for each in range(60)]
    assert set(asked) == {401, 429}
    assert asked[-1] == 429


def test_the_door_counts_for_itself(reach: Callable[..., Reach]) -> None:
    get = reach(per_second=1000)
    tried = [get("/desk/sso/ended", OUTSIDE, "POST").status_code for _ in range(SIGN_IN.burst * 4)]
    assert 429 not in tried[: SIGN_IN.burst]
    assert 429 in tried
    assert get("/desk/sign-in", OUTSIDE).status_code == 200


def test_a_proxy_says_that_there_is_tls(reach: Callable[..., Reach], desk: Desk) -> None:
    get = reach()
    told = get("/", OUTSIDE, **{"x-forwarded-proto": "https"})
    assert "max-age" in told.headers["strict-transport-security"]
    assert "strict-transport-security" not in get("/", OUTSIDE).headers
    app = create_app(desk, collection="gomi", widget_origins=("https://www.city.example.jp",))
    with TestClient(app, client=(OUTSIDE, 1)) as client:
        page = client.get("/", headers={"x-forwarded-proto": "https"})
    assert "strict-transport-security" not in page.headers, "nobody is believed whom no setting names"
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'self' https://www.city.example.jp" in policy
    assert "unsafe" not in policy


def test_the_audit_says_from_where_behind_a_proxy(
    reach: Callable[..., Reach], caplog: pytest.LogCaptureFixture
) -> None:
    get = reach()
    with caplog.at_level(logging.INFO, "faqbot.access"):
        get("/desk/sign-in", OUTSIDE)
    assert [record.fields["from"] for record in caplog.records if record.name == "faqbot.access"] == [OUTSIDE]  # type: ignore[attr-defined]


def test_a_websocket_from_elsewhere_is_closed() -> None:
    from starlette.applications import Starlette
    from starlette.routing import WebSocketRoute
    from starlette.websockets import WebSocket, WebSocketDisconnect

    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        await socket.close()

    rules = Admission(Networks((), {Surface.PANEL: (ip_network("10.1.0.0/16"),)}))
    panel = Located(
        Reaching(Starlette(routes=[WebSocketRoute("/", talk)]), rules, surface=lambda _: Surface.PANEL)
    )
    with (
        TestClient(panel, client=(OUTSIDE, 1)) as client,
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/"),
    ):
        pass
    with TestClient(panel, client=(INSIDE, 1)) as client, client.websocket_connect("/"):
        pass
