"""What holds for every page and every route, whoever asks: nothing inline, nothing framed, no change from another site's page."""

from __future__ import annotations

import re
from collections.abc import Iterable

import httpx
import pytest
from fastapi import FastAPI

from faqbot.staff.accounts import Role
from faqbot.web import auth
from tests.web.test_rights import BODY, OPEN, app, routes, session

assert app  # the fixture

_INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
_FORMS = {"name": "<b onclick=x>", "password": "wrong", "code": "000000"}


def pages(app: FastAPI, who: str) -> Iterable[httpx.Response]:
    """Every page, and what is said where there is none, where something is wrong, and where a form was filled in wrongly."""
    client = session(app, who)
    for method, path in sorted(routes(app.routes)):
        if method == "GET":
            yield client.get(path.replace("{kind}", "monthly"), params=BODY)
    for path in (
        "/nowhere",
        "/desk/nowhere",
        "/static/nowhere",
        "/api/v1/desk/nowhere",
        "/desk/code?next=%22%3E",
    ):
        yield client.get(path)
    for path in ("/desk/sign-in", "/desk/code", "/desk/account/password", "/desk/account/end", "/api/v1/ask"):
        yield client.post(path, data=_FORMS)
    yield client.post("/desk/sign-in", data=_FORMS, headers={"origin": "https://evil.example"})


@pytest.mark.parametrize("who", ["", Role.AGENT, Role.ADMINISTRATOR])
def test_no_page_has_anything_inline_or_may_be_framed(app: FastAPI, who: str) -> None:
    seen = 0
    for page in pages(app, who):
        policy = page.headers["content-security-policy"]
        assert "unsafe" not in policy, page.url
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "server" not in page.headers
        if page.request.url.path != "/":
            assert "frame-ancestors 'none'" in policy, page.url
            assert page.headers["x-frame-options"] == "DENY"
        if page.headers.get("content-type", "").startswith("text/html"):
            seen += 1
            assert _INLINE.search(page.text) is None, page.url
    assert seen > 3


def test_what_is_looked_for_would_be_found() -> None:
    for inline in (
        "<script>",
        '<script type="module">x',
        "<p style='x'>",
        '<b onclick="x">',
        "<a href=javascript:x>",
    ):
        assert _INLINE.search(inline)
    assert _INLINE.search('<script type="module" src="/static/chat.js"></script>') is None


def test_no_change_is_taken_from_another_sites_page(app: FastAPI) -> None:
    """With the session of an administrator, but without its token, from elsewhere, or from nobody knows where."""
    client = session(app, Role.ADMINISTRATOR)
    token = auth.csrf_token(client.cookies["faqbot"])
    ways = [(m, path) for m, path in routes(app.routes) if m != "GET" and f"{m} {path}" not in OPEN]
    assert len(ways) > 5
    for headers in (
        {auth.CSRF_HEADER: ""},
        {auth.CSRF_HEADER: "0" * 64},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
    ):
        for method, path in ways:
            told = {auth.CSRF_HEADER: token} | headers
            sent = client.request(method, path, json=BODY, headers=told)
            assert sent.status_code == 403, f"{method} {path} {headers}"
    assert client.get("/desk/account").status_code == 200, "still signed in"
    assert client.post("/desk/sign-out", headers={"origin": "https://evil.example"}).status_code == 403
