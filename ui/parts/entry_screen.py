"""One entry on the screen: what it says, and what it has said."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account
from faqbot.types import Audience, Entry, Status
from ui.parts.aftermath import show_aftermath
from ui.parts.entry_edit import Editor
from ui.parts.entry_link import close_entry, open_entry
from ui.parts.entry_table import state
from ui.parts.history import history


def entry_screen(curation: Curation, account: Account, collection: str, entry_id: str) -> None:
    """An entry, or an empty form for a new one."""
    if st.button("一覧に戻る", icon=":material/arrow_back:", type="tertiary"):
        close_entry()
        st.rerun()
    described = curation.desk.collection(collection, audience=Audience.STAFF)
    editor = Editor(curation, account, described)
    if entry_id:
        _show(curation, account, editor, collection, entry_id)
    else:
        st.title("新しい項目")
        st.caption("質問と答えを書いて公開すると、次の質問からすぐに使われます。")
        editor.begin()


def _show(curation: Curation, account: Account, editor: Editor, collection: str, entry_id: str) -> None:
    opened = curation.entries.get(account, collection, entry_id)
    row, entry = opened.row, opened.row.entry
    st.title(entry.question)
    st.caption(f"{state(row)}・{entry.department}・最後に変えた人: {row.saved_by}・ID: {entry.id}")
    if opened.requests:
        st.info(
            "この項目には、承認待ちの変更があります。「部署と承認」で確かめられます。",
            icon=":material/hourglass_top:",
        )
    if opened.proposals:
        told = f"この項目には、提案が {len(opened.proposals)} 件あります。「提案」で決められます。"
        st.info(told, icon=":material/rate_review:")
    _siblings(curation, entry)
    content, since, past = st.tabs(["内容", "公開してから", "履歴"])
    with content:
        editor.edit(entry) if row.mine else editor.suggest(entry)
    with since:
        if entry.status is Status.PUBLISHED:
            show_aftermath(curation, account, entry)
        else:
            st.caption("公開すると、その後のようすがここに出ます。")
    with past:
        history(curation, account, entry, mine=row.mine)


def _siblings(curation: Curation, entry: Entry) -> None:
    """The other variants of the same thing, a button each."""
    live = curation.desk.entries(entry.collection, audience=Audience.STAFF)
    others = [
        each for each in live if entry.subject and each.subject == entry.subject and each.id != entry.id
    ]
    if not others:
        return
    st.markdown(f"「{entry.subject}」には、条件の違う項目がほかに {len(others)} 件あります。")
    with st.container(horizontal=True):
        for other in others:
            if st.button(other.condition or other.question, key=f"sibling-{other.id}"):
                open_entry(other.collection, other.id)
