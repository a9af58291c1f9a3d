"""項目: what the bot knows, found and opened."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account
from ui.parts.collections import choose_collection
from ui.parts.entry_link import open_entry, opened
from ui.parts.entry_screen import entry_screen
from ui.parts.entry_table import entry_table
from ui.parts.narrowing import narrowed

_PAGE = 200
"""Lines of the table; more would be searched for rather than read."""


def page(curation: Curation, account: Account) -> None:
    """The list, or the entry that is open."""
    if now := opened():
        entry_screen(curation, account, now.collection, now.id)
        return
    st.title("項目")
    st.caption(
        "ボットが答えに使う項目の一覧です。行を押すと開きます。ほかの部署の項目は、見ることと提案ができます。"
    )
    collection = choose_collection(curation, account)
    if collection is None:
        return
    found = curation.entries.list(
        account, narrowed(curation, account, collection, key="entries"), limit=_PAGE
    )
    told, new = st.columns([3, 1], vertical_alignment="bottom")
    shown = f"（はじめの {len(found.rows):,} 件）" if found.total > len(found.rows) else ""
    told.markdown(f"{found.total:,} 件{shown}")
    if new.button("新しい項目", icon=":material/add:", type="primary", width="stretch"):
        open_entry(collection.name)
    if not found.rows:
        st.info("あてはまる項目がありません。ことばを短くするか、しぼり込みを外してください。")
    elif tapped := entry_table(found.rows, key=f"entries-{collection.name}").tapped:
        open_entry(tapped.collection, tapped.id)
