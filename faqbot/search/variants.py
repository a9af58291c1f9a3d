"""Which variant of a thing is meant: the one whose condition the question speaks of, else the ordinary one.

Variants are entries with the same subject (スプレー缶: 使い切った / 中身が残っている). A question that says nothing of a
condition matches them all alike, and accidents of weighting would decide; the ordinary variant is the one the corpus
puts first, of those whose answer is known.
A size in the question (40cm) and what it says of the thing's state (洗っても取れない) go before words: they fit a
variant's condition (30cm以上, すすいでも汚れが落ちない) or they do not.
So does a word that one of them affirms and the other denies (落ちる, 落ちない).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import log

from faqbot.search.document import Document
from faqbot.text.analyzer import Analysis
from faqbot.text.denial import DENIED
from faqbot.text.measures import Measure
from faqbot.text.traits import agreement, traits
from faqbot.types import Entry, Kind

# Differences in merit smaller than this are accidents (a shared kana), not a condition that was spoken of.
_SAME = 0.05
_KANJI = re.compile(r"[\u3400-\u9fff々]+")

# First hit right of the 1,496 questions of `eval.own` with an entry (garbage alone), 2026-11-20: these 92.58 (94.3); leaning 0
# 92.31 (94.0), .125 92.51 (94.2), .25 92.38 (93.9); contradicted 0 92.45 (94.0), 1 92.51 (94.2); shrink 1 92.45 (94.0),
# 6 92.51 (94.2). Before there were contradictions and leanings 92.11 (93.5).
_CONTRADICTED = 0.5
_LEANING = 0.06
_SHRINK = 3.0


def in_order(
    rows: Sequence[int],
    documents: Sequence[Document],
    asked: Analysis,
    coverage: Callable[[int], float],
) -> list[int]:
    """The rows (best first) with the variants of each thing in order among the places they hold.

    `coverage` says how much of the question an entry's names and condition account for, 0 to 1.
    """
    ordered = list(rows)
    for held in _places(ordered, documents):
        ordinary = sorted((ordered[place] for place in held), key=lambda row: (_unknown(documents[row]), row))
        variants = [documents[row] for row in ordinary]
        merits = {
            row: suit
            - _CONTRADICTED * contradictions(asked, one)
            + _LEANING * leaning(asked, one, variants)
            + coverage(row)
            for row, one, suit in zip(ordinary, variants, suits(asked, variants), strict=True)
        }
        best = sorted(ordinary, key=lambda row: round(merits[row] / _SAME), reverse=True)
        for place, row in zip(held, best, strict=True):
            ordered[place] = row
    return ordered


def left(asked: Analysis, variants: Sequence[Document]) -> tuple[Document, ...]:
    """The variants that suit best what the question says, in their order: all, where it says nothing of a condition."""
    said = _best(variants, suits(asked, variants))
    if len(said) < 2 or all(v.traits or v.condition.measures for v in said):
        return said
    return _best(said, spoken_of(asked, said))


def _best(variants: Sequence[Document], scores: Sequence[int]) -> tuple[Document, ...]:
    return tuple(v for v, score in zip(variants, scores, strict=True) if score == max(scores))


def matters(variants: Sequence[Entry]) -> bool:
    """Whether the choice between variants makes a difference: they lead to several categories, or their answers begin
    differently (where categories are themes, as in a help desk's corpus, the first line is what is to be done).
    """
    return len({v.category for v in variants}) > 1 or len({_gist(v) for v in variants}) > 1


def _gist(entry: Entry) -> str:
    return entry.answer.partition("\n")[0]


def suits(asked: Analysis, variants: Sequence[Document]) -> list[int]:
    """How well each condition suits what the question says of size and state: agreements less contradictions."""
    spoken = traits(asked.text)
    return [fit(asked.measures, variant) + agreement(spoken, variant.traits) for variant in variants]


def spoken_of(asked: Analysis, variants: Sequence[Document]) -> list[int]:
    """How many words of the question, beside those of the thing's name, each variant has and not every other as well
    (通知が来ない: 「スマホ」 of パソコン, スマートフォン, 一つのチャンネルだけ).
    """
    words = [{term for name in variant.told for term in name.terms} for variant in variants]
    telling = {term for term in asked.terms if _stem(term) not in variants[0].entry.subject} - set[
        str
    ].intersection(*words)
    return [len(telling & own) for own in words]


def _stem(term: str) -> str:
    """What of a term stays as it is inflected: its leading kanji, or all of it (届く and 届かない are one word)."""
    found = _KANJI.match(term)
    return found[0] if found else term


def fit(asked: tuple[Measure, ...], document: Document) -> int:
    """1 if a size asked fits the entry's condition, −1 if it contradicts it, 0 if one of them speaks of none."""
    pairs = [
        measure.meets(bound)
        for measure in asked
        for bound in document.condition.measures
        if measure.unit == bound.unit
    ]
    return (1 if any(pairs) else -1) if pairs else 0


def contradictions(asked: Analysis, document: Document) -> int:
    """How many words one of the question and the entry's condition affirms and the other denies."""
    condition = document.condition.claims
    return sum(_opposite(claim) in condition for claim in asked.claims)


def leaning(asked: Analysis, document: Document, variants: Sequence[Document]) -> float:
    """How far the question's words speak for this variant among its like, in nats; 0 if they tell none apart.

    Naive Bayes (Maron, *Automatic Indexing*, JACM 1961) with the variants for classes and their names for examples, each
    share shrunk towards that of all. Words of all titles name the thing and not its condition.
    """
    titles = frozenset.intersection(*(one.names[0].claims for one in variants))
    names = sum(len(one.told) for one in variants)
    told = 0.0
    for claim in asked.claims - titles:
        if share := sum(one.claims[claim] for one in variants) / names:
            own = (document.claims[claim] + _SHRINK * share) / (len(document.told) + _SHRINK)
            told += log(own / share)
    return told


def _places(ordered: Sequence[int], documents: Sequence[Document]) -> list[list[int]]:
    """The places that the variants of each thing hold, where there are several."""
    places: dict[str, list[int]] = {}
    for place, row in enumerate(ordered):
        if subject := documents[row].entry.subject:
            places.setdefault(subject, []).append(place)
    return [held for held in places.values() if len(held) > 1]


def _opposite(claim: str) -> str:
    return claim.removeprefix(DENIED) if claim.startswith(DENIED) else DENIED + claim


def _unknown(document: Document) -> bool:
    return document.entry.kind is Kind.UNKNOWN
