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
    pages = APIRouter(include_in_schema=False)
    files = ("sign-in.html", "code.html", "set-up.html", "codes.html", "signed-out.html")
    door, second, set_up, codes, left = map(Page, files)

    def shown(request: Request, page: HTMLResponse) -> HTMLResponse:
        page.headers["content-security-policy"] = policy(form_action=landing.form_action(request))
        return page

    def other_way(wanted: str) -> dict[str, str]:
        return {"SSO": button(wanted) if sso else ""}

    def on(request: Request, made: SignedIn, wanted: str) -> Response:
        """To where they wanted to go, or first to the code that is asked of them."""
        there = landing.after(request, wanted)
        if made.stage is Stage.SECOND:
            there = f"{CODE}?next={wanted}" if wanted else CODE
        response = RedirectResponse(there, 303)
        auth.remember(request, response, made.token)
        return response

    @pages.get(DOOR)
    def ask(request: Request, next: str = "") -> Response:
        next = known(next)
        if next and accounts.who(auth.token_of(request)):
            return RedirectResponse(landing.after(request, next), 303)
        return shown(request, door.show(next=next, markup=other_way(next)))

    @pages.post(DOOR)
    def sign_in(request: Request, form: Form) -> Response:
        wanted = known(form.get("next", ""))
        try:
            auth.same_origin(request)
            made = accounts.sign_in(form.get("name", ""), form.get("password", ""), auth.origin_of(request))
        except NotAllowed as refused:
            return shown(
                request, door.show(refused=str(refused), status=403, next=wanted, markup=other_way(wanted))
            )
        return on(request, made, wanted)

    @pages.get(CODE)
    def ask_code(request: Request, next: str = "") -> Response:
        return shown(request, code_page(request, known(next)))

    def code_page(request: Request, wanted: str, refused: str = "", status: int = 200) -> HTMLResponse:
        try:
            account = accounts.between(auth.token_of(request))
            act_as(account.name)
        except NotSignedIn as late:
            return door.show(refused=str(late), status=403, next=wanted, markup=other_way(wanted))
        if accounts.factors.has(account):
            return second.show(refused=refused, status=status, next=wanted)
        enrolment = accounts.factors.enrol(account)
        picture = {"PICTURE": qr(enrolment.uri)}
        secret = spaced(enrolment.secret)
        return set_up.show(refused=refused, status=status, markup=picture, secret=secret, next=wanted)

    @pages.post(CODE)
    def check_code(request: Request, form: Form) -> Response:
        wanted, token, code = known(form.get("next", "")), auth.token_of(request), form.get("code", "")
        try:
            auth.same_origin(request)
            account = accounts.between(token)
            act_as(account.name)
            if accounts.factors.has(account):
                return on(request, accounts.second(token, code, auth.origin_of(request)), wanted)
            made, recovery = accounts.set_up(token, code, auth.origin_of(request))
        except (NotAllowed, InvalidInput) as refused:
            return shown(request, code_page(request, wanted, str(refused), status=403))
        there = landing.after(request, wanted)
        response = shown(request, codes.show(codes="\n".join(recovery), there=there))
        auth.remember(request, response, made.token)
        return response

    @pages.post("/desk/sign-out")
    def sign_out(request: Request) -> Response:
        auth.same_origin(request)
        token = auth.token_of(request)
        session = accounts.sessions.of(token)
        accounts.sign_out(token)
        there = sso.leave(session, f"{request.url.scheme}://{request.url.netloc}{DOOR}") if sso else ""
        # A redirect after a form may not lead to another site (form-action): a page leads there.
        response: Response = left.show(there=there) if there else RedirectResponse(DOOR, 303)
        auth.forget(request, response)
        return response

    return pages


def qr(uri: str) -> str:
    """A QR code as SVG for the page itself: no style, no script, nothing fetched. Black on white in dark schemes, too."""
    return segno.make(uri, error="m").svg_inline(
        scale=_QR_SCALE, light="#fff", title="確認アプリで読み取る図"
    )


def spaced(secret: str) -> str:
    """In groups of four, as one reads it out."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
