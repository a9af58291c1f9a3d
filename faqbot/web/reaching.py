"""Who reaches us, from where and how often? What every request passes before anything reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from faqbot.identity.api_keys import sent_by
from faqbot.identity.networks import ANYWHERE, Networks, Surface, is_loopback, party
from faqbot.staff.accounts import cookie_name
from faqbot.staff.credentials import ApiKey
from faqbot.staff.credentials import Scope as May
from faqbot.web.problems import problem
from faqbot.web.rates import Buckets, Counting, Rate

SIGN_IN = Rate(1.0, 40)
"""By address: forty clerks who come in at half past eight, and then one a second. A password costs 64 MiB and 30 ms."""
_BURST_SECONDS = 15
"""Seconds of the rate that may come at once: a page that opens, a word that is typed with suggestions."""
_STAFF = 10
"""How much more than one person all sessions of one address may ask together."""
_DOORS = ("/desk/sign-in", "/desk/code", "/desk/sso")
_BUSY = (
    "短い間に続けて送られたので、いまは受け付けられません。{seconds} 秒ほど待って、もう一度お試しください。"
)
_ELSEWHERE = "この場所からは使えません。庁内のネットワークからお試しください。"


def surface_of(path: str) -> Surface:
    """Which surface a path of the service belongs to."""
    staff = path.startswith(("/desk", "/static/desk/", "/api/v1/desk/"))
    return Surface.DESK if staff else Surface.API


def nobody(_sent: str, _may: May) -> ApiKey | None:
    """Where no machine has a key."""
    return None


@dataclass(frozen=True, slots=True)
class Admission:
    """From where each surface may be reached, how often anybody may ask in a second, and whose key a machine sends."""

    networks: Networks = ANYWHERE
    per_second: float = 20
    holder: Callable[[str, May], ApiKey | None] = nobody
    counting: Callable[[], Counting] = Buckets
    """Where it is counted."""


OPEN = Admission()


class Located:
    """Says who is asking and by which scheme (`scope["client"]`, `scope["scheme"]`), as far as proxies of ours say so."""

    def __init__(self, app: ASGIApp, networks: Networks = ANYWHERE) -> None:
        self._app = app
        self._networks = networks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            self._locate(scope, Headers(scope=scope))
        await self._app(scope, receive, send)

    def _locate(self, scope: Scope, headers: Headers) -> None:
        peer, port = scope.get("client") or ("", 0)
        if self._networks.believes(peer):
            secure = headers.get("x-forwarded-proto", "").strip().lower() in ("https", "wss")
            web = scope["type"] == "http"
            scope["scheme"] = ("https" if web else "wss") if secure else scope["scheme"]
        forwarded = ",".join(headers.getlist("x-forwarded-for"))
        scope["client"] = (self._networks.client(peer, forwarded.split(",") if forwarded else []), port)


class Reaching:
    """Lets nobody pass who may not ask from there, or asks too often. `Located` must have come before it.

    Whoever has a key for questions may ask from anywhere, at a rate of its own. Requests from this machine, or from
    nobody knows where, are not counted: a proxy that does not say for whom it asks must not make everybody wait.
    """

    def __init__(
        self,
        app: ASGIApp,
        admission: Admission = OPEN,
        *,
        surface: Callable[[str], Surface] = surface_of,
    ) -> None:
        self._app = app
        self._networks = admission.networks
        self._holder = admission.holder
        each = admission.per_second
        self._rate = Rate(each, max(1, round(each * _BURST_SECONDS)))
        self._many = Rate(each * _STAFF, self._rate.burst * _STAFF)
        self._surface = surface
        self._buckets = admission.counting()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        key = await self._key(headers)
        refusal = self._elsewhere(scope, key) or self._too_often(scope, headers, key)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    async def _key(self, headers: Headers) -> ApiKey | None:
        sent = sent_by(headers.get("authorization", ""))
        return await run_sync(self._holder, sent, May.ASK) if sent else None

    def _elsewhere(self, scope: Scope, key: ApiKey | None) -> Response | None:
        surface = self._surface(scope["path"])
        if self._networks.allows(surface, scope["client"][0]) or (key and surface is Surface.API):
            return None
        return _refusal(scope, 403, _ELSEWHERE)

    def _too_often(self, scope: Scope, headers: Headers, key: ApiKey | None) -> Response | None:
        client = scope["client"][0]
        if key is None and (not client or is_loopback(client)):
            return None
        address = party(client)
        if scope["path"].startswith(_DOORS) and scope.get("method") != "GET":
            waits = self._buckets.take(f"door {address}", SIGN_IN)
        elif key:
            waits = self._buckets.take(f"key {key.id}", self._rate)
        elif session := _session(scope, headers):
            # Whoever invents sessions still has one address; a city hall may have one for everybody.
            waits = self._buckets.take(f"desk {address}", self._many) or self._buckets.take(
                session, self._rate
            )
        else:
            waits = self._buckets.take(f"address {address}", self._rate)
        if not waits:
            return None
        return _refusal(scope, 429, _BUSY.format(seconds=waits), {"retry-after": str(waits)})


def _session(scope: Scope, headers: Headers) -> str:
    """Whose session came along, on the pages of the staff."""
    if surface_of(scope["path"]) is not Surface.DESK:
        return ""
    token = cookie_parser(headers.get("cookie", "")).get(cookie_name(secure=scope["scheme"] == "https"), "")
    return f"session {hashlib.sha256(token.encode()).hexdigest()}" if token else ""


def _refusal(scope: Scope, status: int, said: str, headers: dict[str, str] | None = None) -> Response:
    if scope["path"].startswith("/api/"):
        return problem(status, said, path=scope["path"], headers=headers)
    return PlainTextResponse(said, status, headers=headers)
