"""履歴: what was changed last over all entries; a tap leads to the versions of one, to compare and to go back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.steps import Step
from faqbot.staff.accounts import Account
from faqbot.staff.figures import Period
from faqbot.staff.versions import Mark, Recent
from ui.parts.entry_link import close_entry, open_entry, opened
from ui.parts.history import history

_SPANS = {"すべて": 0, "今日": 1, "7 日": 7, "30 日": 30, "1 年": 365}
PAGE = 50
"""Changes shown at once."""
_PAGES = "recent-pages"
_ROW, _HEAD, _MOST = 35, 38, 14


def page(curation: Curation, account: Account) -> None:
    """The list, or the versions of the entry that is open."""
    if now := opened():
        _one(curation, account, now.collection, now.id)
        return
    st.title("履歴")
    st.caption(
        "だれが、いつ、どの項目を変えたかを、新しい順に並べています。"
        "行を押すと、その項目のすべての版を見て、比べたり、前の版に戻したりできます。"
    )
    wanted = _wanted(curation, account)
    marks = _marks(wanted)
    found = curation.history.recent(account, wanted, before=marks[-1] if marks else None, limit=PAGE)
    if not found.steps:
        st.info("この条件に合う変更はありません。条件を「すべて」に戻してください。")
        return
    if tapped := _table(found.steps, key=f"recent-{hash((wanted, len(marks)))}"):
        open_entry(tapped.entry.collection, tapped.entry.id)
    _turn(marks, found.older)


def _one(curation: Curation, account: Account, collection: str, entry_id: str) -> None:
    if st.button("履歴に戻る", icon=":material/arrow_back:", type="tertiary"):
        close_entry()
        st.rerun()
    row = curation.entries.get(account, collection, entry_id).row
    st.title(row.entry.question)
    st.caption(f"{row.entry.department}・ID: {row.entry.id}")
    history(curation, account, row.entry, mine=row.mine)


def _wanted(curation: Curation, account: Account) -> Recent:
    who = curation.history.writers(account)
    owners = [each.name for each in curation.departments.list(account)]
    titles = {each.name: each.title for each in curation.entries.collections(account)}
    one, two, three, four = st.columns(4)
    by = one.selectbox("変えた人", ["", *who], format_func=lambda name: who.get(name) or "すべて")
    owner = two.selectbox("担当課", ["", *owners], format_func=lambda name: name or "すべて")
    place = three.selectbox("窓口", ["", *titles], format_func=lambda name: titles.get(name) or "すべて")
    span = _SPANS[four.selectbox("期間", list(_SPANS))]
    today = curation.figures.today(account)
    period = Period(first=today - timedelta(days=span - 1), last=today) if span else None
    return Recent(by=by, department=owner, collection=place, period=period)


def _marks(wanted: Recent) -> list[Mark]:
    """Where the pages turned so far begin; another choice begins anew."""
    kept: tuple[Recent | None, list[Mark]] = st.session_state.get(_PAGES, (None, []))
    if kept[0] != wanted:
        kept = st.session_state[_PAGES] = (wanted, [])
    return kept[1]


def _table(steps: Sequence[Step], *, key: str) -> Step | None:
    """The changes; the one that was tapped."""
    shown = st.dataframe(
        [_line(step) for step in steps],
        key=key,
        on_select="rerun",
        selection_mode="single-cell",
        hide_index=True,
        width="stretch",
        height=_HEAD + _ROW * min(len(steps), _MOST),
        row_height=_ROW,
        column_config={
            "いつ": st.column_config.DatetimeColumn(
                format="YYYY/MM/DD HH:mm", timezone="Asia/Tokyo", width=130
            ),
            "項目": st.column_config.TextColumn(width=180),
            "変わったところ": st.column_config.TextColumn(width=240),
            "変えた人": st.column_config.TextColumn(width=140),
            "きっかけ": st.column_config.TextColumn(width=200),
        },
    )
    tapped = [steps[row] for row, _ in shown.selection.cells if row < len(steps)]
    return tapped[0] if tapped else None


def _line(step: Step) -> dict[str, object]:
    entry = step.entry
    second = f"（承認: {step.approved_by}）" if step.approved_by else ""
    return {
        "いつ": step.saved_at,
        "項目": f"{entry.question}（{entry.condition}）" if entry.condition else entry.question,
        "変わったところ": step.told,
        "変えた人": f"{step.saved_by}{second}",
        "きっかけ": step.led_by,
        "担当課": entry.department,
    }


def _turn(marks: list[Mark], older: Mark | None) -> None:
    newer, _, later = st.columns([1, 2, 1])
    if marks and newer.button("新しいほうへ", icon=":material/chevron_left:", width="stretch"):
        marks.pop()
        st.rerun()
    if older and later.button("古いほうへ", icon=":material/chevron_right:", width="stretch"):
        marks.append(older)
        st.rerun()
