"""Entries as a table: a tap opens one; where several may be changed at once, they are ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

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


class Picked(NamedTuple):
    """The entry that was tapped, and those that are ticked."""

    tapped: Entry | None
    ticked: list[Entry]


def entry_table(rows: Sequence[Row], *, key: str, several: bool = False, viewed: bool = False) -> Picked:
    """Show the table. With `several` rows can be ticked; with `viewed` it says how often each was read."""
    shown = st.dataframe(
        [_line(row, viewed) for row in rows],
        key=key,
        on_select="rerun",
        selection_mode=["multi-row", "single-cell"] if several else "single-cell",
        hide_index=True,
        width="stretch",
        height=_HEAD + _ROW * max(1, min(len(rows), _MOST)),
        row_height=_ROW,
        column_config={
            "質問": st.column_config.TextColumn(width=300),
            "確認日": st.column_config.DateColumn(format="YYYY/MM/DD", width=100),
            "最終更新": st.column_config.DatetimeColumn(format="YYYY/MM/DD HH:mm", timezone="Asia/Tokyo"),
        },
    )
    tapped = [rows[row].entry for row, _ in shown.selection.cells if row < len(rows)]
    ticked = [rows[row].entry for row in shown.selection.rows if row < len(rows)]
    return Picked(tapped[0] if tapped else None, ticked)


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
        "確認日": entry.checked_on,
        "担当課": entry.department,
        "最終更新": row.saved_at,
        "書いた人": row.saved_by,
    }
    return {"見られた数": row.viewed} | line if viewed else line
