"""確認の時期: live answers whose 確認日 is too long ago, most read first; several are confirmed at once."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from faqbot.curation.bulk import Change
from faqbot.curation.curation import Curation
from faqbot.schedule.hours import JST
from faqbot.staff.accounts import Account
from ui.parts.collections import choose_collection
from ui.parts.entry_link import open_entry, opened
from ui.parts.entry_screen import entry_screen
from ui.parts.entry_table import entry_table
from ui.parts.outcome import done, refusals

_PAGE = 200


def page(curation: Curation, account: Account) -> None:
    """The list of one's own department, or the entry that is open."""
    if now := opened():
        entry_screen(curation, account, now.collection, now.id)
        return
    st.title("確認の時期")
    st.caption(
        "しばらく確かめていない答えです。この 90 日によく見られたものから並びます。"
        "内容が正しければ、左の四角に印を付けて、確認日を新しくします。"
    )
    collection = choose_collection(curation, account)
    if collection is None:
        return
    every = st.checkbox("ほかの部署の項目も見る")
    rows = [row for row in curation.entries.due(account, collection.name, limit=_PAGE) if every or row.mine]
    if not rows:
        st.info("いま、確かめる項目はありません。", icon=":material/check_circle:")
        return
    picked = entry_table(rows, key=f"due-{collection.name}", several=True, viewed=True)
    if picked.tapped:
        open_entry(collection.name, picked.tapped.id)
    label = f"選んだ {len(picked.ticked)} 件は、いまも正しい" if picked.ticked else "表で項目を選んでください"
    if st.button(label, type="primary", disabled=not picked.ticked):
        with refusals():
            curation.bulk.apply(account, picked.ticked, Change(checked_on=datetime.now(JST).date()))
            done(f"{len(picked.ticked)} 件の確認日を、今日にしました。")
