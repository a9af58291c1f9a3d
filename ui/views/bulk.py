"""まとめて変える: one change to many entries, and the round trip through Excel; each shown before it is made."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.bulk import Change
from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account, Role
from faqbot.types import Collection, Entry
from ui.parts.collections import choose_collection
from ui.parts.differences import show_differences
from ui.parts.entry_form import FIRST, LAST
from ui.parts.entry_table import entry_table
from ui.parts.exchange import exchange
from ui.parts.narrowing import narrowed
from ui.parts.outcome import done, refusals

_PAGE = 1000
_SHOWN = 30
_SAME = "（変えない）"


def page(curation: Curation, account: Account) -> None:
    """Two ways to change many entries."""
    st.title("まとめて変える")
    st.caption("たくさんの項目を、一度に変えます。変える前に、どこが変わるかを確かめられます。")
    collection = choose_collection(curation, account)
    if collection is None:
        return
    ticked, file = st.tabs(["選んで変える", "Excel・CSV"])
    with ticked:
        _by_ticking(curation, account, collection)
    with file:
        exchange(curation, account, collection)


def _by_ticking(curation: Curation, account: Account, collection: Collection) -> None:
    found = curation.entries.list(account, narrowed(curation, account, collection, key="bulk"), limit=_PAGE)
    if not found.rows:
        st.info("あてはまる項目がありません。")
        return
    entries = entry_table(found.rows, key=f"bulk-{collection.name}", several=True).ticked
    st.markdown(
        f"**{len(entries)} 件**を選んでいます。"
        if entries
        else "左の四角に印を付けて、項目を選んでください。"
    )
    if entries:
        change = _change(curation, account, collection)
        _confirm(curation, account, entries, change)


def _change(curation: Curation, account: Account, collection: Collection) -> Change:
    categories = [None, *(each.name for each in collection.categories)]
    owners = [None, *(each.name for each in curation.departments.list(account))]
    first, second, third = st.columns(3)
    with first:
        category = st.selectbox("分類", categories, format_func=_same)
        locked = account.role is not Role.ADMINISTRATOR
        department = st.selectbox("担当課（管理者だけ）", owners, format_func=_same, disabled=locked)
    with second:
        checked = st.date_input(
            "確認日", None, min_value=FIRST, max_value=LAST, format="YYYY/MM/DD", key="bulk-checked"
        )
        always = st.checkbox("いつでも出す（出す期間をなくす）")
    with third:
        since = st.date_input(
            "公開開始日", None, min_value=FIRST, max_value=LAST, format="YYYY/MM/DD", key="bulk-from"
        )
        until = st.date_input(
            "公開終了日", None, min_value=FIRST, max_value=LAST, format="YYYY/MM/DD", key="bulk-until"
        )
    return Change(
        category=category,
        department=department,
        checked_on=checked,
        valid_from=since,
        valid_until=until,
        always=always,
    )


def _confirm(curation: Curation, account: Account, entries: list[Entry], change: Change) -> None:
    lines = [line for line in curation.bulk.preview(account, entries, change) if line.changes]
    for line in lines[:_SHOWN]:
        with st.expander(line.entry.question, icon=":material/lock:" if line.refused else None):
            if line.refused:
                st.markdown(
                    f"「{line.entry.department}」が受け持つ項目なので、変えられません。選択から外してください。"
                )
            show_differences(line.changes)
    if len(lines) > _SHOWN:
        st.caption(f"ほかに {len(lines) - _SHOWN} 件あります。")
    refused = any(line.refused for line in lines)
    if st.button(f"{len(lines)} 件を変える", type="primary", disabled=not lines or refused):
        with refusals():
            saved = curation.bulk.apply(account, [line.entry for line in lines], change)
            asked = f"（うち {len(saved.requested)} 件は承認を頼みました）" if saved.requested else ""
            done(f"{len(lines)} 件を変えました{asked}。")


def _same(name: str | None) -> str:
    return name or _SAME
