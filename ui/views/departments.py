"""部署と承認: what waits for a second person, and the departments that want one."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from faqbot.curation.approvals import Waiting
from faqbot.curation.curation import Curation
from faqbot.curation.departments import Department
from faqbot.staff.accounts import Account, Role
from faqbot.staff.approvals import Approval
from ui.parts.differences import show_differences
from ui.parts.moment import moment
from ui.parts.outcome import done, refusals

_STATES = {
    "open": "承認待ち",
    "approved": "承認されました",
    "declined": "差し戻されました",
    "withdrawn": "自分で取り消しました",
    "stale": "先にほかの人が変えたので、無効になりました",
}


def page(curation: Curation, account: Account) -> None:
    """Requests first: somebody waits for them."""
    st.title("部署と承認")
    st.caption("「承認」を使う部署では、書いた人とは別の編集者が確かめてから公開します。")
    waiting = curation.approvals.list(account)
    st.subheader(f"承認待ち（{len(waiting)} 件）")
    if not waiting:
        st.markdown("いま、承認を待っている項目はありません。")
    for each in waiting:
        _request(curation, account, each)
    _own(curation.approvals.mine(account))
    st.subheader("部署")
    for department in curation.departments.list(account):
        _department(curation, account, department)


def _request(curation: Curation, account: Account, waiting: Waiting) -> None:
    request = waiting.request
    with st.container(border=True):
        st.markdown(f"**{request.entry.question}**")
        st.caption(f"{waiting.asked_by}・{moment(request.asked_at)}・{request.entry.department}")
        if waiting.led_by:
            st.markdown(waiting.led_by)
        show_differences(waiting.changes)
        if not (waiting.may_approve or waiting.may_decline):
            return
        note = st.text_input("ひとこと（なくてもよい）", key=f"note-{request.id}", max_chars=200)
        yes, no = st.columns([2, 1])
        if waiting.may_approve and yes.button(
            "承認して公開する", type="primary", width="stretch", key=f"yes-{request.id}"
        ):
            with refusals():
                curation.approvals.approve(account, request.id, note)
                done("公開しました。次の質問から使われます。")
        word = "差し戻す" if waiting.may_approve else "取り消す"
        if no.button(word, width="stretch", key=f"no-{request.id}"):
            with refusals():
                curation.approvals.decline(account, request.id, note)
                done("差し戻しました。" if waiting.may_approve else "取り消しました。")


def _own(asked: Sequence[Approval]) -> None:
    if not asked:
        return
    with st.expander(f"自分が頼んだ承認（{len(asked)} 件）"):
        for request in asked[:20]:
            note = f"「{request.note}」" if request.note else ""
            st.text(f"{moment(request.asked_at)}　{request.entry.question}　{_STATES[request.state]}{note}")


def _department(curation: Curation, account: Account, department: Department) -> None:
    name, switch = st.columns([3, 1], vertical_alignment="center")
    people = "、".join(department.curators) or "いません"
    name.markdown(f"**{department.name}**")
    name.caption(f"編集者: {people}")
    key = f"eyes-{department.name}-{department.four_eyes}"
    locked = account.role is not Role.ADMINISTRATOR
    wanted = switch.toggle("承認を使う", department.four_eyes, disabled=locked, key=key)
    if wanted != department.four_eyes:
        with refusals():
            curation.departments.set_four_eyes(account, department.name, on=wanted)
            done(
                f"「{department.name}」は、{'承認してから' if wanted else '承認なしで'}公開するようになりました。"
            )
