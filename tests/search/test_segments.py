"""What is published goes behind what was weighted together, and is found as if everything had been weighted anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfTransformer

from faqbot.corpus.reader import read_entries
from faqbot.evaluation.files import read_set
from faqbot.search import segments
from faqbot.search.base import Query
from faqbot.search.embedder import HashedEmbedder
from faqbot.search.index import Index
from faqbot.search.names import Names, terms_of
from faqbot.search.postings import Bags, Vocabulary, count
from faqbot.search.searcher import Searcher
from faqbot.search.segments import SHARE, Segments
from faqbot.search.suggest import Suggester
from faqbot.search.teaching import Judged, teach
from faqbot.search.training import train
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry
from tests.conftest import ITEMS, ROOT, entry

EMPTY: Segments[str] = Segments()


def edited(entries: Sequence[Entry], room: int) -> tuple[Entry, ...]:
    """One entry withdrawn, one new, and others rewritten, so that `room` have come or gone."""
    rewritten = {
        one.id: replace(one, question=f"{one.question}の臨時受付", answer=f"{one.answer}\n変わりました。")
        for one in entries[5 :: len(entries) // max(room // 2 - 1, 1)][: room // 2 - 1]
    }
    kept = [rewritten.get(one.id, one) for one in entries if one.id != entries[3].id]
    return *kept, entry("new", "ドローンの飛行許可", "公園課に申しこんでください。")


@pytest.mark.parametrize("name", ["garbage", "chat"])
def test_the_first_hit_is_that_of_an_index_weighted_anew(name: str, analyzer: Analyzer) -> None:
    entries = read_entries(ROOT / "corpus" / name / "entries.csv", name, department="").entries
    following = edited(entries, int(SHARE * len(entries)))
    index = Index.build(following, analyzer, previous=Index.build(entries, analyzer))
    assert index.stock.segments.since
    after, anew = Searcher(index), Searcher(Index.build(following, analyzer))
    asked = [query.text for query in read_set(ROOT / "eval" / "sets" / name)][:300]
    pairs = [(after.decide(text), anew.decide(text)) for text in asked]

    def same(best: int) -> float:
        return float(
            np.mean([[h.entry for h in a.hits[:best]] == [h.entry for h in b.hits[:best]] for a, b in pairs])
        )

    assert same(1) == 1
    assert same(5) >= 0.97
    assert max(abs(a.confidence - b.confidence) for a, b in pairs) < 0.15
    assert after.search("ドローンの飛行許可")[0].entry.id == "new"
    assert entries[3].id not in {h.entry.id for found, _ in pairs for h in found.hits}


def test_too_much_that_is_new_is_weighted_together() -> None:
    names = [f"row {number}" for number in range(100)]
    first = EMPTY.following(names)
    assert (first.whole, first.since) == (tuple(names), ())
    second = first.following(["new", *names[1:]])
    assert (second.whole, second.since) == (first.whole, ("new",))
    assert second.slots.tolist() == [100, *range(1, 100)]
    assert second.following(["newer", *names[1:]]).since == ()


@pytest.fixture
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "SHARE", 1.0)


@pytest.fixture
def grown(roomy: None, analyzer: Analyzer) -> tuple[Index, Index]:
    """An index with every part, one entry of which has come since; and one of the same entries weighted anew."""
    learned = train(ITEMS, analyzer, seeds=1)
    judged = [Judged("寒いときにかけるもの", {"blanket": 2.0}), Judged("雨の日のもの", {"umbrella": 2.0})]
    taught = teach(Index.build(ITEMS, analyzer, learned=learned), judged)
    embedder = HashedEmbedder(analyzer)
    before = Index.build(ITEMS, analyzer, learned=taught, embedder=embedder)
    _ = before.evidence
    new = entry("futon", "布団", "粗大ごみです。毛布は別です。", reading="ふとん")
    following = (*ITEMS[:1], new, *ITEMS[2:])
    after = Index.build(following, analyzer, previous=before, learned=taught, embedder=embedder)
    assert len(after.stock.segments.since) == 1
    return after, Index.build(following, analyzer, learned=taught, embedder=embedder)


def test_embedded_entries_are_the_same_in_either_segment(grown: tuple[Index, Index]) -> None:
    after, anew = grown
    query = after.query("毛布と布団の捨て方")
    rows = np.arange(len(after))
    for one, other in zip((*after.nearness, *after.dense), (*anew.nearness, *anew.dense), strict=True):
        assert one.scores(query) == pytest.approx(other.scores(query), abs=1e-6)
        assert one.entries.at(rows) == pytest.approx(other.entries.whole, abs=1e-6)
    assert after.taught
    assert anew.taught
    assert after.taught.at(rows) == pytest.approx(anew.taught.whole, abs=1e-6)


def test_the_learned_ranking_sees_what_has_come_since(grown: tuple[Index, Index]) -> None:
    found = []
    for index in grown:
        query = index.query("布団の捨て方")
        scores = {r.name: r.scores(query) for r in index.retrievers}
        rows = np.arange(len(index))
        found.append(index.evidence.features(query, rows, scores["bm25f"], scores))
    assert np.argmax(found[0], axis=0).tolist() == np.argmax(found[1], axis=0).tolist()
    assert found[0] == pytest.approx(found[1], abs=0.6)


def test_what_has_come_since_is_found_and_explained(grown: tuple[Index, Index]) -> None:
    searcher, anew = map(Searcher, grown)
    for text in ("布団の捨て方", "ふとん", "粗大ごみ"):
        found = [hit.entry.id for hit in searcher.search(text)]
        assert "futon" in found
        assert found == [hit.entry.id for hit in anew.search(text)]
    explained = searcher.explain("布団の捨て方", "futon")
    assert "布団" in {reason.feature for share in explained.shares for reason in share.reasons}
    assert "pan" not in {hit.entry.id for hit in searcher.search("フライパン")}


def test_names_are_weighted_as_scikit_learn_does(analyzer: Analyzer) -> None:
    vocabulary = Vocabulary()
    texts = [analyzer.analyze(text) for text in ("毛布と毛布", "傘の骨", "毛布の袋", "")]
    rows = [vocabulary.add(terms_of(text)) for text in texts]
    names = Names("terms", terms_of, [Bags.of([row]) for row in rows], vocabulary)
    theirs = TfidfTransformer(sublinear_tf=True).fit_transform(count(rows, len(vocabulary))).toarray()
    query = Query(analyzer.analyze("毛布の袋"))
    assert names.scores(query) == pytest.approx(theirs @ theirs[2], abs=1e-6)


@pytest.mark.usefixtures("roomy")
def test_suggestions_follow_what_is_published(analyzer: Analyzer) -> None:
    before = Index.build(ITEMS, analyzer)
    new = entry("futon", "布団", "粗大ごみです。", reading="もめんのふとん")
    after = Index.build((ITEMS[1], new, *ITEMS[2:]), analyzer, previous=before)
    suggester = Suggester(after, Suggester(before))
    assert [after.entries[row].id for row in suggester.suggest("も")] == ["futon"]
    assert (
        suggester.suggest("フラ") == Suggester(Index.build(after.entries, analyzer)).suggest("フラ") == (0,)
    )
