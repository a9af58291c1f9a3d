"""Who is asking? Session cookies, and the proof that a change was asked for by our own page.

The cookie: HttpOnly, SameSite=Lax, and behind TLS Secure under the `__Host-` prefix (RFC 6265bis §4.1.3.2). A change must come
from our own origin (its `Origin` header) and carry a token that is bound to the session and that no other site can read
(OWASP Cross-Site Request Forgery Prevention, "HMAC based token").
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from faqbot.errors import NotAllowed, NotSignedIn
from faqbot.identity.accounts import Accounts
from faqbot.identity.sessions import LASTS
from faqbot.staff.accounts import Account, Origin, Role, cookie_name
from faqbot.staff.acting import act_as

CSRF_HEADER = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD"})
_SIGN_IN_FIRST = "サインインしてください。"
_NOT_YOURS = "この操作をする権限がありません。管理者に相談してください。"
_FOREIGN = "このページから送られた操作ではないので、受け付けませんでした。ページを読み込み直して、もう一度お試しください。"


def token_of(request: Request) -> str:
    """The session token that a request carries, or an empty one."""
    return request.cookies.get(_cookie(request), "")


def remember(request: Request, response: Response, token: str) -> None:
    """Hand a session to the browser."""
    lasts = int(LASTS.total_seconds())
    response.set_cookie(_cookie(request), token, max_age=lasts, **cookie_of(request))


def forget(request: Request, response: Response) -> None:
    """Take the session from the browser."""
    response.delete_cookie(_cookie(request), **cookie_of(request))


def cookie_of(request: Request) -> dict[str, Any]:
    """What every cookie of ours is like: no script reads it, no other site's form sends it."""
    return {"path": "/", "secure": is_secure(request), "httponly": True, "samesite": "lax"}


def origin_of(request: Request) -> Origin:
    """Where a request comes from."""
    address = request.client.host if request.client else ""
    return Origin(address=address, device=request.headers.get("user-agent", ""))


def csrf_token(token: str) -> str:
    """What a page of the session puts into `CSRF_HEADER`."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def same_origin(request: Request) -> None:
    """Let only our own pages pass. Every browser sends `Origin` with a POST.

    Raises:
        NotAllowed: another site's page sent this, or nobody knows which.
    """
    if urlsplit(request.headers.get("origin", "")).netloc != request.headers.get("host"):
        raise NotAllowed(_FOREIGN)


def guard(
    accounts: Accounts, needed: Role = Role.AGENT
) -> Callable[[Request], Coroutine[None, None, Account]]:
    """A dependency that gives the account that is signed in.

    It raises NotSignedIn without a session, and NotAllowed where the role does not cover `needed`, or a change was not
    asked for by our own page.
    """

    def signed_in(request: Request) -> Account:
        token = token_of(request)
        account = accounts.who(token) if token else None
        if account is None:
            raise NotSignedIn(_SIGN_IN_FIRST)
        if request.method not in _SAFE:
            same_origin(request)
            if not hmac.compare_digest(
                request.headers.get(CSRF_HEADER, "").encode(), csrf_token(token).encode()
            ):
                raise NotAllowed(_FOREIGN)
        if not account.role.covers(needed):
            raise NotAllowed(_NOT_YOURS)
        return account

    async def acting(request: Request) -> Account:
        # What a thread sets ends with it: in the task, it holds for the route as well.
        account = await run_in_threadpool(signed_in, request)
        act_as(account.name)
        return account

    return acting


def is_secure(request: Request) -> bool:
    """uvicorn takes the scheme from the proxy on this machine (X-Forwarded-Proto)."""
    return request.url.scheme == "https"


def _cookie(request: Request) -> str:
    return cookie_name(secure=is_secure(request))
