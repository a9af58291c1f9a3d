"""The pages of the panel, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from faqbot.curation.curation import Curation
from faqbot.staff.accounts import Account
from ui.views import (
    bulk,
    departments,
    due,
    entries,
    figures,
    guide,
    proposals,
    recent,
    scenario,
    unanswered,
    words,
)

View = Callable[[Curation, Account], None]


class Place(NamedTuple):
    """Where a view is found."""

    title: str
    path: str
    icon: str
    view: View


SECTIONS: Mapping[str, Sequence[Place]] = {
    "答えを待っていること": [
        Place("未回答の質問", "unanswered", ":material/mark_unread_chat_alt:", unanswered.page)
    ],
    "ボットが知っていること": [
        Place("項目", "entries", ":material/list_alt:", entries.page),
        Place("確認の時期", "due", ":material/event_available:", due.page),
        Place("まとめて変える", "bulk", ":material/checklist:", bulk.page),
        Place("メニュー", "menu", ":material/account_tree:", scenario.page),
        Place("類義語", "words", ":material/compare_arrows:", words.page),
    ],
    "みんなで決める": [
        Place("提案", "proposals", ":material/rate_review:", proposals.page),
        Place("部署と承認", "departments", ":material/groups:", departments.page),
        Place("履歴", "history", ":material/history:", recent.page),
    ],
    "ようす": [Place("数字", "figures", ":material/monitoring:", figures.page)],
    "手引き": [Place("使い方", "guide", ":material/menu_book:", guide.page)],
}
"""The views by section. The panel opens at the first one."""
