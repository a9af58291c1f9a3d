"""数字: how questions fare, which answers do not help, what reaches no answer, and what publications have changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from faqbot.curation import findings
from faqbot.curation.curation import Curation
from faqbot.curation.figures import Figures
from faqbot.curation.sections import Helped, Missing, Progress, Published, Section
from faqbot.curation.tabulating import GROUPS, WEEKDAYS, tables
from faqbot.staff.accounts import Account
from faqbot.staff.funnel import Along, Chosen
from ui.parts import charts
from ui.parts.choosing import choose
from ui.parts.records import records, shown_as_table


def page(curation: Curation, account: Account) -> None:
    """The figures of a period, one section at a time, to look at and to take along."""
    st.title("数字")
    st.caption("質問がどこまで答えに届いたかを見る画面です。期間と部署を選ぶと、下の図がかわります。")
    figures = curation.figures
    chosen = choose(figures, account)
    if chosen is None:
        return
    name = st.segmented_control(
        "見るもの",
        list(SECTIONS),
        default=next(iter(SECTIONS)),
        required=True,
        label_visibility="collapsed",
    )
    place = SECTIONS[name]
    section = place.find(figures, account, chosen)
    place.draw(section)
    _take_along(figures, account, chosen, section)


def _progress(section: Progress) -> None:
    if not section.whole.received:
        st.info(findings.NOTHING)
        return
    funnel, *groups, slots = tables(section)
    st.subheader("質問はどこまで届いたか")
    charts.show(charts.bars(records(funnel), "段階", "件数"), findings.funnel_said(section))
    st.subheader("週ごとの変わり方")
    week = charts.course(records(groups[0]), GROUPS[Along.WEEK], "答えに届いた割合", "質問")
    charts.show(week, findings.weeks_said(section))
    st.subheader("質問の多い曜日と時刻")
    heat = charts.heat(records(slots), "時", "曜日", "質問", WEEKDAYS)
    charts.show(heat, findings.slots_said(section))
    for along, table in zip(GROUPS, groups, strict=True):
        if along is not Along.WEEK:
            st.subheader(table.name)
            bars = charts.bars(records(table), GROUPS[along], "質問")
            charts.show(bars, findings.groups_said(section, along))
    shown_as_table(tables(section))


def _helped(section: Helped) -> None:
    worst, viewed = tables(section)
    st.subheader("見なおしたい項目")
    if worst.rows:
        low, high = (column.heading for column in worst.columns[-2:])
        charts.show(charts.spans(records(worst), "項目", low, high), findings.worst_said(section))
        st.caption(worst.note)
    else:
        st.info(findings.worst_said(section))
    st.subheader("よく見られた項目")
    if viewed.rows:
        charts.show(charts.bars(records(viewed), "項目", "見せた回数"), findings.viewed_said(section))
    else:
        st.info(findings.viewed_said(section))
    shown_as_table(tables(section))


def _missing(section: Missing) -> None:
    unmet, terms, _ = tables(section)
    st.subheader("対応までの時間")
    st.markdown(findings.waiting_said(section))
    st.subheader("答えに届かなかった質問")
    if unmet.rows:
        bars = charts.bars(records(unmet), "質問", "回数", charts.VERMILION)
        charts.show(bars, findings.unmet_said(section))
    else:
        st.info(findings.unmet_said(section))
    st.subheader("答えに届かなかった言葉")
    if terms.rows:
        charts.show(
            charts.bars(records(terms), "言葉", "回数", charts.VERMILION), findings.terms_said(section)
        )
    else:
        st.info(findings.terms_said(section))
    shown_as_table(tables(section))


def _published(section: Published) -> None:
    (effects,) = tables(section)
    st.subheader("公開して、届く質問は増えたか")
    if effects.rows:
        before, after = (column.heading for column in effects.columns[-2:])
        charts.show(charts.pairs(records(effects), "項目", before, after), findings.effects_said(section))
    else:
        st.info(findings.effects_said(section))
    shown_as_table(tables(section))


class _Place(NamedTuple):
    find: Callable[[Figures, Account, Chosen], Section]
    draw: Callable[[Any], None]


SECTIONS: Mapping[str, _Place] = {
    "全体": _Place(Figures.progress, _progress),
    "項目": _Place(Figures.helped, _helped),
    "届かなかった質問": _Place(Figures.missing, _missing),
    "公開の効果": _Place(Figures.published, _published),
}


def _take_along(figures: Figures, account: Account, chosen: Chosen, section: Section) -> None:
    name = f"faqbot-{chosen.period.first}-{chosen.period.last}"
    row = st.container(horizontal=True)
    row.download_button(
        "Excel で保存",
        figures.as_spreadsheet(account, chosen, section),
        f"{name}.xlsx",
        icon=":material/download:",
    )
    row.download_button(
        "CSV で保存",
        figures.as_csv(account, chosen, section),
        f"{name}.csv",
        "text/csv",
        icon=":material/download:",
    )
