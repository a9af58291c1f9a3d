"""窓口を選ぶ: which body of entries a page is about; the same on every page until somebody chooses another."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.types import Audience, Collection

_KEY = "collection"


def choose_collection(curation: Curation) -> Collection | None:
    """The collection chosen; None, and a word about it, where there is none."""
    found = {each.name: each for each in curation.desk.collections(audience=Audience.STAFF)}
    if not found:
        st.info("窓口がまだありません。管理者に相談してください。")
        return None
    # A widget's own key is forgotten on pages that do not show it.
    before = st.session_state.get(_KEY)
    names = list(found)
    chosen = st.selectbox(
        "窓口",
        names,
        index=names.index(before) if before in found else 0,
        format_func=lambda name: found[name].title,
    )
    st.session_state[_KEY] = chosen
    return found[chosen]
