"""How one's own account looks: where it is signed in, and the parts for its password and its second factor."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse

from faqbot.identity.accounts import Accounts
from faqbot.staff.accounts import Account, Session
from faqbot.web import auth
from faqbot.web.forms import Page
from faqbot.web.signin import qr, spaced

_JAPAN = ZoneInfo("Asia/Tokyo")
_BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


class OwnPage:
    """The page, drawn anew after each act."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._whole = Page("account.html")
        self._here, self._there = Page("account-here.html"), Page("account-place.html")
        self._password, self._start = Page("account-password.html"), Page("account-start.html")
        self._code, self._no_code = Page("account-code.html"), Page("account-no-code.html")

    def show(self, request: Request, account: Account, refused: str = "") -> HTMLResponse:
        """The page of an account; `refused` says why what was wanted was not done."""
        token = auth.token_of(request)
        csrf = auth.csrf_token(token)
        this = self._accounts.sessions.of(token)
        places = [self._place(each, this, csrf) for each in self._accounts.sessions.own(account)]
        parts = {"PLACES": "".join(places), "PASSWORD": "", "FACTOR": ""}
        if account.is_local:
            parts |= {"PASSWORD": self._password.fill(csrf=csrf), "FACTOR": self._factor(account, csrf)}
        status = 403 if refused else 200
        name = account.display_name
        return self._whole.show(refused=refused, status=status, markup=parts, csrf=csrf, name=name)

    def _place(self, each: Session, this: Session | None, csrf: str) -> str:
        part = self._here if this and this.key == each.key else self._there
        since = f"{_time(each.begun_at)} から。最後に使ったのは {_time(each.seen_at)}。"
        since += f"アドレスは {each.address}。" if each.address else ""
        return part.fill(place=browser(each.device), since=since, key=each.key, csrf=csrf)

    def _factor(self, account: Account, csrf: str) -> str:
        factors = self._accounts.factors
        if factors.has(account):
            return self._no_code.fill(csrf=csrf)
        if not factors.begun(account):
            return self._start.fill(csrf=csrf)
        enrolment = factors.enrol(account)
        secret = spaced(enrolment.secret)
        return self._code.fill(markup={"PICTURE": qr(enrolment.uri)}, secret=secret, csrf=csrf)


def browser(device: str) -> str:
    """What a browser calls itself, in a word or two: `Chrome（Windows）`."""
    name = next((word for mark, word in _BROWSERS.items() if mark in device), "ブラウザー")
    system = next((word for mark, word in _SYSTEMS.items() if mark in device), "")
    return f"{name}（{system}）" if system else name


def _time(at: datetime) -> str:
    at = at.astimezone(_JAPAN)
    return f"{at.month} 月 {at.day} 日 {at:%H:%M}"
