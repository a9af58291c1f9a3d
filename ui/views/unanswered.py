"""未回答の質問: what people asked in vain, need by need; which of them is shown, and who has proposed what for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.groups import Filter, Group
from faqbot.curation.people import spoken
from faqbot.curation.tickets import Awaited
from faqbot.staff.accounts import Account
from ui.parts.collections import choose_collection
from ui.parts.settled import offer_undo, tell_last
from ui.parts.spans import channel, waited
from ui.parts.ways_out import WaysOut

_SHOWN = 50
_ALL = "すべて"
_AGES = {_ALL: 0, "1日以上": 1, "1週間以上": 7, "1か月以上": 30}


def page(curation: Curation, account: Account) -> None:
    """The groups on the left, the chosen one with its ways out on the right."""
    st.title("未回答の質問")
    st.caption(
        "答えられなかった質問を、用件ごとにまとめて、多い順に並べています。"
        "左で選び、右のボタン（キーボードの 1・2・3）で処理を選びます。どの処理も、あとで元に戻せます。"
    )
    collection = choose_collection(curation, account)
    if collection is None:
        return
    tell_last(curation, account, collection)
    every = curation.tickets.groups(account, collection.name)
    if not every:
        st.info("未回答の質問はありません。", icon=":material/done_all:")
    elif found := curation.tickets.groups(account, collection.name, _narrowed(every, account)):
        listed, shown = st.columns([2, 3], gap="large")
        with listed:
            awaited = curation.tickets.awaited(account, collection.name)
            group = _chosen(curation, found, awaited)
        with shown:
            _tell_awaited(group, awaited)
            WaysOut(curation, account, collection, group).show()
    else:
        st.info("この条件に合う質問はありません。条件を「すべて」に戻してください。")
    offer_undo(curation, account, collection)


def _narrowed(groups: tuple[Group, ...], account: Account) -> Filter:
    departments = sorted({group.department for group in groups})
    channels = sorted({name for group in groups for name in group.channels})
    one, two, three = st.columns(3)
    department = one.selectbox("担当の部署", [_ALL, *departments])
    way = two.selectbox("届いたところ", [_ALL, *channels], format_func=channel)
    age = three.selectbox("待っている長さ", list(_AGES))
    return Filter(
        department="" if department == _ALL else department,
        channel="" if way == _ALL else way,
        waited=timedelta(days=_AGES[age]),
    )


def _chosen(curation: Curation, groups: tuple[Group, ...], awaited: Mapping[str, Awaited]) -> Group:
    now = curation.tickets.now()
    found = {group.id: group for group in groups[:_SHOWN]}

    def line(key: str) -> str:
        group = found[key]
        mark = "承認待ち・" if any(ticket.id in awaited for ticket in group.tickets) else ""
        return f"{group.label}（{mark}{group.count}回・{waited(group.waited(now))}）"

    chosen = st.radio(f"用件（{len(groups)}件）", list(found), format_func=line)
    if len(groups) > _SHOWN:
        st.caption(f"多いほうから {_SHOWN} 件を出しています。")
    return found[chosen]


def _tell_awaited(group: Group, awaited: Mapping[str, Awaited]) -> None:
    """Who has proposed what, so that nobody does the same once more."""
    for asked in dict.fromkeys(awaited[ticket.id] for ticket in group.tickets if ticket.id in awaited):
        st.info(
            f"承認待ち: {asked.asked_by}さんが {spoken(asked.asked_at)} に、"
            f"「{asked.question}」で答える承認を頼みました。"
            "ほかの編集者が「部署と承認」で承認すると、一覧から消えます。",
            icon=":material/hourglass_top:",
        )
