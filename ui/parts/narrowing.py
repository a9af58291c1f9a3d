"""Searching and narrowing the entries of a collection."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.entries import Filter
from faqbot.staff.accounts import Account
from faqbot.types import Collection, Status
from ui.parts.entry_table import STATES


def narrowed(curation: Curation, account: Account, collection: Collection, *, key: str) -> Filter:
    """What the fields ask for; `key` keeps those of one page apart from another's."""
    text = st.text_input(
        "さがす",
        placeholder="住民の聞き方のままで（例: てんぷら油の捨て方）",
        icon=":material/search:",
        key=f"{key}-text",
    )
    categories = ["", *(each.name for each in collection.categories)]
    owners = ["", *(each.name for each in curation.departments.list(account))]
    with st.expander("しぼり込む"):
        category, department, status, due = st.columns(4, vertical_alignment="bottom")
    return Filter(
        collection=collection.name,
        text=text,
        category=category.selectbox("分類", categories, format_func=_any, key=f"{key}-category"),
        department=department.selectbox("担当課", owners, format_func=_any, key=f"{key}-department"),
        status=status.selectbox("状態", [None, *Status], format_func=_state, key=f"{key}-status"),
        due=due.checkbox("確認の時期が来たものだけ", key=f"{key}-due"),
    )


def _any(name: str) -> str:
    return name or "すべて"


def _state(status: Status | None) -> str:
    return STATES[status] if status else "すべて"
