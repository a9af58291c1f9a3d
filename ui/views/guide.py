"""使い方: what the panel is for, page by page."""

from __future__ import annotations

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account


def page(curation: Curation, account: Account) -> None:
    """The manual in short."""
    st.title("使い方")
    st.caption("住民の質問に、ボットが正しく答えられるようにする画面です。")
    st.markdown(
        "- 左の一覧から画面を選びます。せまい画面では、左上の印を押すと一覧が開きます。\n"
        "- 変えられるのは、自分の部署が受け持つ項目だけです。ほかの部署の項目には、提案を送れます。\n"
        "- 公開した内容は、次の質問からすぐに使われます。"
    )
