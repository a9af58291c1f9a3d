"""Excel・CSV: entries out to a file, changed there, and back; every difference is shown before anything is written."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from faqbot.curation.curation import Curation
from faqbot.curation.files import ENDINGS, Comparison
from faqbot.staff.accounts import Account
from faqbot.types import Collection
from ui.parts.differences import show_differences
from ui.parts.outcome import done, refusals

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 50
_KEY = "compared"


def exchange(curation: Curation, account: Account, collection: Collection) -> None:
    """Both ways."""
    st.subheader("1. 書き出す")
    st.caption("すべての項目を Excel に書き出します。ID の列は変えないでください。")
    if st.button("Excel を用意する"):
        with refusals():
            content = curation.files.export(account, collection.name)
            st.download_button(
                "保存する", content, f"{collection.name}.xlsx", _EXCEL, icon=":material/download:"
            )
    st.subheader("2. 取り込む")
    st.caption("変えたファイルを選ぶと、いまの内容との違いを出します。確かめてから取り込めます。")
    given = st.file_uploader("ファイル（Excel・CSV）", type=[ending.lstrip(".") for ending in ENDINGS])
    if given:
        with refusals():
            compared = _compared(curation, account, collection, given)
            _show(compared)
            _take_in(curation, account, compared)


def _compared(
    curation: Curation, account: Account, collection: Collection, given: UploadedFile
) -> Comparison:
    """What was shown is what is written: a file is compared once, until another one is given."""
    key = (given.file_id, collection.name)
    kept, compared = st.session_state.get(_KEY, (None, None))
    if kept != key:
        compared = curation.files.compare(account, collection.name, given.name, given.getvalue())
        st.session_state[_KEY] = (key, compared)
    assert isinstance(compared, Comparison)
    return compared


def _show(compared: Comparison) -> None:
    taken, refused = len(compared.wanted), len(compared.lines) - len(compared.wanted)
    st.markdown(
        f"変わる項目 **{taken} 件**、変わらない項目 {compared.unchanged} 件、"
        f"取り込まない行 {refused + len(compared.problems)} 件、ファイルにない項目 {compared.absent} 件（そのまま残ります）"
    )
    for problem in compared.problems[:_SHOWN]:
        st.warning(f"{problem.line} 行目: {problem.reason}")
    for line in compared.lines[:_SHOWN]:
        with st.expander(
            f"{line.line} 行目　{'新しい項目　' if line.before is None else ''}{line.after.question}"
        ):
            if line.refused:
                st.warning(line.refused)
            show_differences(line.changes)
    if len(compared.lines) > _SHOWN:
        st.caption(f"ほかに {len(compared.lines) - _SHOWN} 件あります。")


def _take_in(curation: Curation, account: Account, compared: Comparison) -> None:
    count = len(compared.wanted)
    if st.button(f"{count} 件を取り込む", type="primary", disabled=not count):
        saved = curation.files.take_in(account, compared)
        st.session_state.pop(_KEY)
        asked = f"（うち {len(saved.requested)} 件は承認を頼みました）" if saved.requested else ""
        done(f"{count} 件を取り込みました{asked}。次の質問から使われます。")
