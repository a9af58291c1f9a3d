"""Steps on a tree of topics: each changes what it names and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.curation.topics import Topics, added, changed, moved, outline, removed
from faqbot.errors import NotFound
from faqbot.types import Topic

TREE = (
    Topic(
        id="t1",
        title="台所",
        topics=(Topic(id="t1", title="鍋", entries=("pan",)), Topic(id="x", title="皿", category="不燃ごみ")),
    ),
    Topic(id="t3", title="庭", category="可燃ごみ"),
)


def titles(tree: Topics) -> list[str]:
    return ["　" * spot.depth + spot.topic.title for spot in outline(tree)]


def test_the_outline_is_in_the_order_of_reading() -> None:
    assert titles(TREE) == ["台所", "　鍋", "　皿", "庭"]
    assert [spot.path for spot in outline(TREE)] == [("t1",), ("t1", "t1"), ("t1", "x"), ("t3",)]


def test_a_new_topic_stands_last_under_an_id_of_its_own() -> None:
    grown = added(TREE, ("t1",), Topic(id="", title="箸", entries=("cup",)))
    assert titles(grown) == ["台所", "　鍋", "　皿", "　箸", "庭"]
    assert grown[0].topics[2].id == "t2"
    assert added(TREE, (), Topic(id="", title="車", entries=("tyre",)))[2].id == "t2"


def test_a_changed_topic_keeps_its_id_and_what_is_inside() -> None:
    after = changed(TREE, ("t1",), Topic(id="other", title="キッチン"))
    assert after[0].id == "t1"
    assert titles(after) == ["キッチン", "　鍋", "　皿", "庭"]


def test_a_topic_moves_among_its_siblings_as_far_as_there_are() -> None:
    assert titles(moved(TREE, ("t3",), -1)) == ["庭", "台所", "　鍋", "　皿"]
    assert titles(moved(TREE, ("t1", "t1"), 1)) == ["台所", "　皿", "　鍋", "庭"]
    assert moved(TREE, ("t1",), -1) == moved(TREE, ("t3",), 1) == TREE


def test_a_topic_goes_with_what_is_inside() -> None:
    assert titles(removed(TREE, ("t1",))) == ["庭"]
    assert titles(removed(TREE, ("t1", "x"))) == ["台所", "　鍋", "庭"]


@pytest.mark.parametrize("path", [("gone",), ("t1", "gone"), ("t3", "t1")])
def test_a_place_that_is_gone_is_told(path: tuple[str, ...]) -> None:
    for step in (
        lambda: changed(TREE, path, TREE[0]),
        lambda: moved(TREE, path, 1),
        lambda: removed(TREE, path),
    ):
        with pytest.raises(NotFound, match="読み込み直し"):
            step()


@given(st.lists(st.sampled_from(["add", "in", "up", "down"]), max_size=12), st.randoms(use_true_random=False))
def test_no_step_loses_a_topic_or_doubles_an_id(steps: list[str], chance: object) -> None:
    tree: Topics = ()
    made = 0
    for step in steps:
        paths = [spot.path for spot in outline(tree)]
        at = chance.choice(paths) if paths else ()  # type: ignore[attr-defined]
        match step:
            case "add" | "in":
                tree, made = added(tree, at if step == "in" else (), Topic(id="", title=str(made))), made + 1
            case _ if at:
                tree = moved(tree, at, -1 if step == "up" else 1)
    paths = [spot.path for spot in outline(tree)]
    assert len(set(paths)) == len(paths) == made
    assert sorted(int(spot.topic.title) for spot in outline(tree)) == list(range(made))
