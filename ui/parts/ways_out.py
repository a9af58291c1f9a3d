"""One group of unanswered questions and the three ways out: another wording, a new entry, or no answer of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.groups import Group
from faqbot.curation.misses import Miss
from faqbot.curation.people import spoken
from faqbot.curation.settling import Settled
from faqbot.staff.accounts import Account
from faqbot.staff.rights import may_change
from faqbot.types import Collection, Entry
from ui.parts.outcome import done, refusals
from ui.parts.proof import prove
from ui.parts.settled import keep_last
from ui.parts.spans import channel, waited

_WAY = "unanswered-way"
_WAYS = ("言い換えに加える", "新しい項目を作る", "答えない")
_LOOKED = "unanswered-looked-at"
_ADDED = "unanswered-added"


class WaysOut:
    """One run of the page over one group."""

    def __init__(self, curation: Curation, account: Account, collection: Collection, group: Group) -> None:
        self._curation = curation
        self._account = account
        self._collection = collection
        self._group = group
        self._tickets: list[str] = []

    def show(self) -> None:
        """The group, which of its questions are meant, and the way that is open."""
        self._head()
        self._tickets = self._picked()
        if not self._tickets:
            st.warning("質問を一つ以上選んでください。")
            return
        way = self._way()
        with refusals():
            (self._reword, self._write, self._dismiss)[way]()

    def _head(self) -> None:
        group = self._group
        st.subheader(group.label)
        channels = "、".join(f"{channel(name)} {count}回" for name, count in group.channels.items())
        st.caption(
            f"{group.count}回（{channels}）・はじめ {spoken(group.first_at)}・最後 {spoken(group.last_at)}"
            f"・{waited(group.waited(self._curation.tickets.now()))}待ち・担当 {group.department}"
        )
        if terms := self._curation.tickets.terms(self._account, group):
            st.caption(f"共通の言葉: {'、'.join(terms)}")

    def _picked(self) -> list[str]:
        """What surely means the same is picked beforehand; what may be another need is shown below, to be picked by a press."""
        texts = {ticket.id: f"{ticket.text}（{ticket.count}回）" for ticket in self._group.tickets}
        if len(texts) == 1:
            return list(texts)
        key = f"picked-{self._group.id}-{len(texts)}"
        if key not in st.session_state:
            st.session_state[key] = list(self._curation.tickets.sure(self._account, self._group))
        st.session_state[key] = [*st.session_state[key], *st.session_state.pop(_ADDED, ())]
        picked = st.multiselect(
            "まとめて扱う質問（別の用件は外してください）",
            list(texts),
            format_func=lambda one: texts[one],
            key=key,
            placeholder="質問を選ぶ",
            select_all=False,
            wrap=True,
        )
        if left := [one for one in texts if one not in picked]:
            self._offer_more(key, {one: texts[one] for one in left})
        return picked

    def _offer_more(self, key: str, left: Mapping[str, str]) -> None:
        st.caption("似ている質問です。同じ用件なら、押して加えてください。")
        with st.container(horizontal=True):
            added = [one for one, text in left.items() if st.button(f"＋ {text}", key=f"{key}-{one}")]
            if len(left) > 1 and st.button("すべて加える", key=f"{key}-all"):
                added = list(left)
        if added:
            st.session_state[_ADDED] = added
            st.rerun()

    def _way(self) -> int:
        way = int(st.session_state.get(_WAY, 0))
        for number, (column, label) in enumerate(zip(st.columns(3), _WAYS, strict=True)):
            name = "chosen-way" if number == way else f"way-{number}"
            if column.container(key=name).button(label, shortcut=str(number + 1), width="stretch"):
                st.session_state[_WAY] = number
                st.rerun()
        return way

    def _reword(self) -> None:
        other = st.text_input("近い項目（ほかの言葉で探すこともできます）", placeholder=self._group.label)
        near = self._curation.tickets.near(
            self._account, self._collection.name, other.strip() or self._group.label
        )
        if not near:
            st.info("近い項目がありません。新しい項目を作ってください。")
        for place, miss in enumerate(near):
            self._offer(miss, first=place == 0)

    def _offer(self, miss: Miss, *, first: bool) -> None:
        entry, mine = miss.entry, may_change(self._account, miss.entry.department)
        with st.container(border=True):
            st.markdown(f"**{entry.question}**")
            st.caption(f"{miss.why}。（{entry.category or '分類なし'}・{entry.department}）")
            if not mine:
                st.caption(f":material/lock: 「{entry.department}」が受け持つ項目なので、加えられません。")
                return
            doing = st.container(horizontal=True)
            if doing.button("公開前に確かめる", key=f"look-{entry.id}"):
                st.session_state[_LOOKED] = f"{self._group.id}-{entry.id}"
            if doing.button(
                "この言い換えにする", key=f"reword-{entry.id}", type="primary" if first else "secondary"
            ):
                self._close(
                    self._curation.settling.reword(
                        self._account, self._collection.name, self._tickets, entry.id, version=entry.version
                    ),
                    f"「{entry.question}」の言い換えにしました。",
                )
            if st.session_state.get(_LOOKED) == f"{self._group.id}-{entry.id}":
                prove(self._curation, self._account, self._reworded(entry))

    def _reworded(self, entry: Entry) -> Entry:
        asked = (ticket.text for ticket in self._group.tickets if ticket.id in self._tickets)
        return replace(entry, phrasings=tuple(dict.fromkeys((*entry.phrasings, *asked))))

    def _write(self) -> None:
        draft = self._curation.tickets.draft(self._account, self._group)
        if alike := self._curation.tickets.alike(self._account, draft):
            st.caption(f"似た項目があります: {'、'.join(f'「{each.question}」' for each in alike[:3])}")
        with st.form(f"new-{self._group.id}"):
            entry = replace(
                draft,
                question=st.text_input("質問", draft.question, max_chars=200),
                answer=st.text_area("答え", placeholder="最初の一文に、いちばん大事なことを書いてください。"),
                category=self._category(draft.category),
                phrasings=tuple(
                    filter(
                        None,
                        map(
                            str.strip,
                            st.text_area("言い換え（1行に一つ）", "\n".join(draft.phrasings)).splitlines(),
                        ),
                    )
                ),
            )
            if st.form_submit_button("公開前に確かめる"):
                st.session_state[_LOOKED] = self._group.id
            if st.form_submit_button("公開する", type="primary"):
                self._close(
                    self._curation.settling.answer(self._account, self._tickets, entry),
                    f"「{entry.question}」を公開しました。",
                )
        if st.session_state.get(_LOOKED) == self._group.id:
            prove(self._curation, self._account, entry)

    def _category(self, guessed: str) -> str:
        names = ["", *(each.name for each in self._collection.categories)]
        index = names.index(guessed) if guessed in names else 0
        return st.selectbox("分類", names, index=index, format_func=lambda name: name or "（なし）")

    def _dismiss(self) -> None:
        contacts = [
            f"{each.department}（{each.phone}）" if each.phone else each.department
            for each in self._collection.contacts
        ]
        with st.form(f"dismiss-{self._group.id}"):
            to = st.selectbox("案内する窓口", ["", *contacts], format_func=lambda name: name or "（なし）")
            why = st.text_input(
                "理由・案内する言葉", max_chars=200, placeholder="県の仕事なので、県の窓口に案内します。"
            )
            register = st.checkbox("同じ質問には、ボットもこの案内を返す（「わからない」と登録）")
            if st.form_submit_button("一覧から外す", type="primary"):
                reason = " ".join(filter(None, (why.strip(), f"{to}へ案内します。" if to else "")))
                self._close(self._dismissed(reason, register=register), "一覧から外しました。")

    def _dismissed(self, reason: str, *, register: bool) -> Settled:
        settling = self._curation.settling
        if register:
            draft = self._curation.tickets.draft(self._account, self._group)
            return settling.decline(self._account, self._tickets, replace(draft, answer=reason))
        return settling.dismiss(self._account, self._collection.name, self._tickets, reason=reason)

    def _close(self, settled: Settled, told: str) -> None:
        if settled.awaits:
            done("公開の承認を依頼しました。承認されると、質問は一覧から消えます。")
        keep_last(self._collection, self._group.label, settled.entry)
        done(told)
