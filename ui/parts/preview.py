"""How residents will see it: a reply as LINE and the page draw it, side by side; and questions to try on a draft."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.draft import Draft
from faqbot.curation.proof import Look, TryOut
from faqbot.staff.accounts import Account
from faqbot.types import Outcome, Shape
from ui.parts import line_look, page_look

WIDTH = 390
"""Pixels of a phone's screen."""
_FRAME = (
    "max-width:{width}px;min-height:320px;box-sizing:border-box;border:8px solid #14202b;border-radius:28px;"
    "padding:12px;background:{ground};color:#14202b;overflow-wrap:anywhere;line-height:1.6"
)
_ASKS = "条件を聞き返します"
_TOLD = {
    Outcome.ANSWERED: "答えます",
    Outcome.SUGGESTED: "候補を出します",
    Outcome.UNANSWERED: "答えられません",
}


def show_look(look: Look) -> None:
    """LINE on the left, the page on the right."""
    line, page = st.columns(2)
    line.caption("LINE での見え方")
    line.html(_phone(line_look.drawn(look.line), "#8cabd9"))
    page.caption("ホームページでの見え方")
    page.html(_phone(page_look.drawn(look.page), "#f2f6f4"))


def show_preview(curation: Curation, account: Account, draft: Draft) -> None:
    """Each entry of a draft as one who has found it sees it."""
    for look in curation.proof.preview(account, draft):
        show_look(look)


def show_try_out(curation: Curation, account: Account, draft: Draft, key: str = "try-out") -> None:
    """A question to try, and what the bot would answer."""
    text = st.text_input("質問して試す", key=key, placeholder="住民が書きそうな言葉で", max_chars=500)
    if text:
        tried = curation.proof.try_out(account, draft, text)
        reply = tried.look.reply
        told = _ASKS if reply.shape is Shape.CONDITION else _TOLD[reply.outcome]
        st.markdown(f"**{told}**（確からしさ {tried.decision.confidence:.0%}）")
        show_look(tried.look)
        _why(tried)


def _why(tried: TryOut) -> None:
    with st.expander("見つかった項目と、その理由"):
        st.dataframe(
            [
                {
                    "項目": hit.entry.question,
                    "条件": hit.entry.condition,
                    "点": round(hit.score, 2),
                    "重なった言葉": "・".join(
                        dict.fromkeys(reason.feature for share in why.shares for reason in share.reasons[:3])
                    ),
                }
                for hit, why in zip(tried.decision.hits, tried.why, strict=False)
            ],
            hide_index=True,
            width="stretch",
        )


def _phone(inner: str, ground: str) -> str:
    return f'<div style="{_FRAME.format(width=WIDTH, ground=ground)}">{inner}</div>'
