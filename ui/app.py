"""The panel's frame: who is here, where they can go, and the page they are on. Streamlit runs it at every click.

Rights never come from the browser: the account is looked up here at every run, and the use cases check it. So nothing in
`ui/` may act in a callback or a fragment (`on_click`, `st.dialog`, `st.fragment`): they run before this file, or without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from faqbot.staff.acting import act_as, acting_from
from ui.house import House, ours
from ui.parts.outcome import refusals, show_done
from ui.sections import SECTIONS, View
from ui.signin import door, here, leave, who

ICON, LOOKS = (Path(__file__).with_name(name) for name in ("icon.svg", "panel.css"))


def main(house: House) -> None:
    """One run: the page that was asked for, or the door."""
    with acting_from(here()):
        _run(house)


def _run(house: House) -> None:
    st.set_page_config(page_title="FAQ の編集", page_icon=str(ICON), layout="wide")
    st.html(LOOKS)
    accounts = house.curation.office.accounts
    account, token = who(accounts.who)
    if account is None:
        st.navigation(pages(lambda _: partial(door, house.desk)), position="hidden").run()
        return
    act_as(account.name)
    chosen = st.navigation(pages(lambda view: partial(view, house.curation, account)))
    with st.sidebar:
        st.caption(f"{account.display_name}（{account.department}）")
        if st.button("サインアウト", width="stretch"):
            leave(house, token)
            st.rerun()
    show_done()
    with refusals():
        chosen.run()


def pages(show: Callable[[View], Callable[[], None]]) -> dict[str, list[StreamlitPage]]:
    """The pages by section. Whoever is not signed in finds the door at each address."""
    first = next(iter(SECTIONS.values()))[0]
    return {
        section: [
            st.Page(
                show(each.view), title=each.title, icon=each.icon, url_path=each.path, default=each is first
            )
            for each in views
        ]
        for section, views in SECTIONS.items()
    }


main(ours())
