"""Who is at the panel? Whoever is signed in at the staff's desk: the same cookie, looked up anew at every click."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from faqbot.staff.accounts import Account, cookie_name
from faqbot.staff.acting import Acting
from ui.house import Desk, House

DESK = "/desk/sign-in"
DOOR = f"{DESK}?next=panel"
"""`panel` is a name that the desk knows, not an address: nobody can be led elsewhere by it."""
_PROVIDER = "provider"
"""Where in this tab's state the way out at the provider is kept."""


def token_of(cookies: Mapping[str, str], address: str) -> str:
    """The session token that the browser brought, or an empty one. Behind TLS only the cookie counts that needs TLS."""
    return cookies.get(cookie_name(secure=address.startswith("https://")), "")


def who(find: Callable[[str], Account | None]) -> tuple[Account | None, str]:
    """The account at the panel and its token."""
    token = token_of(st.context.cookies, st.context.url or "")
    return (find(token) if token else None), token


def here() -> Acting:
    """From where this run was asked for. `web.reaching.Located` has said whom the proxies before us came for; Streamlit names no
    address of this machine itself.
    """
    return Acting(address=st.context.ip_address or "", request=secrets.token_hex(8))


def leave(house: House, token: str) -> None:
    """Sign out; whom a provider has let in is shown the way to sign out there too, or one press would let the next one in."""
    office = house.curation.office
    session = office.accounts.sessions.of(token)
    office.accounts.sign_out(token)
    back = house.desk.page(DESK, seen_at=st.context.url or "")
    st.session_state[_PROVIDER] = office.sso.leave(session, back) if office.sso else ""


def door(desk: Desk) -> None:
    """What whoever is not signed in sees."""
    st.title("FAQ の編集")
    if there := st.session_state.get(_PROVIDER, ""):
        st.warning("この画面からはサインアウトしました。庁内の認証には、まだサインインしたままです。")
        _link(there, "庁内の認証からもサインアウトする")
    st.write("この画面を使うには、職員のページでサインインしてください。")
    address = desk.page(DOOR, seen_at=st.context.url or "")
    _link(address, "サインインへ進む")
    st.caption(
        "サインインすると、この画面に戻ります。12 時間たつか、2 時間使わないでいると、もう一度サインインが要ります。"
    )


def _link(address: str, said: str) -> None:
    """A link button of Streamlit opens another tab, and this one would stay behind."""
    st.html(f'<a class="door" href="{escape(address)}" target="_self">{said}</a>')
