"""What is trained, kept in a file and learned from judgements, on a corpus small enough for a second."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from faqbot.errors import ArtifactError
from faqbot.evaluation.folds import divided
from faqbot.search import ranker, ssi, vectors
from faqbot.search.artifact import Shelf, load, save
from faqbot.search.index import Index
from faqbot.search.learned import Learned
from faqbot.search.searcher import Searcher
from faqbot.search.teaching import Judged, teach
from faqbot.search.training import digest, train
from faqbot.text.analyzer import Analyzer
from tests.conftest import entry

TOPICS = ("毛布", "傘", "住民票", "図書館", "保育園", "水道", "犬の登録", "税金", "選挙", "公園")
ENTRIES = tuple(
    entry(
        f"{place}-{about}",
        f"{topic}の{thing}",
        f"{topic}の{thing}は窓口{place}で{word}ください。{topic}係です。",
    )
    for place, topic in enumerate(TOPICS)
    for about, (thing, word) in enumerate((("料金", "払って"), ("場所", "見て"), ("期限", "守って")))
)
JUDGED = tuple(Judged(f"{topic}はいくら", {f"{place}-0": 2.0}) for place, topic in enumerate(TOPICS))


@pytest.fixture(scope="module")
def learned(analyzer: Analyzer) -> Learned:
    return train(ENTRIES, analyzer, seeds=1)


@pytest.fixture(scope="module")
def taught(analyzer: Analyzer, learned: Learned) -> Learned:
    return teach(Index.build(ENTRIES, analyzer, learned=learned), JUDGED)


def same(one: Learned, other: Learned) -> bool:
    pairs = zip(one.spaces, other.spaces, strict=True)
    return all(np.allclose(a.matrix, b.matrix, atol=1e-3) and a.terms == b.terms for a, b in pairs)


def test_the_gradient_is_that_of_the_loss() -> None:
    chance = np.random.default_rng(0)
    terms = chance.normal(size=(6, 4)).astype(np.float32)
    asked = sparse.csr_matrix(chance.random((3, 6)).astype(np.float32))
    entries = sparse.csr_matrix(chance.random((5, 6)).astype(np.float32))
    targets = np.array([0, 4, 2])

    def loss(matrix: np.ndarray) -> float:
        q, e = asked @ matrix, entries @ matrix
        cosine = (q / np.linalg.norm(q, axis=1)[:, None]) @ (e / np.linalg.norm(e, axis=1)[:, None]).T / 0.5
        return float(np.mean(np.log(np.exp(cosine).sum(axis=1)) - cosine[np.arange(3), targets]))

    slope = ssi.gradient(terms, asked, entries, targets, 0.5)
    for place in ((0, 0), (3, 2), (5, 3)):
        moved = terms.astype(np.float64)
        moved[place] += 1e-5
        rise = (loss(moved) - loss(terms.astype(np.float64))) / 1e-5
        assert slope[place] == pytest.approx(rise, rel=1e-2, abs=1e-5)


def test_words_in_like_company_are_near() -> None:
    company = [
        np.array(s, dtype=np.int32) for s in ([0, 2, 3], [1, 2, 3], [4, 5, 6], [0, 3, 2], [1, 3, 2])
    ] * 5
    words = vectors.train(company, 7, dimensions=3)
    unit = words / np.linalg.norm(words, axis=1, keepdims=True)
    assert unit[0] @ unit[1] > unit[0] @ unit[4]
    assert vectors.train([], 3, dimensions=2).shape == (3, 2)


def test_training_is_deterministic_and_names_its_entries(analyzer: Analyzer, learned: Learned) -> None:
    assert same(train(ENTRIES, analyzer, seeds=1), learned)
    assert learned.digest == digest(reversed(ENTRIES), analyzer)
    assert learned.digest != digest(ENTRIES[1:], analyzer)


def test_publishing_waits_for_no_training(analyzer: Analyzer, learned: Learned) -> None:
    before = Index.build(ENTRIES, analyzer, learned=learned)
    changed = (*ENTRIES[1:], entry("new", "毛布の寄付", "毛布の寄付はできます。"))
    after = Index.build(changed, analyzer, previous=before, learned=learned)
    anew = Index.build(changed, analyzer, learned=learned)
    for one, other in zip(after.nearness, anew.nearness, strict=True):
        assert np.allclose(one.entries.whole, other.entries.whole, atol=1e-6)
    assert Searcher(after).search("毛布を寄付したい")[0].entry.id == "new"


def test_withdrawing_an_entry_or_all_needs_nothing_new(analyzer: Analyzer, learned: Learned) -> None:
    before = Index.build(ENTRIES, analyzer, learned=learned)
    after = Index.build(ENTRIES[1:], analyzer, previous=before, learned=learned)
    assert np.array_equal(after.nearness[0].entries.whole, before.nearness[0].entries.whole[1:])
    for previous in (None, before):
        empty = Index.build((), analyzer, previous=previous, learned=learned)
        assert Searcher(empty).search("毛布") == ()


def test_the_file_gives_back_what_was_put_in(analyzer: Analyzer, taught: Learned, tmp_path: Path) -> None:
    save(taught, tmp_path / "a.npz")
    read = load(tmp_path / "a.npz", analyzer.fingerprint)
    assert same(read, taught)
    assert read.digest == taught.digest
    asked = "図書館はいくらかかる"
    one, other = (Searcher(Index.build(ENTRIES, analyzer, learned=x)).search(asked) for x in (read, taught))
    assert [h.entry.id for h in one][:3] == [h.entry.id for h in other][:3]


def test_a_foreign_file_is_refused(learned: Learned, tmp_path: Path) -> None:
    path = tmp_path / "learned" / "gomi.npz"
    save(learned, path)
    with pytest.raises(ArtifactError, match="別の辞書"):
        load(path, "another")
    assert Shelf(tmp_path).find("gomi", "another") is None
    assert Shelf(tmp_path).find("gomi", learned.fingerprint) is not None
    assert Shelf(tmp_path).find("chat", learned.fingerprint) is None
    path.write_bytes(b"PK\x03\x04 not one")
    with pytest.raises(ArtifactError, match="faqbot train"):
        load(path, learned.fingerprint)


def test_judged_questions_teach_what_words_alone_do_not(analyzer: Analyzer, taught: Learned) -> None:
    searcher = Searcher(Index.build(ENTRIES, analyzer, learned=taught))
    assert searcher.search("税金はいくら")[0].entry.id == "7-0"
    assert len(searcher.search("税金はいくら", 20)) == len(
        {h.entry.id for h in searcher.search("税金はいくら", 20)}
    )


def test_entries_that_nobody_judged_keep_their_place(
    analyzer: Analyzer, learned: Learned, taught: Learned
) -> None:
    index = Index.build(ENTRIES, analyzer, learned=learned)
    for asked, right in (("公園の場所", "9-1"), ("選挙の期限", "8-2")):
        assert Searcher(index).search(asked)[0].entry.id == right
        again = Index.build(ENTRIES, analyzer, previous=index, learned=taught)
        assert Searcher(again).search(asked)[0].entry.id == right


def test_without_judgements_nothing_changes(analyzer: Analyzer, learned: Learned) -> None:
    index = Index.build(ENTRIES, analyzer, learned=learned)
    assert teach(index, [Judged("何か", {"no-such-entry": 1.0})]) is learned
    with pytest.raises(ValueError, match="training"):
        teach(Index.build(ENTRIES, analyzer), JUDGED)


def test_a_ranker_learns_an_order() -> None:
    chance = np.random.default_rng(1)
    lessons = []
    for _ in range(40):
        features = chance.normal(size=(20, 3)).astype(np.float32)
        lessons.append(ranker.Lesson(features, (features[:, 1] > 1).astype(np.float32)))
    made = ranker.train(lessons)
    assert made
    features = chance.normal(size=(30, 3)).astype(np.float32)
    assert np.corrcoef(made.scores(features), features[:, 1])[0, 1] > 0.7
    assert ranker.train([ranker.Lesson(features, np.zeros(30, dtype=np.float32))]) is None


def test_folds_divide() -> None:
    parts = divided([f"q{i}" for i in range(23)], 5)
    assert sorted(map(len, parts)) == [4, 4, 5, 5, 5]
    assert len(frozenset().union(*parts)) == 23
    assert parts == divided([f"q{i}" for i in range(23)], 5)
