"""Labels that fit LINE's 20 characters and still tell the options apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

MOST = 20
"""Characters of the label of a quick reply (Messaging API reference, "Action objects")."""

_AFTER = re.compile(r".*[はがをにでとのもへ、。・（「\s]", re.DOTALL)
"""A beginning may be dropped up to here: after a particle or a mark, not within a word."""
_FROM = re.compile(r"[はがをに]?[、。（\s].*", re.DOTALL)
"""An ending, from its first mark on (「は、どう出しますか？」)."""


def short_labels(labels: Sequence[str], most: int = MOST) -> tuple[str, ...]:
    """The labels with at most `most` characters each, as different from one another as they were.

    What all have in common goes first (the ending, then the beginning); what is still too long is cut at its end, or where
    that makes two alike in its middle, or is numbered.
    """
    long = [label for label in labels if len(label) > most]
    cores = _without_common(long, most) if len(long) > 1 else {}
    bare = [cores.get(label, label) for label in labels]
    for cut in (_at_end, _in_middle):
        made = tuple(_cut(label, cut, most) for label in bare)
        if len(set(made)) == len(set(labels)):
            return made
    return tuple(_at_end(f"{number}. {label}", most) for number, label in enumerate(bare, 1))


def _without_common(labels: Sequence[str], most: int) -> dict[str, str]:
    ending = _FROM.search(_shared([label[::-1] for label in labels])[::-1])
    cut = len(ending.group()) if ending else 0
    short = [label[: len(label) - cut] for label in labels]
    beginning = _AFTER.match(_shared(short))
    first = beginning.end() if beginning and any(len(label) > most for label in short) else 0
    cores = [label[first:] for label in short]
    return dict(zip(labels, cores, strict=True)) if all(cores) else {}


def _shared(labels: Sequence[str]) -> str:
    """What all begin with."""
    alike = takewhile(lambda characters: len(set(characters)) == 1, zip(*labels, strict=False))
    return "".join(characters[0] for characters in alike)


def _cut(label: str, cut: Callable[[str, int], str], most: int) -> str:
    return label if len(label) <= most else cut(label, most)


def _at_end(label: str, most: int) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"


def _in_middle(label: str, most: int) -> str:
    tail = (most - 1) // 2
    return f"{label[: most - 1 - tail]}…{label[-tail:]}"
