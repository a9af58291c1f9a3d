"""Every version of an entry: who wrote it when, what changed, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.steps import Step
from faqbot.staff.accounts import Account
from faqbot.types import Entry
from ui.parts.differences import show_differences
from ui.parts.held import release
from ui.parts.moment import moment
from ui.parts.outcome import done, refusals


def history(curation: Curation, account: Account, entry: Entry, *, mine: bool) -> None:
    """The versions of the stored entry, newest first."""
    steps = curation.history.list(account, entry.collection, entry.id)
    st.caption("いつ、だれが、どこを変えたかの記録です。前の版に戻しても、記録は消えません。")
    for step in steps:
        with st.expander(_title(step), expanded=step is steps[0]):
            if step.led_by:
                st.markdown(step.led_by)
            show_differences(step.changes)
            if mine and step is not steps[0] and st.button("この版に戻す", key=f"back-{step.entry.version}"):
                _roll_back(curation, account, entry, step.entry.version)
    if len(steps) > 1:
        _compare(curation, account, entry, [step.entry.version for step in steps])


def _title(step: Step) -> str:
    second = f"（承認: {step.approved_by}）" if step.approved_by else ""
    return f"第{step.entry.version}版　{moment(step.saved_at)}　{step.saved_by}{second}"


def _roll_back(curation: Curation, account: Account, entry: Entry, to: int) -> None:
    with refusals():
        saved = curation.history.roll_back(account, entry.collection, entry.id, to, version=entry.version)
        release()
        done("承認を頼みました。" if saved.requested else f"第{to}版の内容に戻しました。")


def _compare(curation: Curation, account: Account, entry: Entry, numbers: Sequence[int]) -> None:
    st.subheader("2 つの版を比べる")
    left, right = st.columns(2)
    name = "第{}版".format
    earlier = left.selectbox("前", numbers, index=len(numbers) - 1, format_func=name, key="compare-earlier")
    later = right.selectbox("後", numbers, format_func=name, key="compare-later")
    show_differences(curation.history.compare(account, entry.collection, entry.id, earlier, later))
