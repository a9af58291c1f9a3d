"""What `faqbot train` makes of a collection: values that serve any later revision of it. See `artifact` for the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from types import MappingProxyType

from faqbot.search.ranker import Ranker
from faqbot.search.space import Bag, Floats, TermSpace

Fields = Mapping[str, Sequence[str]]
"""An entry's terms by field; see `Document.fields`."""

_NAMES_COUNT = 3


@dataclass(frozen=True, slots=True)
class Learned:
    """`fingerprint` is the analyzer's, `digest` that of the entries and judgements it was trained on."""

    fingerprint: str
    digest: str
    spaces: tuple[TermSpace, ...]
    ranker: Ranker | None = None
    taught: Taught | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """What judged questions teach beyond the ranker: a space trained on them too, and the questions themselves.

    `questions`: their rows in that space; `judged`: (question, entry id, share of the question's grades).
    """

    space: TermSpace
    questions: Floats
    judged: tuple[tuple[int, str, float], ...]


def whole(fields: Fields) -> Bag:
    """An entry with its names thrice and its body once, counts taken down to their logarithm."""
    counts = Counter(fields["body"])
    for term in fields["names"]:
        counts[term] += _NAMES_COUNT
    return _damped(counts)


def body(fields: Fields) -> Bag:
    """An entry without its names (with them where that is all there is)."""
    return _damped(Counter(fields["body"] or fields["names"]))


def names(fields: Fields) -> Bag:
    """An entry's names alone."""
    return _damped(Counter(fields["names"]))


def _damped(counts: Counter[str]) -> Bag:
    return {term: log1p(count) for term, count in counts.items()}


BAGS: Mapping[str, Callable[[Fields], Bag]] = MappingProxyType({"ssi": whole, "words": names})
"""By space: what of an entry it embeds."""
