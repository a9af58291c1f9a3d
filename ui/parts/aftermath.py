"""公開してから: whether the questions that led to an entry reach it now, and how its answer has fared."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.aftermath import Aftermath, Arrival
from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account
from faqbot.types import Entry, Outcome
from ui.parts.moment import moment


def show_aftermath(curation: Curation, account: Account, entry: Entry) -> None:
    """What came of the version that is published."""
    found = curation.proof.published(account, entry.collection, entry.id, entry.version)
    st.caption(
        f"{moment(found.published_at)} に公開してからのようすです。その前の、同じ長さの間と比べています。"
    )
    for arrival in found.questions:
        _tell(arrival)
    _count(found)


def _tell(arrival: Arrival) -> None:
    if not arrival.arrives:
        st.warning(
            f"「{arrival.text}」は、まだこの項目に着きません。「別の聞き方」に、この言葉を足してください。",
            icon=":material/warning:",
        )
    elif arrival.reach.outcome is Outcome.ANSWERED:
        st.success(f"「{arrival.text}」に、いまは、この項目で答えています。", icon=":material/check_circle:")
    else:
        st.info(f"「{arrival.text}」に、いまは、この項目を候補として出しています。", icon=":material/list:")


def _count(found: Aftermath) -> None:
    views, solved, not_solved = st.columns(3)
    before, since = found.before, found.since
    views.metric("見られた回数", f"{since.views} 回", since.views - before.views)
    solved.metric("解決した", f"{since.solved} 回", since.solved - before.solved)
    not_solved.metric(
        "解決しなかった",
        f"{since.not_solved} 回",
        since.not_solved - before.not_solved,
        delta_color="inverse",
    )
