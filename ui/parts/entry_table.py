"""Entries as a table: a tap opens one, or several are ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from faqbot.curation.entries import Row
from faqbot.types import Entry, Status

STATES: Mapping[Status, str] = {
    Status.PUBLISHED: "公開中",
    Status.DRAFT: "下書き",
    Status.ARCHIVED: "取り下げ",
}
_ROW, _HEAD, _MOST = 35, 38, 14
"""Pixels of a line and of the head, and lines shown before the table scrolls."""


def entry_table(rows: Sequence[Row], *, key: str, several: bool = False, viewed: bool = False) -> list[Entry]:
    """Show the table; the entries that were tapped (one), or ticked (`several`). `viewed` shows how often each was read."""
    shown = st.dataframe(
        [_line(row, viewed) for row in rows],
        key=key,
        on_select="rerun",
        selection_mode="multi-row" if several else "single-cell",
        hide_index=True,
        width="stretch",
        height=_HEAD + _ROW * max(1, min(len(rows), _MOST)),
        row_height=_ROW,
        column_config={
            "質問": st.column_config.TextColumn(width="large"),
            "確認日": st.column_config.DateColumn(format="YYYY/MM/DD", width="small"),
            "最終更新": st.column_config.DatetimeColumn(format="YYYY/MM/DD HH:mm", timezone="Asia/Tokyo"),
        },
    )
    chosen = shown.selection.rows if several else [row for row, _ in shown.selection.cells]
    return [rows[row].entry for row in chosen if row < len(rows)]


def state(row: Row) -> str:
    """Whether people are answered with it today, in a word."""
    if row.entry.status is Status.PUBLISHED and not row.live:
        return "期間外"
    return STATES[row.entry.status]


def _line(row: Row, viewed: bool) -> dict[str, object]:
    entry = row.entry
    line: dict[str, object] = {
        "質問": f"{entry.question}（{entry.condition}）" if entry.condition else entry.question,
        "分類": entry.category,
        "状態": state(row),
        "担当課": entry.department,
        "確認日": entry.checked_on,
        "最終更新": row.saved_at,
        "書いた人": row.saved_by,
    }
    return {"見られた数（90 日）": row.viewed} | line if viewed else line
