"""Who is at the panel? Whoever is signed in at the staff's desk: the same cookie, looked up anew at every click."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from faqbot.staff.accounts import Account, cookie_name
from faqbot.staff.acting import Acting
from ui.house import Desk

DOOR = "/desk/sign-in?next=panel"
"""`panel` is a name that the desk knows, not an address: nobody can be led elsewhere by it."""


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


def door(desk: Desk) -> None:
    """What whoever is not signed in sees."""
    st.title("FAQ の編集")
    st.write("この画面を使うには、職員のページでサインインしてください。")
    address = desk.page(DOOR, seen_at=st.context.url or "")
    # A link button of Streamlit opens another tab, and this one would stay behind.
    st.html(f'<a class="door" href="{escape(address)}" target="_self">サインインへ進む</a>')
    st.caption(
        "サインインすると、この画面に戻ります。12 時間たつか、2 時間使わないでいると、もう一度サインインが要ります。"
    )
