"""Which questions are counted? The row of choices above the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import streamlit as st

from faqbot.curation.figures import Figures
from faqbot.curation.tabulating import CHANNELS
from faqbot.staff.accounts import Account
from faqbot.staff.figures import Period
from faqbot.staff.funnel import Chosen

SPANS = {"4 週間": 28, "3 か月": 91, "1 年": 365}
OWN_DAYS = "日を選ぶ"
_ALL = "すべて"


def choose(figures: Figures, account: Account) -> Chosen | None:
    """The questions that are chosen; None while only the first of two days is."""
    columns = st.columns([3, 2, 2, 2])
    with columns[0]:
        period = _period(figures.today(account))
    if period is None:
        return None
    choices = figures.choices(account, period)
    collections = choices.collections
    with columns[1]:
        collection = _one("窓口", list(collections), collections)
    with columns[2]:
        channel = _one("入口", choices.channels, CHANNELS)
    with columns[3]:
        department = _one("部署", choices.departments, {})
    return Chosen(period=period, collection=collection, channel=channel, department=department)


def _period(today: date) -> Period | None:
    span = st.selectbox("期間", [*SPANS, OWN_DAYS], key="figures_span")
    if span in SPANS:
        first = today - timedelta(days=SPANS[span] - 1)
        # A week that is cut would look like a quiet one.
        return Period(first=first - timedelta(days=first.weekday()), last=today)
    days = st.date_input("初めの日と終わりの日", (today - timedelta(days=27), today), max_value=today)
    if not isinstance(days, tuple) or len(days) < 2:
        st.info("終わりの日も選んでください。")
        return None
    return Period(first=days[0], last=days[1])


def _one(label: str, names: Sequence[str], titles: Mapping[str, str]) -> str:
    """One of the names, or an empty one for all of them."""
    return st.selectbox(
        label, ["", *names], format_func=lambda name: titles.get(name, name) or _ALL, key=f"figures_{label}"
    )
