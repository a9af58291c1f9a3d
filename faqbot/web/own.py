"""One's own account: where it is signed in, its password, its second factor. Plain forms at /desk/account."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from faqbot.errors import InvalidInput, NotAllowed
from faqbot.identity.accounts import Accounts
from faqbot.staff.accounts import Account, Session
from faqbot.staff.acting import act_as
from faqbot.web import auth
from faqbot.web.forms import Form, Page
from faqbot.web.signin import DOOR, qr, spaced

OWN = "/desk/account"
_FILES = (
    "account.html",
    "codes.html",
    "account-here.html",
    "account-place.html",
    "account-password.html",
    "account-start.html",
    "account-code.html",
    "account-no-code.html",
)
_JAPAN = ZoneInfo("Asia/Tokyo")
_FOREIGN = "このページを読み込み直して、もう一度お試しください。"
_BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}

Act = Callable[[Account, Mapping[str, str]], Response]


def router(accounts: Accounts) -> APIRouter:
    """The routes over one's own account."""
    pages = APIRouter(include_in_schema=False)
    own, codes, here, there, password_part, start_part, code_part, no_code_part = map(Page, _FILES)

    def shown(request: Request, account: Account, refused: str = "") -> HTMLResponse:
        token = auth.token_of(request)
        csrf = auth.csrf_token(token)
        this = accounts.sessions.of(token)
        places = [place(each, this, csrf) for each in accounts.sessions.own(account)]
        parts = {"PLACES": "".join(places), "PASSWORD": "", "FACTOR": ""}
        if account.is_local:
            parts |= {"PASSWORD": password_part.fill(csrf=csrf), "FACTOR": factor(account, csrf)}
        status = 403 if refused else 200
        return own.show(refused=refused, status=status, markup=parts, csrf=csrf, name=account.display_name)

    def place(each: Session, this: Session | None, csrf: str) -> str:
        part = here if this and this.key == each.key else there
        since = f"{_time(each.begun_at)} から。最後に使ったのは {_time(each.seen_at)}。"
        since += f"アドレスは {each.address}。" if each.address else ""
        return part.fill(place=browser(each.device), since=since, key=each.key, csrf=csrf)

    def factor(account: Account, csrf: str) -> str:
        if accounts.factors.has(account):
            return no_code_part.fill(csrf=csrf)
        if not accounts.factors.begun(account):
            return start_part.fill(csrf=csrf)
        enrolment = accounts.factors.enrol(account)
        secret = spaced(enrolment.secret)
        return code_part.fill(markup={"PICTURE": qr(enrolment.uri)}, secret=secret, csrf=csrf)

    def acting(request: Request, form: Mapping[str, str], act: Act) -> Response:
        """Do it for whoever is signed in, or tell them on the page why not."""
        token = auth.token_of(request)
        account = accounts.who(token)
        if account is None:
            return RedirectResponse(DOOR, 303)
        try:
            auth.same_origin(request)
            if not hmac.compare_digest(form.get("csrf", "").encode(), auth.csrf_token(token).encode()):
                raise NotAllowed(_FOREIGN)
            act_as(account.name)
            return act(account, form)
        except (NotAllowed, InvalidInput) as refused:
            return shown(request, account, str(refused))

    @pages.get(OWN)
    def show(request: Request) -> Response:
        account = accounts.who(auth.token_of(request))
        return shown(request, account) if account else RedirectResponse(DOOR, 303)

    @pages.post(f"{OWN}/end")
    def end(request: Request, form: Form) -> Response:
        def act(account: Account, form: Mapping[str, str]) -> Response:
            if key := form.get("key", ""):
                accounts.sessions.end_one(account, key)
            else:
                accounts.sessions.end_everywhere(account)
            return RedirectResponse(OWN, 303)

        return acting(request, form, act)

    @pages.post(f"{OWN}/password")
    def password(request: Request, form: Form) -> Response:
        def act(account: Account, form: Mapping[str, str]) -> Response:
            old, new = form.get("old", ""), form.get("new", "")
            made = accounts.change_password(account.name, old, new, auth.origin_of(request))
            response = RedirectResponse(OWN, 303)
            auth.remember(request, response, made.token)
            return response

        return acting(request, form, act)

    @pages.post(f"{OWN}/start")
    def start(request: Request, form: Form) -> Response:
        def act(account: Account, form: Mapping[str, str]) -> Response:
            accounts.factors.enrol(account)
            return RedirectResponse(OWN, 303)

        return acting(request, form, act)

    @pages.post(f"{OWN}/code")
    def code(request: Request, form: Form) -> Response:
        def act(account: Account, form: Mapping[str, str]) -> Response:
            made, recovery = accounts.add_factor(account, form.get("code", ""), auth.origin_of(request))
            response = codes.show(codes="\n".join(recovery), there=OWN)
            auth.remember(request, response, made.token)
            return response

        return acting(request, form, act)

    @pages.post(f"{OWN}/no-code")
    def no_code(request: Request, form: Form) -> Response:
        def act(account: Account, form: Mapping[str, str]) -> Response:
            accounts.drop_factor(account.name, form.get("password", ""), auth.origin_of(request))
            return RedirectResponse(OWN, 303)

        return acting(request, form, act)

    return pages


def browser(device: str) -> str:
    """What a browser calls itself, in a word or two: `Chrome（Windows）`."""
    name = next((word for mark, word in _BROWSERS.items() if mark in device), "ブラウザー")
    system = next((word for mark, word in _SYSTEMS.items() if mark in device), "")
    return f"{name}（{system}）" if system else name


def _time(at: datetime) -> str:
    at = at.astimezone(_JAPAN)
    return f"{at.month} 月 {at.day} 日 {at:%H:%M}"
