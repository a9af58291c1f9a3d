"""Changing a tree of topics, one step at a time. Pure: a tree in, a tree out.

A path is the ids from the top, as `desk.menu` writes it without the slashes; the empty path is the top itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from faqbot.errors import NotFound
from faqbot.types import Topic

Path = tuple[str, ...]
Topics = tuple[Topic, ...]

_GONE = "この場所は、ほかの人がメニューから消しました。画面を読み込み直してください。"


@dataclass(frozen=True, slots=True)
class Spot:
    """A topic where it stands."""

    path: Path
    topic: Topic

    @property
    def depth(self) -> int:
        """How many topics it stands inside."""
        return len(self.path) - 1


def outline(topics: Topics, above: Path = ()) -> Iterator[Spot]:
    """Every topic in the order of reading, what is inside right after it."""
    for topic in topics:
        here = (*above, topic.id)
        yield Spot(here, topic)
        yield from outline(topic.topics, here)


def added(topics: Topics, above: Path, topic: Topic) -> Topics:
    """The tree with one more topic, last inside the one at `above`; its id is given here.

    Raises:
        NotFound: nothing stands at `above`.
    """
    return _inside(topics, above, lambda inside: (*inside, replace(topic, id=_free(inside))))


def changed(topics: Topics, path: Path, topic: Topic) -> Topics:
    """The tree with the topic at `path` as given; its id and what is inside stay.

    Raises:
        NotFound: nothing stands there.
    """

    def put(inside: Topics) -> Topics:
        at = _place(inside, path[-1])
        kept = replace(topic, id=path[-1], topics=inside[at].topics)
        return (*inside[:at], kept, *inside[at + 1 :])

    return _inside(topics, path[:-1], put)


def moved(topics: Topics, path: Path, by: int) -> Topics:
    """The tree with the topic at `path` that many places further down among its siblings, as far as there are.

    Raises:
        NotFound: nothing stands there.
    """

    def shift(inside: Topics) -> Topics:
        at = _place(inside, path[-1])
        rest = [*inside[:at], *inside[at + 1 :]]
        rest.insert(max(0, at + by), inside[at])
        return tuple(rest)

    return _inside(topics, path[:-1], shift)


def removed(topics: Topics, path: Path) -> Topics:
    """The tree without the topic at `path` and all inside it.

    Raises:
        NotFound: nothing stands there.
    """

    def drop(inside: Topics) -> Topics:
        at = _place(inside, path[-1])
        return (*inside[:at], *inside[at + 1 :])

    return _inside(topics, path[:-1], drop)


def _inside(topics: Topics, path: Path, change: Callable[[Topics], Topics]) -> Topics:
    """The tree after a change to the topics that stand right inside `path`."""
    if not path:
        return change(topics)
    at = _place(topics, path[0])
    deeper = replace(topics[at], topics=_inside(topics[at].topics, path[1:], change))
    return (*topics[:at], deeper, *topics[at + 1 :])


def _place(topics: Sequence[Topic], topic_id: str) -> int:
    for at, topic in enumerate(topics):
        if topic.id == topic_id:
            return at
    raise NotFound(_GONE)


def _free(siblings: Topics) -> str:
    taken = {topic.id for topic in siblings}
    return next(name for number in count(1) if (name := f"t{number}") not in taken)
