"""The door of the staff's pages: /desk/sign-in, /desk/code and /desk/sign-out. Works without JavaScript."""

from __future__ import annotations

import segno
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from faqbot.errors import InvalidInput, NotAllowed, NotSignedIn
from faqbot.identity.accounts import Accounts
from faqbot.identity.sessions import SignedIn
from faqbot.identity.single_sign_on import SingleSignOn
from faqbot.staff.accounts import Stage
from faqbot.staff.acting import act_as
from faqbot.web import auth
from faqbot.web.forms import Form, Page
from faqbot.web.headers import policy
from faqbot.web.landing import BESIDE, Landing, known
from faqbot.web.sso import button

DOOR = "/desk/sign-in"
CODE = "/desk/code"
_QR_SCALE = 5
"""Pixels of a module: some 200 on the screen, which a phone reads at arm's length."""


def router(accounts: Accounts, landing: Landing = BESIDE, sso: SingleSignOn | None = None) -> APIRouter:
    """The routes over the accounts."""
    pages, door = APIRouter(include_in_schema=False), _Door(accounts, landing, sso)
    pages.get(DOOR)(door.ask)
    pages.post(DOOR)(door.sign_in)
    pages.get(CODE)(door.ask_code)
    pages.post(CODE)(door.check_code)
    pages.post("/desk/sign-out")(door.sign_out)
    return pages


class _Door:
    """A name and a password, the code where one is asked for, and the way out."""

    def __init__(self, accounts: Accounts, landing: Landing, sso: SingleSignOn | None) -> None:
        self._accounts, self._landing, self._sso = accounts, landing, sso
        self._door, self._left = Page("sign-in.html"), Page("signed-out.html")
        self._second, self._set_up, self._codes = Page("code.html"), Page("set-up.html"), Page("codes.html")

    def ask(self, request: Request, next: str = "") -> Response:
        next = known(next)
        if next and self._accounts.who(auth.token_of(request)):
            return RedirectResponse(self._landing.after(request, next), 303)
        return self._shown(request, self._door_page(next))

    def sign_in(self, request: Request, form: Form) -> Response:
        wanted = known(form.get("next", ""))
        name, password = form.get("name", ""), form.get("password", "")
        try:
            auth.same_origin(request)
            made = self._accounts.sign_in(name, password, auth.origin_of(request))
        except NotAllowed as refused:
            return self._shown(request, self._door_page(wanted, refused))
        return self._on(request, made, wanted)

    def ask_code(self, request: Request, next: str = "") -> Response:
        return self._shown(request, self._code_page(request, known(next)))

    def check_code(self, request: Request, form: Form) -> Response:
        wanted, token, code = known(form.get("next", "")), auth.token_of(request), form.get("code", "")
        accounts, origin = self._accounts, auth.origin_of(request)
        try:
            auth.same_origin(request)
            account = accounts.between(token)
            act_as(account.name)
            if accounts.factors.has(account):
                return self._on(request, accounts.second(token, code, origin), wanted)
            made, recovery = accounts.set_up(token, code, origin)
        except (NotAllowed, InvalidInput) as refused:
            return self._shown(request, self._code_page(request, wanted, str(refused), status=403))
        there = self._landing.after(request, wanted)
        response = self._shown(request, self._codes.show(codes="\n".join(recovery), there=there))
        auth.remember(request, response, made.token)
        return response

    def sign_out(self, request: Request) -> Response:
        auth.same_origin(request)
        token = auth.token_of(request)
        session = self._accounts.sessions.of(token)
        self._accounts.sign_out(token)
        here = f"{request.url.scheme}://{request.url.netloc}{DOOR}"
        there = self._sso.leave(session, here) if self._sso else ""
        # A redirect after a form may not lead to another site (form-action): a page leads there.
        response: Response = self._left.show(there=there) if there else RedirectResponse(DOOR, 303)
        auth.forget(request, response)
        return response

    def _on(self, request: Request, made: SignedIn, wanted: str) -> Response:
        """To where they wanted to go, or first to the code that is asked of them."""
        there = self._landing.after(request, wanted)
        if made.stage is Stage.SECOND:
            there = f"{CODE}?next={wanted}" if wanted else CODE
        response = RedirectResponse(there, 303)
        auth.remember(request, response, made.token)
        return response

    def _shown(self, request: Request, page: HTMLResponse) -> HTMLResponse:
        page.headers["content-security-policy"] = policy(form_action=self._landing.form_action(request))
        return page

    def _door_page(self, wanted: str, refused: Exception | None = None) -> HTMLResponse:
        markup = {"SSO": button(wanted) if self._sso else ""}
        status = 403 if refused else 200
        return self._door.show(refused=str(refused or ""), status=status, next=wanted, markup=markup)

    def _code_page(self, request: Request, wanted: str, refused: str = "", status: int = 200) -> HTMLResponse:
        try:
            account = self._accounts.between(auth.token_of(request))
            act_as(account.name)
        except NotSignedIn as late:
            return self._door_page(wanted, late)
        if self._accounts.factors.has(account):
            return self._second.show(refused=refused, status=status, next=wanted)
        enrolment = self._accounts.factors.enrol(account)
        picture = {"PICTURE": qr(enrolment.uri)}
        secret = spaced(enrolment.secret)
        return self._set_up.show(refused=refused, status=status, markup=picture, secret=secret, next=wanted)


def qr(uri: str) -> str:
    """A QR code as SVG for the page itself: no style, no script, nothing fetched. Black on white in dark schemes, too."""
    return segno.make(uri, error="m").svg_inline(
        scale=_QR_SCALE, light="#fff", title="確認アプリで読み取る図"
    )


def spaced(secret: str) -> str:
    """In groups of four, as one reads it out."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
