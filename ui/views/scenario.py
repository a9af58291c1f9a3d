"""メニュー: the places that residents choose from without writing a question, as a tree that its owner edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.topics import Path, Spot, Topics, added, changed, moved, outline, removed
from faqbot.staff.accounts import Account
from faqbot.staff.rights import may_change
from faqbot.types import Audience, Collection, Topic
from ui.parts.collections import choose_collection
from ui.parts.outcome import done, refusals

_UNDO = "menu-undo"
_TOP: Path = ()


def page(curation: Curation, account: Account) -> None:
    """The tree on the left, the chosen place on the right."""
    st.title("メニュー")
    st.caption(
        "住民が、質問を書かずに選んで進むメニューです。変えた内容は、次に選んだときからすぐに使われます。"
    )
    collection = choose_collection(curation, account)
    if collection is None:
        return
    editor = _Editor(curation, account, collection)
    if not may_change(account, collection.owner):
        st.info(f"「{collection.owner}」が受け持つ窓口なので、見るだけです。", icon=":material/lock:")
        st.markdown(
            "\n".join(f"{'  ' * spot.depth}- {spot.topic.title}" for spot in outline(collection.topics))
        )
    elif collection.topics:
        editor.show()
    else:
        editor.begin()


class _Editor:
    """One run of the page, over the collection as it is stored."""

    def __init__(self, curation: Curation, account: Account, collection: Collection) -> None:
        self._curation = curation
        self._account = account
        self._collection = collection
        entries = curation.desk.entries(collection.name, audience=Audience.STAFF)
        self._questions: Mapping[str, str] = {entry.id: entry.question for entry in entries}

    def begin(self) -> None:
        st.info("いまは、分類がそのままメニューになっています。", icon=":material/account_tree:")
        if st.button("分類をもとに、メニューを作り始める", type="primary"):
            name = self._collection.name
            self._save(
                self._curation.scenarios.from_categories(self._account, name), "メニューを作りました。"
            )

    def show(self) -> None:
        spots = {spot.path: spot for spot in outline(self._collection.topics)}
        tree, place = st.columns([2, 3], gap="large")
        with tree:
            chosen = st.radio("場所", list(spots), format_func=lambda path: _line(spots[path]))
            self._offer_undo()
        with place:
            self._edit(spots[chosen])
            self._order(spots[chosen])
            self._add(spots[chosen])

    def _edit(self, spot: Spot) -> None:
        key = "/".join(spot.path)
        with st.form(f"edit-{key}"):
            st.subheader(spot.topic.title)
            topic = self._fields(spot.topic, key)
            if st.form_submit_button("保存", type="primary"):
                self._save(
                    changed(self._collection.topics, spot.path, topic), f"「{topic.title}」を保存しました。"
                )

    def _fields(self, topic: Topic, key: str) -> Topic:
        names = ["", *(each.name for each in self._collection.categories)]
        gone = {
            entry: f"{entry}（いまは公開していません）"
            for entry in topic.entries
            if entry not in self._questions
        }
        known = {**self._questions, **gone}
        return replace(
            topic,
            title=st.text_input("見出し", topic.title, max_chars=40, key=f"title-{key}"),
            reading=st.text_input(
                "見出しのよみ（ひらがな）", topic.reading, max_chars=80, key=f"reading-{key}"
            ),
            text=st.text_input(
                "選んだときに出す説明（なくてもよい）", topic.text, max_chars=200, key=f"text-{key}"
            ),
            category=st.selectbox(
                "分類のすべての項目を出す",
                names,
                index=names.index(topic.category) if topic.category in names else 0,
                format_func=lambda name: name or "（出さない）",
                key=f"category-{key}",
            ),
            entries=tuple(
                st.multiselect(
                    "出す項目（選んだ順に並びます）",
                    list(known),
                    default=list(topic.entries),
                    format_func=lambda entry: known[entry],
                    key=f"entries-{key}",
                    placeholder="項目を選ぶ",
                )
            ),
        )

    def _order(self, spot: Spot) -> None:
        up, down, drop = st.columns(3)
        topics = self._collection.topics
        if up.button("上へ", icon=":material/arrow_upward:", width="stretch"):
            self._save(moved(topics, spot.path, -1), "上へ動かしました。")
        if down.button("下へ", icon=":material/arrow_downward:", width="stretch"):
            self._save(moved(topics, spot.path, 1), "下へ動かしました。")
        if drop.button("消す", icon=":material/delete:", width="stretch"):
            self._save(removed(topics, spot.path), f"「{spot.topic.title}」をメニューから消しました。")

    def _add(self, spot: Spot) -> None:
        # A key of its own for each size of the tree: what was added leaves an empty form, what was refused stays.
        key = f"new-{sum(1 for _ in outline(self._collection.topics))}"
        with st.expander("場所を加える", icon=":material/add:"), st.form(key):
            above = st.radio(
                "どこに",
                [spot.path[:-1], spot.path],
                format_func=lambda path: (
                    "同じ段" if path == spot.path[:-1] else f"「{spot.topic.title}」の中"
                ),
                horizontal=True,
            )
            topic = self._fields(Topic(id="", title=""), key)
            if st.form_submit_button("加える"):
                self._save(added(self._collection.topics, above, topic), f"「{topic.title}」を加えました。")

    def _offer_undo(self) -> None:
        name, was = st.session_state.get(_UNDO, ("", _TOP))
        can = name == self._collection.name and was != self._collection.topics
        if can and st.button("ひとつ前に戻す", icon=":material/undo:"):
            self._save(was, "ひとつ前のメニューに戻しました。")

    def _save(self, topics: Topics, told: str) -> None:
        was, name = self._collection.topics, self._collection.name
        with refusals():
            self._curation.scenarios.save(self._account, name, topics, was=was)
            st.session_state[_UNDO] = (name, was)
            done(told)


def _line(spot: Spot) -> str:
    inside = len(spot.topic.topics) or len(spot.topic.entries)
    return f"{'　' * spot.depth}{'└ ' if spot.depth else ''}{spot.topic.title}" + (
        f"（{inside}）" if inside else ""
    )
