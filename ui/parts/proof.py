"""公開前に確かめる: what a draft would look like, what it would answer and change, and whether it is there already."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.draft import Draft
from faqbot.staff.accounts import Account
from faqbot.types import Entry, Status
from ui.parts.outcome import refusals
from ui.parts.preview import show_preview, show_try_out
from ui.parts.replay import offer_replay

_NEW = "new"
"""The id that an entry has here before it has one."""


def prove(curation: Curation, account: Account, entry: Entry) -> None:
    """Look at an entry as if it were published as it is."""
    draft = Draft(entry.collection, (replace(entry, id=entry.id or _NEW, status=Status.PUBLISHED),))
    with st.container(border=True):
        _alike(curation, account, entry)
        look, ask, past = st.tabs(["見え方", "質問してみる", "これまでの質問への影響"])
        with look, refusals():
            show_preview(curation, account, draft)
        with ask, refusals():
            show_try_out(curation, account, draft)
        with past, refusals():
            offer_replay(curation, account, [draft])


def _alike(curation: Curation, account: Account, entry: Entry) -> None:
    others = [each for each in curation.entries.alike(account, entry) if each.id != entry.id]
    if others:
        names = "、".join(f"「{each.question}」" for each in others)
        st.warning(
            f"よく似た項目があります: {names}。別の聞き方として加えるだけで足りないか、確かめてください。"
        )
