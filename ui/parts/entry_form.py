"""The fields of one entry, as a curator fills them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from faqbot.types import Collection, Entry, Kind

FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
"""The days that the calendars offer."""


def entry_fields(entry: Entry, collection: Collection, departments: Sequence[str], *, key: str) -> Entry:
    """The entry as the fields have it now. `key` keeps what was typed apart from other entries' fields."""
    said, about = st.columns([3, 2], gap="large")
    with said:
        entry = _said(entry, key)
    with about:
        entry = _about(entry, collection, departments, key)
    if entry.fields:
        with st.expander("そのほかの列"):
            kept = {
                name: st.text_input(name, text, key=f"{key}-x-{name}") for name, text in entry.fields.items()
            }
            entry = replace(entry, fields=kept)
    return entry


def _said(entry: Entry, key: str) -> Entry:
    question = st.text_input("質問（ものの名前だけでもよい）", entry.question, key=f"{key}-question")
    reading = st.text_input("よみ（ひらがな）", entry.reading, key=f"{key}-reading")
    phrasings = st.text_area(
        "別の聞き方（1 行に 1 つ）",
        "\n".join(entry.phrasings),
        height=140,
        key=f"{key}-phrasings",
        help="住民が実際に使うことばで書きます。同じ意味でも、ことばが違えば加えてください。",
    )
    answer = st.text_area("答え", entry.answer, height=220, key=f"{key}-answer")
    unknown = st.checkbox(
        "答えがまだ分からない",
        entry.kind is Kind.UNKNOWN,
        key=f"{key}-unknown",
        help="上の文を示して、電話を案内します。",
    )
    return replace(
        entry,
        question=question.strip(),
        reading=reading.strip(),
        phrasings=_lines(phrasings),
        answer=answer.strip(),
        kind=Kind.UNKNOWN if unknown else Kind.ANSWER,
    )


def _about(entry: Entry, collection: Collection, departments: Sequence[str], key: str) -> Entry:
    categories = _with(entry.category, ["", *(each.name for each in collection.categories)])
    owners = _with(entry.department, departments)
    category = st.selectbox(
        "分類",
        categories,
        index=categories.index(entry.category),
        format_func=lambda name: name or "（なし）",
        key=f"{key}-category",
    )
    department = st.selectbox("担当課", owners, index=owners.index(entry.department), key=f"{key}-department")
    checked_on = _day("確認日（内容が正しいと確かめた日）", entry.checked_on, f"{key}-checked")
    title = st.text_input("出典の名前", entry.source_title, key=f"{key}-source")
    url = st.text_input("出典のアドレス", entry.source_url, key=f"{key}-url", placeholder="https://")
    with st.expander("条件で答えが変わるとき", expanded=bool(entry.subject)):
        st.caption("同じ「対象」の項目がいくつかあると、ボットは「条件」を示して、どれかを聞き返します。")
        subject = st.text_input("対象（例: 毛布）", entry.subject, key=f"{key}-subject")
        condition = st.text_input("条件（例: 電気毛布）", entry.condition, key=f"{key}-condition")
    with st.expander("出す期間", expanded=bool(entry.valid_from or entry.valid_until)):
        st.caption("空けておくと、いつでも出ます。どちらの日も、期間に入ります。")
        since = _day("公開開始日", entry.valid_from, f"{key}-from")
        until = _day("公開終了日", entry.valid_until, f"{key}-until")
    return replace(
        entry,
        category=category,
        department=department,
        checked_on=checked_on,
        source_title=title.strip(),
        source_url=url.strip(),
        subject=subject.strip(),
        condition=condition.strip(),
        valid_from=since,
        valid_until=until,
    )


def _day(label: str, day: date | None, key: str) -> date | None:
    return st.date_input(label, day, min_value=FIRST, max_value=LAST, format="YYYY/MM/DD", key=key)


def _lines(text: str) -> tuple[str, ...]:
    """Each line once, without the empty ones."""
    return tuple(dict.fromkeys(line for each in text.splitlines() if (line := each.strip())))


def _with(value: str, offered: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*offered, value]))
