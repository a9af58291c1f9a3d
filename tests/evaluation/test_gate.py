"""The gate as it stands, and its rules on a project of five entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval import floors, gate
from eval.floors import Floors, LoweringRefused
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analyzer
from faqbot.types import Decision, Hit
from tests.evaluation import tiny

TODAY = "2026-11-20"
REAL_LOOK = gate.look


def test_the_shipped_ranking_keeps_its_floors() -> None:
    reasons = gate.shut(floors.read(gate.FLOORS), gate.look())
    assert not reasons, "\n".join(("python -m eval.gate says:", *reasons))


class Backwards(Searcher):
    """Finds the same and puts the worst first."""

    def _search(self, *arguments: object) -> tuple[tuple[Hit, ...], Mapping[str, object]]:  # type: ignore[override]
        hits, scores = super()._search(*arguments)  # type: ignore[arg-type]
        return hits[::-1], scores


class Rash(Searcher):
    """Answers everything with the first entry there is."""

    def decide(self, text: str, limit: int = 10) -> Decision:
        return super().decide(self.index.entries[0].question, limit)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tiny.project(tmp_path)


@pytest.fixture
def look(root: Path, analyzer: Analyzer) -> Callable[..., gate.Look]:
    return lambda kind=Searcher: REAL_LOOK(root, tiny.SETS, tiny.searchers(root, analyzer, kind))


@pytest.fixture
def pinned(look: Callable[..., gate.Look]) -> Floors:
    seen = look()
    return floors.pin(Floors({}, {}), seen.measured, seen.digests, on=TODAY)


def test_what_was_just_pinned_passes(look: Callable[..., gate.Look], pinned: Floors) -> None:
    assert gate.shut(pinned, look()) == ()
    assert pinned.pinned["items"]["right entry first"] == pytest.approx(1 - floors.MARGIN)
    assert pinned.pinned["items"]["out of scope, answered"] == pytest.approx(floors.MARGIN)


def test_a_worse_ranking_fails(look: Callable[..., gate.Look], pinned: Floors) -> None:
    reasons = gate.shut(pinned, look(Backwards))
    assert any("right entry first" in reason and "at least" in reason for reason in reasons)


def test_answering_what_is_out_of_scope_fails(look: Callable[..., gate.Look], pinned: Floors) -> None:
    reasons = gate.shut(pinned, look(Rash))
    assert any("out of scope, answered is 1.0000, at most" in reason for reason in reasons)
    assert any("not known, answered is 1.0000, at most" in reason for reason in reasons)


def test_nothing_passes_unpinned(look: Callable[..., gate.Look]) -> None:
    reasons = gate.shut(Floors({}, {}), look())
    assert "items: right entry first is measured and has no floor." in reasons
    assert "corpus/garbage/entries.csv is new and not pinned." in reasons


@pytest.mark.parametrize(
    "path", ["corpus/garbage/entries.csv", "eval/sets/items/queries.jsonl", "eval/sets/items/qrels.tsv"]
)
def test_a_changed_file_fails_until_pinned_anew(
    path: str, root: Path, look: Callable[..., gate.Look], pinned: Floors
) -> None:
    with (root / path).open("a", encoding="utf-8") as file:
        file.write("\n")
    seen = look()
    assert gate.shut(pinned, seen) == (f"{path} has changed since the floors were pinned.",)
    again = floors.pin(pinned, seen.measured, seen.digests, on=TODAY)
    assert gate.shut(again, seen) == ()


def test_a_judgement_of_an_entry_that_is_gone_fails(root: Path, look: Callable[..., gate.Look]) -> None:
    questions = {**tiny.QUESTIONS, "q1": ("毛布", {"quilt": 2})}
    tiny.write_questions(root / "eval" / "sets" / "items", questions)
    seen = look()
    fresh = floors.pin(Floors({}, {}), seen.measured, seen.digests, on=TODAY)
    assert gate.shut(fresh, seen) == ("items: q1 is judged by quilt, which its corpus does not have.",)


def test_lowering_is_refused(look: Callable[..., gate.Look], pinned: Floors) -> None:
    worse = look(Backwards)
    with pytest.raises(LoweringRefused, match=r"items: right entry first 0\.99 → "):
        floors.pin(pinned, worse.measured, worse.digests, on=TODAY)


def test_lowering_with_a_reason_is_kept_in_the_file(
    tmp_path: Path, look: Callable[..., gate.Look], pinned: Floors
) -> None:
    worse = look(Backwards)
    lower = floors.pin(pinned, worse.measured, worse.digests, on=TODAY, reason="the set grew harder")
    floors.write(tmp_path / "floors.json", lower)
    again = floors.read(tmp_path / "floors.json")
    assert again == lower
    assert gate.shut(again, worse) == ()
    row = next(row for row in again.lowered if row.measure == "right entry first")
    assert (row.on, row.set, row.was, row.reason) == (TODAY, "items", 0.99, "the set grew harder")
    assert row.to == again.pinned["items"]["right entry first"] < row.was


def test_pinning_raises_and_never_slackens() -> None:
    before = Floors({"s": {"right entry first": 0.8, "left unanswered": 0.2}}, {})
    better = floors.pin(before, {"s": {"right entry first": 0.9, "left unanswered": 0.1}}, {}, on=TODAY)
    assert better.pinned == {"s": {"right entry first": 0.89, "left unanswered": 0.11}}
    same = floors.pin(better, {"s": {"right entry first": 0.892, "left unanswered": 0.108}}, {}, on=TODAY)
    assert same.pinned == better.pinned


def test_giving_up_a_set_is_lowering() -> None:
    before = Floors({"s": {"right entry first": 0.8}}, {})
    assert floors.failures(before, {}, {}) == ("s: right entry first has a floor and is no longer measured.",)
    with pytest.raises(LoweringRefused, match="no longer measured"):
        floors.pin(before, {}, {}, on=TODAY)
    given_up = floors.pin(before, {}, {}, on=TODAY, reason="merged into t")
    assert given_up.pinned == {}
    assert given_up.lowered[0].to is None


def test_the_command_says_why_it_is_shut_and_exits_with_1(
    tmp_path: Path, look: Callable[..., gate.Look], pinned: Floors, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "floors.json"
    floors.write(file, pinned)
    before = file.read_bytes()

    def run(kind: type[Searcher], *arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(gate, "look", lambda: look(kind))
        done = CliRunner().invoke(gate.main, ["--floors", str(file), *arguments])
        return done.exit_code, done.output

    assert run(Searcher)[0] == 0
    code, said = run(Backwards)
    assert code == 1
    assert "items: right entry first is" in said
    code, said = run(Backwards, "--pin")
    assert code == 1
    assert "would fall" in said
    assert file.read_bytes() == before
    assert run(Backwards, "--pin", "--allow-lower", "a test")[0] == 0
    assert run(Backwards)[0] == 0
    assert run(Searcher, "--allow-lower", "alone")[0] == 2
