"""Writing an entry: saved, published, taken back; or, where it is another department's, suggested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.publisher import Saved
from faqbot.staff.accounts import Account
from faqbot.types import Collection, Entry, Status
from ui.parts.entry_form import entry_fields
from ui.parts.entry_link import close_entry, keep_open
from ui.parts.held import fields_key, held, release
from ui.parts.outcome import done, refusals
from ui.parts.proof import prove

_LOOKED = "looked-at"
_REQUESTED = "承認を頼みました。同じ部署のほかの編集者が承認すると、公開されます。"


@dataclass(frozen=True, slots=True)
class Editor:
    """One run of the form."""

    curation: Curation
    account: Account
    collection: Collection

    def begin(self) -> None:
        """An empty form."""
        name, department = self.collection.name, self.account.department
        self._form(
            Entry(id="", collection=name, question="", answer="", department=department, version=0), "new"
        )

    def edit(self, entry: Entry) -> None:
        """The form of an entry that the account may change."""
        begun = held(entry)
        if begun.version != entry.version:
            self._warn()
        self._form(begun, fields_key(begun))
        if entry.status is Status.ARCHIVED:
            self._restore(entry)
        elif entry.status is Status.PUBLISHED:
            self._archive(entry)

    def suggest(self, entry: Entry) -> None:
        """The form of an entry that is another department's."""
        st.info(
            f"「{entry.department}」が受け持つ項目です。直してほしいところを書きかえて、提案を送れます。",
            icon=":material/lock:",
        )
        key = fields_key(entry)
        with st.form(f"suggest-{key}", border=False):
            wished = entry_fields(entry, self.collection, self._departments(), key=key)
            why = st.text_area("変えてほしい理由", key=f"{key}-why", max_chars=1000)
            sent = st.form_submit_button("提案を送る", type="primary")
        if sent:
            with refusals():
                self.curation.proposals.suggest(self.account, wished, why)
                done(f"「{entry.department}」に提案を送りました。")

    def _warn(self) -> None:
        st.warning(
            "ここで書いている間に、ほかの人がこの項目を変えました。何が変わったかは「履歴」にあります。"
        )
        if st.button("書いたものを捨てて、新しい内容を読みこむ"):
            release()
            st.rerun()

    def _form(self, entry: Entry, key: str) -> None:
        with st.form(f"entry-{key}", border=False):
            draft = entry_fields(entry, self.collection, self._departments(), key=key)
            keep, look, publish = st.columns([1, 1, 2])
            as_draft = keep.form_submit_button("下書きに保存", width="stretch")
            if look.form_submit_button("公開前に確かめる", width="stretch"):
                st.session_state[_LOOKED] = key
            at_once = publish.form_submit_button("公開する", type="primary", width="stretch")
        if as_draft or at_once:
            with refusals():
                self._tell(self.curation.entries.save(self.account, draft, publish=at_once), publish=at_once)
        if st.session_state.get(_LOOKED) == key:
            prove(self.curation, self.account, draft)

    def _archive(self, entry: Entry) -> None:
        if st.button(
            "取り下げる", icon=":material/archive:", help="答えに使うのをやめます。いつでも戻せます。"
        ):
            with refusals():
                self.curation.entries.archive(self.account, entry.collection, entry.id, version=entry.version)
                release()
                done("取り下げました。「もう一度公開する」で元に戻せます。")

    def _restore(self, entry: Entry) -> None:
        if st.button("もう一度公開する", icon=":material/undo:"):
            with refusals():
                self._tell(
                    self.curation.entries.restore(
                        self.account, entry.collection, entry.id, version=entry.version
                    ),
                    publish=True,
                )

    def _tell(self, saved: Saved, *, publish: bool) -> None:
        release()
        if saved.requested:
            close_entry()
            done(_REQUESTED)
        (entry,) = saved.written
        keep_open(entry.collection, entry.id)
        done(
            "公開しました。次の質問から使われます。"
            if publish
            else "下書きに保存しました。まだ公開していません。"
        )

    def _departments(self) -> Sequence[str]:
        return [each.name for each in self.curation.departments.list(self.account)]
