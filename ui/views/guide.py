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
    st.subheader("毎日すること")
    st.markdown(
        "1. **未回答の質問**を上から見ます。ことばが違うだけなら「言い換えに加える」、"
        "答えがなければ「新しい項目を作る」を選びます。\n"
        "2. **提案**を決めます。市のサイトの変化と、ほかの部署からのお願いが届いています。\n"
        "3. 承認を使う部署では、**部署と承認**で、ほかの人が書いたものを確かめます。"
    )
    st.subheader("ときどきすること")
    st.markdown(
        "- **確認の時期**が来た答えを読み、いまも正しければ確認日を新しくします。\n"
        "- **数字**で、解決しなかった答えと、見つからなかったことばを見ます。\n"
        "- **履歴**で、だれが、いつ、どの項目を変えたかを見ます。"
    )
    st.subheader("困ったとき")
    st.markdown(
        "- まちがえて公開した … 「履歴」で項目を選び、前の版に戻します。\n"
        "- まちがえて未回答の質問を片付けた … 「未回答の質問」の下の「最近の処理」で元に戻します。\n"
        "- 公開してよいか迷う … 「公開前に確かめる」で、見え方と、これまでの質問への影響を見ます。"
        "公開せずに「下書きに保存」もできます。"
    )
