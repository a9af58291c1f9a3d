"""One's own account: what is done to its sessions, its password, its second factor. Plain forms at /desk/account."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from faqbot.errors import InvalidInput, NotAllowed
from faqbot.identity.accounts import Accounts
from faqbot.staff.accounts import Account
from faqbot.staff.acting import act_as
from faqbot.web import auth
from faqbot.web.forms import Form, Page
from faqbot.web.own_page import OwnPage
from faqbot.web.signin import DOOR

OWN = "/desk/account"
_CODES = Page("codes.html")
_FOREIGN = "このページを読み込み直して、もう一度お試しください。"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that somebody sends about the account that they are signed in to."""

    request: Request
    form: Mapping[str, str]
    account: Account

    def get(self, field: str) -> str:
        """What a field says; empty where it is not there."""
        return self.form.get(field, "")


Act = Callable[[Accounts, Sent], Response]
"""Does what a form wants. Raises NotAllowed or InvalidInput, which the page tells."""


def router(accounts: Accounts) -> APIRouter:
    """The routes over one's own account."""
    pages, page = APIRouter(include_in_schema=False), OwnPage(accounts)

    @pages.get(OWN)
    def show(request: Request) -> Response:
        account = accounts.who(auth.token_of(request))
        return page.show(request, account) if account else RedirectResponse(DOOR, 303)

    for name, act in _ACTS.items():
        pages.post(f"{OWN}/{name}")(_acting(accounts, page, act))
    return pages


def _acting(accounts: Accounts, page: OwnPage, act: Act) -> Callable[..., Response]:
    """Do it for whoever is signed in, or tell them on the page why not."""

    def posted(request: Request, form: Form) -> Response:
        token = auth.token_of(request)
        account = accounts.who(token)
        if account is None:
            return RedirectResponse(DOOR, 303)
        try:
            auth.same_origin(request)
            if not hmac.compare_digest(form.get("csrf", "").encode(), auth.csrf_token(token).encode()):
                raise NotAllowed(_FOREIGN)
            act_as(account.name)
            return act(accounts, Sent(request, form, account))
        except (NotAllowed, InvalidInput) as refused:
            return page.show(request, account, str(refused))

    return posted


def _end(accounts: Accounts, sent: Sent) -> Response:
    if key := sent.get("key"):
        accounts.sessions.end_one(sent.account, key)
    else:
        accounts.sessions.end_everywhere(sent.account)
    return RedirectResponse(OWN, 303)


def _password(accounts: Accounts, sent: Sent) -> Response:
    origin = auth.origin_of(sent.request)
    made = accounts.change_password(sent.account.name, sent.get("old"), sent.get("new"), origin)
    response = RedirectResponse(OWN, 303)
    auth.remember(sent.request, response, made.token)
    return response


def _start(accounts: Accounts, sent: Sent) -> Response:
    accounts.factors.enrol(sent.account)
    return RedirectResponse(OWN, 303)


def _code(accounts: Accounts, sent: Sent) -> Response:
    made, recovery = accounts.add_factor(sent.account, sent.get("code"), auth.origin_of(sent.request))
    response = _CODES.show(codes="\n".join(recovery), there=OWN)
    auth.remember(sent.request, response, made.token)
    return response


def _no_code(accounts: Accounts, sent: Sent) -> Response:
    accounts.drop_factor(sent.account.name, sent.get("password"), auth.origin_of(sent.request))
    return RedirectResponse(OWN, 303)


_ACTS: Mapping[str, Act] = {
    "end": _end,
    "password": _password,
    "start": _start,
    "code": _code,
    "no-code": _no_code,
}
"""By the last part of their path."""
