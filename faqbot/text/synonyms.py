"""Words that stand for one another: rules as values, and what they add to a question.

Three kinds of rule. *Spellings* (同じ) are one word written in several ways: documents and questions alike are read as the first
of them. *Both ways* (両方) and *one way* (片方) only add terms to a question, at less than the weight of its own: 「引っ越し」
also looks for 「転入」, and need not be looked for by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from faqbot.text.normalize import normalize
from faqbot.types import Synonym, SynonymKind

# Dev half, BM25F alone, with the draft list: .3 .617, .45 .626, .6 .634, .8 .628 (docs/retrieval.md).
WEIGHT = 0.6

Read = Callable[[str], tuple[str, ...]]
"""From a text to its terms."""

Whole = Callable[[str], str | None]
"""From a word to the one term that is all of it, or None: of 「ぷりんたー」 the tokenizer knows only 「ぷりん」."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Whoever asks with a source also means the targets.

    `same`: the words are spellings of one word, whose canonical one is the first source. `inside`: a source is also found
    inside the question's text, not only among its terms (「亡くな」 in 「亡くなりました」). `group` names the list that it is of,
    which a collection may leave out; a rule of no group holds for all.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    same: bool = False
    inside: bool = True
    group: str = ""


def rule(synonym: Synonym) -> Rule:
    """What a line of a list says. Its words are normalised here."""
    word, others = normalize(synonym.word), tuple(map(normalize, synonym.others))
    if synonym.kind is SynonymKind.ONE_WAY:
        return Rule((word,), others)
    every = (word, *others)
    return Rule(every, every, same=synonym.kind is SynonymKind.SAME, inside=synonym.kind is SynonymKind.BOTH)


@dataclass(frozen=True, slots=True)
class Expansion:
    """A source as the matcher knows it: its terms, and the terms it adds with their weights."""

    terms: frozenset[str]
    added: tuple[tuple[str, float], ...]


class Thesaurus:
    """Rules made ready to be asked. Immutable; the number of rules does not slow a question."""

    def __init__(
        self,
        rules: Iterable[Rule] = (),
        read: Read = lambda text: tuple(text.split()),
        whole: Whole = lambda word: word,
    ) -> None:
        """`read` and `whole` give the terms of a word as documents have them, before any spelling is replaced."""
        rules = tuple(rules)
        self.spellings: Mapping[str, str] = dict(_spellings(rules, whole))
        self._by_start: dict[str, list[tuple[str, Expansion]]] = {}
        self._by_term: dict[str, list[Expansion]] = {}
        for rule in rules:
            self._learn(rule, read)

    def canonical(self, terms: Iterable[str]) -> tuple[str, ...]:
        """The terms, each in its canonical spelling."""
        spellings = self.spellings
        return tuple([spellings.get(term, term) for term in terms])

    def expand(self, text: str, terms: Sequence[str]) -> tuple[tuple[str, float], ...]:
        """What the rules add to a question with this normalised text and these (canonical) terms."""
        own = frozenset(terms)
        added: dict[str, float] = {}
        for expansion in self._fired(text, own):
            for term, weight in expansion.added:
                if term not in own and weight > added.get(term, 0.0):
                    added[term] = weight
        return tuple(added.items())

    def _fired(self, text: str, terms: frozenset[str]) -> Iterator[Expansion]:
        """A source inside a longer one keeps still: 「ペット」 has nothing to say to 「ペットボトル」."""
        found = self._inside(text)
        inner = {id(e) for span, e in found if any(_within(span, other) for other, _ in found)}
        heard = [e for term in terms for e in self._by_term.get(term, ()) if e.terms <= terms]
        yield from (e for e in (*heard, *(e for _, e in found)) if id(e) not in inner)

    def _inside(self, text: str) -> list[tuple[tuple[int, int], Expansion]]:
        return [
            ((begin, begin + len(source)), expansion)
            for begin, char in enumerate(text)
            for source, expansion in self._by_start.get(char, ())
            if text.startswith(source, begin)
        ]

    def _learn(self, rule: Rule, read: Read) -> None:
        targets = tuple(self.canonical(read(target)) for target in rule.targets)
        added = _added(targets)
        for source in rule.sources:
            expansion = Expansion(frozenset(self.canonical(read(source))), added)
            if expansion.terms:
                self._by_term.setdefault(min(expansion.terms, key=_rarest), []).append(expansion)
            if rule.inside and source:
                self._by_start.setdefault(source[0], []).append((source, expansion))


def _within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _added(targets: Iterable[tuple[str, ...]]) -> tuple[tuple[str, float], ...]:
    best: dict[str, float] = {}
    for terms in targets:
        for term in terms:
            best[term] = max(best.get(term, 0.0), WEIGHT / sqrt(len(terms)))
    return tuple(best.items())


def _spellings(rules: Iterable[Rule], whole: Whole) -> Iterator[tuple[str, str]]:
    """Single terms only: a word of several terms is added to a question like any other target."""
    for rule in rules:
        if rule.same and (first := whole(rule.sources[0])):
            for word in rule.sources[1:]:
                if (term := whole(word)) and term != first:
                    yield term, first


def _rarest(term: str) -> tuple[int, str]:
    """Longer terms are rarer: a rule is looked up by the one that wakes it least often in vain."""
    return -len(term), term
