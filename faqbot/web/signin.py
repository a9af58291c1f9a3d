"""The door of the staff's pages: /desk/sign-in and /desk/sign-out. Works without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from faqbot.errors import NotAllowed
from faqbot.identity.accounts import Accounts
from faqbot.web import auth

HOME = "/desk/"
DOOR = "/desk/sign-in"
_PAGE = Path(__file__).parent / "static" / "desk" / "sign-in.html"


async def _form(request: Request) -> Mapping[str, str]:
    """The fields of a plain HTML form (application/x-www-form-urlencoded), the first of each."""
    text = (await request.body()).decode("utf-8", "replace")
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}


Form = Annotated[Mapping[str, str], Depends(_form)]


def router(accounts: Accounts) -> APIRouter:
    """The routes over the accounts."""
    pages = APIRouter(include_in_schema=False)
    page = _PAGE.read_text(encoding="utf-8")

    @pages.get(DOOR)
    def door() -> HTMLResponse:
        return _door(page)

    @pages.post(DOOR)
    def sign_in(request: Request, form: Form) -> Response:
        try:
            auth.same_origin(request)
            made = accounts.sign_in(form.get("name", ""), form.get("password", ""))
        except NotAllowed as refused:
            return _door(page, str(refused), status=403)
        response = RedirectResponse(HOME, status_code=303)
        auth.remember(request, response, made.token)
        return response

    @pages.post("/desk/sign-out")
    def sign_out(request: Request) -> Response:
        auth.same_origin(request)
        accounts.sign_out(auth.token_of(request))
        response = RedirectResponse(DOOR, status_code=303)
        auth.forget(request, response)
        return response

    return pages


def _door(page: str, refused: str = "", *, status: int = 200) -> HTMLResponse:
    told = f'<p class="bad" role="alert">{escape(refused)}</p>' if refused else ""
    return HTMLResponse(page.replace("__TOLD__", told), status, headers={"cache-control": "no-store"})
