"""What a page on another site is told: the widget lives on one."""

from __future__ import annotations

from typing import NoReturn

import httpx
import pytest

from faqbot.desk.desk import Desk
from tests.serving import serving

ELSEWHERE = {"origin": "https://city.example"}
SECRET = "ひみつのしつもん"


@pytest.fixture
def broken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that fails in a way nobody expected."""

    def fail(*args: object, **kwargs: object) -> NoReturn:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(desk, "ask", fail)
    return desk


def ask(desk: Desk) -> httpx.Response:
    with serving(desk, "gomi") as address:
        return httpx.post(
            f"{address}/api/v1/ask", json={"collection": "gomi", "text": SECRET}, headers=ELSEWHERE
        )


def test_an_unexpected_error_is_readable_from_another_site(broken: Desk) -> None:
    response = ask(broken)
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "もう一度" in response.json()["detail"]


def test_an_unexpected_error_is_logged_without_its_message(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, broken: Desk
) -> None:
    ask(broken)
    assert "RuntimeError at /api/v1/ask" in caplog.text
    assert SECRET not in caplog.text + capfd.readouterr().err  # the HTTP server has a log of its own


def test_another_site_may_read_how_long_to_wait(client: httpx.Client) -> None:
    response = client.get("/api/v1/health", headers=ELSEWHERE)
    assert "retry-after" in response.headers["access-control-expose-headers"].lower()


def test_another_site_may_ask(client: httpx.Client) -> None:
    asking = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    response = client.options("/api/v1/ask", headers=ELSEWHERE | asking)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"
