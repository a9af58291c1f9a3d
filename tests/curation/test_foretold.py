"""What a replay foretells is what happens: a property over drafts, against the same change published for good."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from faqbot.curation.curation import Curation
from faqbot.curation.draft import Draft
from faqbot.curation.reach import Reach
from faqbot.curation.replay import Reaches
from faqbot.desk.desk import Desk
from faqbot.desk.live import LiveSearcher
from faqbot.store import open_store
from faqbot.store.base import Store
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry, Status, Synonym, SynonymKind
from tests.conftest import GOMI, ITEMS, Clock, entry
from tests.curation.proofing import CURATOR, curation_over

KEY = "0" * 64
QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)
"""Each example fills a store: a failing one is told as it is, not made smaller."""
WORDS = ("毛布", "傘", "フライパン", "スキー板", "ダンボール", "電気毛布", "日傘", "鍋", "かさ", "箱")
QUESTIONS = (*WORDS, "毛布の捨て方", "日傘と鍋", "こわれた傘はどこへ", "もうふ", "市長の名前")

word = st.sampled_from(WORDS)
made = st.builds(
    lambda entry_id, question, phrasings, status: entry(
        entry_id, question, "新しい答えです。", phrasings=tuple(phrasings), status=status
    ),
    st.sampled_from([*(item.id for item in ITEMS), "n1", "n2"]),
    word,
    st.lists(word, max_size=2, unique=True),
    st.sampled_from(Status),
)
synonyms = st.builds(
    lambda kind, one, other: (Synonym(kind, one, (other,)),),
    st.sampled_from(SynonymKind),
    word,
    st.sampled_from(["寝具", "雨具", "調理器具"]),
)
MANY = tuple(entry(f"p{number}", f"第{number}公園の利用申請") for number in range(100))
"""So many that one change among them is added to what was weighted before; among a few, all is weighted anew."""


def drafts(most: int) -> st.SearchStrategy[Draft]:
    return st.builds(
        Draft,
        st.just("gomi"),
        st.lists(made, max_size=most, unique_by=lambda one: one.id).map(tuple),
        synonyms=st.none() | synonyms,
    )


@given(draft=drafts(3))
@settings(max_examples=12, phases=QUICKLY)
def test_what_is_foretold_is_what_happens(analyzer: Analyzer, draft: Draft) -> None:
    _foretold(analyzer, ITEMS, draft)


@given(draft=drafts(1))
@settings(max_examples=6, phases=QUICKLY)
def test_it_is_where_a_change_is_added_to_what_there_was(analyzer: Analyzer, draft: Draft) -> None:
    _foretold(analyzer, (*ITEMS, *MANY), draft)


def _foretold(analyzer: Analyzer, entries: Sequence[Entry], draft: Draft) -> None:
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder), KEY)) as store:
        live = LiveSearcher(store, analyzer, clock=clock)
        desk = Desk(store, live, analyzer, clock=clock)
        desk.describe(GOMI)
        desk.take_in("gomi", entries)
        curation = curation_over(desk, store)
        foretold = _reaches(curation.proof.sides(CURATOR, draft)[1])
        _publish(store, curation, draft, clock)
        assert _reaches(curation.proof.sides(CURATOR, Draft("gomi"))[0]) == foretold
        live.close()


def _publish(store: Store, curation: Curation, draft: Draft, clock: Clock) -> None:
    stored = {each.id: each.version for each in store.entries("gomi")}
    for written in draft.entries:
        store.publish(replace(written, version=stored.get(written.id, 0)), now=clock(), by="sato")
    if draft.synonyms:
        curation.words.save(CURATOR, "gomi", draft.synonyms, version=0)


def _reaches(reaches: Reaches) -> dict[str, tuple[str, tuple[str, ...], Entry | None]]:
    """Where each question leads, but for the version of what it leads to."""
    return {text: _without_version(reaches.of(text)) for text in QUESTIONS}


def _without_version(reach: Reach) -> tuple[str, tuple[str, ...], Entry | None]:
    first = replace(reach.entry, version=0) if reach.entry else None
    return f"{reach.outcome} {reach.confidence:.6f}", reach.shown, first
