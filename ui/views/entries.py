"""項目: what the bot knows, found, opened, changed."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.entries import Filter
from faqbot.staff.accounts import Account
from faqbot.types import Collection, Status
from ui.parts.collections import choose_collection
from ui.parts.entry_link import open_entry, opened
from ui.parts.entry_screen import entry_screen
from ui.parts.entry_table import STATES, entry_table

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
    wanted = _narrow(curation, account, collection)
    found = curation.entries.list(account, wanted, limit=_PAGE)
    told, new = st.columns([3, 1], vertical_alignment="bottom")
    shown = f"（はじめの {len(found.rows):,} 件）" if found.total > len(found.rows) else ""
    told.markdown(f"{found.total:,} 件{shown}")
    if new.button("新しい項目", icon=":material/add:", type="primary", width="stretch"):
        open_entry(collection.name)
    if found.rows:
        for entry in entry_table(found.rows, key=f"entries-{collection.name}"):
            open_entry(entry.collection, entry.id)
    else:
        st.info("あてはまる項目がありません。ことばを短くするか、しぼり込みを外してください。")


def _narrow(curation: Curation, account: Account, collection: Collection) -> Filter:
    text = st.text_input(
        "さがす",
        placeholder="住民の聞き方のままで（例: てんぷら油の捨て方）",
        icon=":material/search:",
        key="entries-text",
    )
    owners = [each.name for each in curation.departments.list(account)]
    category, department, status, due = st.columns(4, vertical_alignment="bottom")
    return Filter(
        collection=collection.name,
        text=text,
        category=category.selectbox(
            "分類",
            ["", *(each.name for each in collection.categories)],
            format_func=_any,
            key="entries-category",
        ),
        department=department.selectbox("担当課", ["", *owners], format_func=_any, key="entries-department"),
        status=status.selectbox(
            "状態", [None, *Status], format_func=lambda s: STATES[s] if s else "すべて", key="entries-status"
        ),
        due=due.checkbox("確認の時期が来たものだけ", key="entries-due"),
    )


def _any(name: str) -> str:
    return name or "すべて"
