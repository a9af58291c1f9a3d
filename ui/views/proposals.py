"""提案: what the city's site and other departments wish otherwise, decided by whoever owns the entry."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.proposals import Proposed
from faqbot.staff.accounts import Account
from faqbot.types import ProposalKind
from ui.parts.differences import show_differences
from ui.parts.moment import moment
from ui.parts.outcome import done, refusals

_KINDS = {
    ProposalKind.NEW: "サイトに新しくあります",
    ProposalKind.CHANGED: "サイトの内容が変わりました",
    ProposalKind.GONE: "サイトからなくなりました",
    ProposalKind.MOVED: "サイトの中で移りました",
    ProposalKind.SUSPICIOUS: "サイトの内容が急に減りました",
    ProposalKind.SUGGESTED: "変えてほしいという提案",
}
_PAGE = 20


def page(curation: Curation, account: Account) -> None:
    """Open proposals, those of one's own department first."""
    st.title("提案")
    st.caption("市のサイトの変化と、ほかの部署からの提案です。取り入れると公開され、次の質問から使われます。")
    every = st.checkbox("ほかの部署あての提案も見る")
    found = curation.proposals.list(account, department=None if every else account.department)
    st.markdown(f"{len(found):,} 件" if found else "いま、決めるものはありません。")
    for proposed in found[:_PAGE]:
        _card(curation, account, proposed)
    if len(found) > _PAGE:
        st.caption(f"古いものから {_PAGE} 件を出しています。決めると、続きが出ます。")


def _card(curation: Curation, account: Account, proposed: Proposed) -> None:
    proposal = proposed.proposal
    entry = proposed.merged.entry or proposal.said or proposal.base
    with st.container(border=True):
        st.subheader(entry.question if entry else proposal.url)
        st.caption(
            f"{_KINDS[proposal.kind]}・{proposed.said_by}・{moment(proposal.found_at)}・{proposal.department}"
        )
        if proposal.note:
            st.text(f"理由: {proposal.note}")
        if proposed.merged.conflicts:
            st.warning("サイトの変化と、こちらで直したところが重なっています。よく確かめてください。")
        show_differences(proposed.changes)
        if proposal.url.startswith(("https://", "http://")):
            st.link_button("元のページを開く", proposal.url, icon=":material/open_in_new:")
        if proposed.mine:
            _decide(curation, account, proposed)


def _decide(curation: Curation, account: Account, proposed: Proposed) -> None:
    proposal, entry = proposed.proposal, proposed.merged.entry
    if entry:
        answer = st.text_area(
            "公開する答え（直してから取り入れることもできます）", entry.answer, key=f"answer-{proposal.id}"
        )
        entry = replace(entry, answer=answer)
    yes, no = st.columns([2, 1])
    if yes.button("取り入れる", type="primary", width="stretch", key=f"yes-{proposal.id}"):
        with refusals():
            saved = curation.proposals.accept(account, proposal.id, entry)
            done("承認を頼みました。" if saved.requested else "取り入れました。次の質問から使われます。")
    if no.button("取り入れない", width="stretch", key=f"no-{proposal.id}"):
        with refusals():
            curation.proposals.reject(account, proposal.id)
            done("取り入れませんでした。項目はそのままです。")
