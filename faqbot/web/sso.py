"""The way to the city's identity provider and back: /desk/sso, and where the provider itself calls."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from faqbot.errors import NotAllowed, SignInRefused
from faqbot.identity.single_sign_on import SingleSignOn
from faqbot.staff.accounts import cookie_name
from faqbot.web import auth
from faqbot.web.forms import Form, Page
from faqbot.web.landing import Landing, known

START = "/desk/sso"
BACK = "/desk/sso/back"
_WAITS = 600
"""Seconds to type a password over there."""
_DENIED = "サインインを取りやめました。"


def router(sso: SingleSignOn, landing: Landing) -> APIRouter:
    """The routes over single sign-on."""
    pages = APIRouter(include_in_schema=False)
    door = Page("sign-in.html")

    def refused(error: Exception, wanted: str) -> Response:
        return door.show(refused=str(error), status=403, next=wanted, markup={"SSO": button(wanted)})

    @pages.get(START)
    def start(request: Request, next: str = "") -> Response:
        try:
            url, seed = sso.begin(_address(request, BACK))
        except NotAllowed as error:
            return refused(error, known(next))
        response = RedirectResponse(url, 303)
        # SameSite=Lax: the provider's page leads back by a plain link, which brings it along.
        keeping = auth.cookie_of(request) | {"max_age": _WAITS}
        response.set_cookie(_cookie(request), f"{seed} {known(next)}", **keeping)
        return response

    @pages.get(BACK)
    def back(request: Request) -> Response:
        seed, _, wanted = request.cookies.get(_cookie(request), "").partition(" ")
        wanted = known(wanted)
        try:
            if "error" in request.query_params:
                raise SignInRefused(_DENIED)
            made = sso.finish(request.query_params, seed, _address(request, BACK), auth.origin_of(request))
        except NotAllowed as error:
            response = refused(error, wanted)
        else:
            response = RedirectResponse(landing.after(request, wanted), 303)
            auth.remember(request, response, made.token)
        response.delete_cookie(_cookie(request), **auth.cookie_of(request))
        return response

    @pages.post("/desk/sso/ended")
    def ended(form: Form) -> Response:
        """The provider calls: somebody has signed out there."""
        try:
            sso.told_to_end(form.get("logout_token", ""))
        except NotAllowed:
            return Response(status_code=400, headers={"cache-control": "no-store"})
        return Response(headers={"cache-control": "no-store"})

    return pages


def button(wanted: str) -> str:
    """The way in by the provider, on the sign-in page."""
    query = f"?next={wanted}" if wanted else ""
    return f'<p><a class="go wide" href="{START}{query}">庁内の認証でサインイン</a></p><p class="quiet">または</p>'


def _address(request: Request, path: str) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{path}"


def _cookie(request: Request) -> str:
    return f"{cookie_name(secure=auth.is_secure(request))}-sso"
