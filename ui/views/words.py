"""類義語: words that stand for one another in one collection, what a change of them does, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from faqbot.curation.curation import Curation
from faqbot.curation.words import LABELS, LONGEST, Effect
from faqbot.staff.accounts import Account
from faqbot.staff.rights import may_change
from faqbot.types import Collection, Synonym, SynonymKind, SynonymList
from ui.parts.collections import choose_collection
from ui.parts.moment import moment
from ui.parts.outcome import done
from ui.parts.replay import show_replay, with_progress

_EFFECT = "words-effect"
_FIRST = list(LABELS).index(SynonymKind.BOTH)
"""The kind that is most often meant."""


def page(curation: Curation, account: Account) -> None:
    """The list as a table; its effect before it is saved; its earlier versions."""
    st.title("類義語")
    st.caption(
        "住民の言葉と、項目の言葉をつなぎます。「両方」はおたがいに、「片方」は言葉から言い換えへだけ、"
        "「同じ」は書き方のちがいです。言い換えは「|」で区切ります。"
    )
    collection = choose_collection(curation, account)
    if collection is None:
        return
    versions = curation.words.versions(account, collection.name)
    version = versions[0].version if versions else 0
    if not may_change(account, collection.owner):
        st.info(f"「{collection.owner}」が受け持つ窓口なので、見るだけです。", icon=":material/lock:")
        st.dataframe(_rows(collection.own_synonyms), hide_index=True, width="stretch")
        return
    synonyms = _edited(collection, version)
    changed = synonyms != collection.own_synonyms
    _offer_effect(curation, account, collection, synonyms, changed=changed)
    if st.button("保存して、すぐに使う", type="primary", disabled=not changed):
        curation.words.save(account, collection.name, synonyms, version=version)
        done("類義語を保存しました。いまから使われます。")
    _offer_way_back(curation, account, collection, versions)


def _edited(collection: Collection, version: int) -> tuple[Synonym, ...]:
    """The list with what is to be added and taken away; fields of their own for each version: they empty once it is saved."""
    own = collection.own_synonyms
    if own:
        st.dataframe(_rows(own), hide_index=True, width="stretch")
    else:
        st.info("まだ、この窓口だけの類義語はありません。")
    st.subheader("加える")
    key = f"words-{collection.name}-{version}"
    kind, word, others = st.columns([1, 2, 4])
    added = Synonym(
        kind.selectbox(
            "種類", list(LABELS), index=_FIRST, format_func=lambda kind: LABELS[kind], key=f"{key}-kind"
        ),
        word.text_input("言葉", max_chars=LONGEST, key=f"{key}-word", placeholder="引越し").strip(),
        _apart(others.text_input("言い換え", key=f"{key}-others", placeholder="転入|転出")),
        st.text_input("備考（なくてもよい）", max_chars=200, key=f"{key}-note").strip(),
    )
    gone = (
        st.multiselect("消す行", own, format_func=_line, key=f"{key}-gone", placeholder="えらぶ")
        if own
        else []
    )
    kept = tuple(synonym for synonym in own if synonym not in gone)
    return (*kept, added) if added.word or added.others else kept


def _apart(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split("|"))))


def _line(synonym: Synonym) -> str:
    return f"{LABELS[synonym.kind]}：{synonym.word} → {'・'.join(synonym.others)}"


def _offer_effect(
    curation: Curation,
    account: Account,
    collection: Collection,
    synonyms: Sequence[Synonym],
    *,
    changed: bool,
) -> None:
    if st.button("効き目を確かめる", icon=":material/fact_check:", disabled=not changed):
        effect = with_progress(
            lambda told: curation.words.effect(account, collection.name, synonyms, told=told)
        )
        st.session_state[_EFFECT] = (collection.name, synonyms, effect)
    of, tried, effect = st.session_state.get(_EFFECT, ("", (), None))
    if effect and (of, tried) == (collection.name, synonyms):
        _show_effect(effect)


def _show_effect(effect: Effect) -> None:
    if effect.untrained:
        st.warning(
            "「同じ」を変えたので、学習した部分は、次に faqbot train をするまで使われません。",
            icon=":material/warning:",
        )
    if effect.before and effect.after:
        st.metric(
            f"評価用の質問 {effect.before.questions} 件のうち、正しい項目が最初に出るもの",
            f"{effect.after.first} 件",
            effect.after.first - effect.before.first,
        )
    show_replay(effect.replayed)


def _offer_way_back(
    curation: Curation, account: Account, collection: Collection, versions: Sequence[SynonymList]
) -> None:
    if not versions:
        return
    newest, *earlier = versions
    told = {each.version: _version(each) for each in earlier} | {0: "空の表"}
    with st.expander(f"これまでの版（いまは {_version(newest)}）"):
        to = st.selectbox("戻す版", list(told), format_func=lambda version: told[version])
        if st.button("この版に戻す", icon=":material/undo:"):
            curation.words.go_back(account, collection.name, to, version=newest.version)
            done("前の版に戻しました。いまから使われます。")


def _version(each: SynonymList) -> str:
    return f"第 {each.version} 版（{moment(each.saved_at)} {each.saved_by}、{len(each.synonyms)} 行）"


def _rows(synonyms: Iterable[Synonym]) -> list[dict[str, str]]:
    return [
        {"種類": LABELS[each.kind], "言葉": each.word, "言い換え": "|".join(each.others), "備考": each.note}
        for each in synonyms
    ]
