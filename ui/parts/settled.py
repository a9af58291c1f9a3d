"""What was done with unanswered questions last: told once, with the question asked anew; and undone."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.settling import Settled
from faqbot.staff.accounts import Account
from faqbot.types import Collection, Entry
from ui.parts.outcome import done, refusals

_LAST = "unanswered-last"


def keep_last(collection: Collection, text: str, entry: Entry | None) -> None:
    """What is to be told at the next run: a question that was asked in vain, and the entry that answers it now."""
    st.session_state[_LAST] = (collection.name, text, entry)


def tell_last(curation: Curation, account: Account, collection: Collection) -> None:
    """The question that was asked in vain, asked again."""
    where, text, entry = st.session_state.pop(_LAST, ("", "", None))
    if where != collection.name or not isinstance(entry, Entry):
        return
    first = next(iter(curation.tickets.near(account, collection.name, text, 1)), None)
    if first and first.entry.id == entry.id:
        st.info(
            f"もとの質問「{text}」に、いまは「{first.entry.question}」が答えます。", icon=":material/forum:"
        )


def offer_undo(curation: Curation, account: Account, collection: Collection) -> None:
    """What was decided last, each with the way back."""
    closed = curation.tickets.closed(account, collection.name)
    if not closed:
        return
    awaited = curation.tickets.awaited(account, collection.name)
    with st.expander("最近の処理（元に戻す）", icon=":material/undo:"):
        for settled in closed:
            first = settled.tickets[0]
            what, button = st.columns([4, 1])
            outcome = f"「{settled.entry.question}」で回答" if settled.entry else first.reason
            more = f"ほか{len(settled.tickets) - 1}件" if len(settled.tickets) > 1 else ""
            what.markdown(f"{first.text}{more} → {outcome}")
            if asked := awaited.get(first.id):
                button.caption(f"承認待ち（{asked.asked_by}さんが取り消しを依頼）")
            elif button.button("元に戻す", key=f"undo-{settled.settlement}"):
                with refusals():
                    _undo(curation, account, settled)


def _undo(curation: Curation, account: Account, settled: Settled) -> None:
    undone = curation.settling.undo(account, settled.tickets[0].collection, settled.settlement)
    if undone.awaits:
        done("取り消しの承認を依頼しました。ほかの編集者が承認すると、質問が一覧に戻ります。")
    done("元に戻しました。質問は一覧に戻っています。")
