"""窓口を選ぶ: which body of entries a page is about; first one's own, then the one chosen last."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account
from faqbot.types import Audience, Collection

_KEY = "collection"


def choose_collection(curation: Curation, account: Account) -> Collection | None:
    """The collection chosen; None, and a word about it, where there is none."""
    found = {each.name: each for each in curation.desk.collections(audience=Audience.STAFF)}
    if not found:
        st.info("窓口がまだありません。管理者に相談してください。")
        return None
    names = list(found)
    own = next((each.name for each in found.values() if each.owner == account.department), names[0])
    # A widget's own key is forgotten on pages that do not show it.
    before = st.session_state.get(_KEY, own)
    chosen = st.selectbox(
        "窓口",
        names,
        index=names.index(before if before in found else own),
        format_func=lambda name: found[name].title,
    )
    st.session_state[_KEY] = chosen
    return found[chosen]
