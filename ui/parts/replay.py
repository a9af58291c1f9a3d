"""これまでの質問で確かめる: which past questions a draft would lead elsewhere, each with before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TypeVar

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.draft import Draft
from faqbot.curation.reach import Reach, Verdict
from faqbot.curation.replay import Moved, Replayed, Told
from faqbot.staff.accounts import Account
from faqbot.types import Outcome

Result = TypeVar("Result")

_RESULT = "replayed"
_EVERY = 25
"""Questions between two steps of the progress bar."""
_NAMES = {
    Verdict.BETTER: ("よくなる", "#0b6b5d"),
    Verdict.WORSE: ("悪くなる", "#a31515"),
    Verdict.DIFFERS: ("変わる", "#8a6100"),
    Verdict.SAME: ("変わらない", "#9aa7a4"),
}


def offer_replay(
    curation: Curation, account: Account, drafts: Sequence[Draft], *, key: str = "replay"
) -> None:
    """A button that asks past questions of the drafts, and what came of it as long as these are what is on the page."""
    if st.button("これまでの質問で確かめる", key=key, icon=":material/fact_check:"):
        found = with_progress(lambda told: curation.proof.replay(account, drafts, told=told))
        st.session_state[_RESULT] = (tuple(drafts), found)
    of, replayed = st.session_state.get(_RESULT, ((), None))
    if replayed and of == tuple(drafts):
        show_replay(replayed)


def with_progress(work: Callable[[Told], Result]) -> Result:
    """Do it, and show how far it has come."""
    bar = st.progress(0.0, "質問しています…")

    def told(done: int, of: int) -> None:
        if done % _EVERY == 0:
            bar.progress(done / of if of else 1.0, f"質問しています… {done} / {of}")

    result = work(told)
    bar.empty()
    return result


def show_replay(replayed: Replayed) -> None:
    """The sums, a bar of their shares, and each question that comes to something else."""
    if not replayed.questions:
        st.info("まだ質問の記録がありません。公開して使われるようになると、ここで確かめられます。")
    else:
        for column, (verdict, count) in zip(st.columns(len(_NAMES)), _counted(replayed), strict=True):
            column.metric(_NAMES[verdict][0], f"{count} 件")
        st.html(_bar(replayed))
        st.caption(_of_how_many(replayed))
    if replayed.moved:
        st.dataframe([_row(moved) for moved in replayed.moved], hide_index=True, width="stretch")
    _show_wordings(replayed)


def _show_wordings(replayed: Replayed) -> None:
    if not replayed.wordings:
        return
    told = f"近い項目の言い方 {replayed.wordings} 件のうち、{replayed.still} 件が、これまでどおり自分の項目に着きます。"
    if not replayed.lost:
        st.caption(told)
        return
    st.warning(told, icon=":material/warning:")
    st.dataframe(
        [
            {
                "言い方": lost.wording.text,
                "もとの項目": lost.wording.entry.question,
                "公開後": _reached(lost.after),
            }
            for lost in replayed.lost
        ],
        hide_index=True,
        width="stretch",
    )


def _of_how_many(replayed: Replayed) -> str:
    told = f"これまでの質問 {replayed.questions} 件で確かめました。"
    if replayed.sampled:
        told += f"全部で {replayed.known} 件あり、これは、その一部です。"
    return told + "「変わる」は、正しいかどうかの記録がない質問です。"


def _row(moved: Moved) -> dict[str, str]:
    return {
        "結果": _NAMES[moved.verdict][0],
        "質問": moved.asked.text,
        "いま": _reached(moved.before),
        "公開後": _reached(moved.after),
    }


def _reached(reach: Reach) -> str:
    if reach.outcome is Outcome.UNANSWERED or reach.entry is None:
        return "答えられません"
    name = reach.entry.question + (f"（{reach.entry.condition}）" if reach.entry.condition else "")
    return name if reach.outcome is Outcome.ANSWERED else f"候補：{name}"


def _counted(replayed: Replayed) -> list[tuple[Verdict, int]]:
    return [(verdict, replayed.counts[verdict]) for verdict in _NAMES]


def _bar(replayed: Replayed) -> str:
    told = "、".join(f"{_NAMES[verdict][0]} {count} 件" for verdict, count in _counted(replayed))
    shares = "".join(
        f'<div style="flex:{count};background:{_NAMES[verdict][1]}"></div>'
        for verdict, count in _counted(replayed)
    )
    look = "display:flex;height:12px;border-radius:6px;overflow:hidden;gap:1px"
    return f'<div role="img" aria-label="{escape(told)}" style="{look}">{shares}</div>'
