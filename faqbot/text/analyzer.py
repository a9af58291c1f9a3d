"""From a text to what retrievers compare: its terms, its core (the request taken away) and how that core sounds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from faqbot.text.denial import DENIED, denied
from faqbot.text.filters import STOP_TERMS, is_content, strip_request, without_asides
from faqbot.text.kana import is_kana, sound
from faqbot.text.measures import Measure, measures, without
from faqbot.text.normalize import align, normalize
from faqbot.text.synonyms import Rule, Thesaurus, rule
from faqbot.text.tokenizer import Token
from faqbot.types import Synonym

_EDITION = 4
"""Raised by whoever changes what the analyzer makes of a text."""


_NARROWED = 32
"""How many choices of synonyms are kept ready: a few a collection, and those being tried out."""
_SPOKEN = {"何時": "ナンジ"}
"""Readings that people mean where Sudachi gives another (いつ, なんどき)."""
_SILENT = frozenset({"補助記号", "空白", "記号"})


class Tokenizer(Protocol):
    """Splits a normalised text into morphemes."""

    @property
    def fingerprint(self) -> str:
        """Names what decides the result: another one splits differently."""
        ...

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """The morphemes in order, with offsets into `text`."""
        ...


@dataclass(frozen=True, slots=True)
class Analysis:
    """One text, read.

    `terms` are the normalised forms of its content words in order, repeats kept; `core` is the normalised text
    without request phrases and measures; `sound` is that core as it sounds (see `kana.sound`). The words of a
    measure (「30cm以上」) are in none of them: a size is compared, not matched. `named` and `heard` are core and sound
    without asides (「電卓 乾電池のやつ」: 電卓): by them a thing is found by its name. `denied` are those of its terms that it
    says are not so.
    """

    text: str
    tokens: tuple[Token, ...]
    terms: tuple[str, ...]
    core: str
    sound: str
    measures: tuple[Measure, ...] = ()
    denied: frozenset[str] = frozenset()
    named: str = ""
    heard: str = ""

    @property
    def claims(self) -> frozenset[str]:
        """Its terms, each once, those that it denies marked (「落ちない」: `¬落ちる`)."""
        return frozenset(DENIED + term if term in self.denied else term for term in self.terms)

    @property
    def senses(self) -> tuple[int, ...]:
        """What its content words mean: groups of Sudachi's synonym dictionary, each once. Most words are in none."""
        words = (token for token in self.tokens if is_content(token.part, token.normal))
        return tuple(dict.fromkeys(sense for word in words for sense in word.senses))

    @property
    def places(self) -> tuple[str, ...]:
        """The place names in it (normalised forms)."""
        return tuple(t.normal for t in self.tokens if t.part[2] == "地名")


class Analyzer:
    """Reads Japanese. Pure but for a cache; safe to share between threads."""

    def __init__(self, tokenizer: Tokenizer, synonyms: Iterable[Rule] = ()) -> None:
        self._tokenizer = tokenizer
        self._rules = rules = tuple(synonyms)
        self._thesaurus = Thesaurus(rules, self._read, self._whole)
        self._narrowed = lru_cache(maxsize=_NARROWED)(self._with)
        self.synonyms = _digest(map(repr, rules))
        """Names the rules, also those that the fingerprint leaves out."""
        self._sound_of_core = lru_cache(maxsize=4096)(self._sound)
        # A question is read by whoever looks for several things in it, by the search, and by its ticket.
        self._analysis = lru_cache(maxsize=64)(self._analyze)

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text might be read differently: an index made under another one is stale.

        What synonyms add to a question is no part of it; what they make of a document's spellings is.
        """
        stops = _digest(sorted(STOP_TERMS))
        spellings = _digest(f"{term}={first}" for term, first in sorted(self._thesaurus.spellings.items()))
        return f"{self._tokenizer.fingerprint} edition {_EDITION} stops {stops} spellings {spellings}"

    def narrowed(self, groups: Iterable[str] | None, own: tuple[Synonym, ...] = ()) -> Analyzer:
        """The analyzer with these groups of synonyms (None: all), the rules of no group, and a collection's own. Made once."""
        if groups is None and not own:
            return self
        return self._narrowed(None if groups is None else frozenset(groups), own)

    def _with(self, groups: frozenset[str] | None, own: tuple[Synonym, ...]) -> Analyzer:
        kept = (r for r in self._rules if groups is None or not r.group or r.group in groups)
        return Analyzer(self._tokenizer, (*kept, *map(rule, own)))

    def analyze(self, text: str) -> Analysis:
        """Read a text in full. Token offsets point into `text` as it was given."""
        return self._analysis(text)

    def _analyze(self, text: str) -> Analysis:
        aligned = align(text)
        tokens = self._tokenizer.tokenize(aligned.text)
        found = measures(aligned.text)
        core = _core(aligned.text, found)
        named = without_asides(core)
        return Analysis(
            text=aligned.text,
            tokens=tuple(_moved(token, *aligned.span(token.begin, token.end)) for token in tokens),
            terms=self._thesaurus.canonical(_terms(t for t in tokens if not _inside(t, found))),
            core=core,
            sound=self._sound_of_core(core),
            measures=found,
            denied=frozenset(self._thesaurus.canonical(denied(tokens))),
            named=named,
            heard=self._sound_of_core(named),
        )

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The morphemes alone; offsets point into the normalised text."""
        return self._tokenizer.tokenize(normalize(text))

    def terms(self, text: str) -> tuple[str, ...]:
        """The content terms alone: all that a long text (an answer) is read for."""
        return self._thesaurus.canonical(self._read(text))

    def expand(self, question: Analysis) -> tuple[tuple[str, float], ...]:
        """Terms that the synonyms add to a question, with their weights (its own terms weigh 1)."""
        return self._thesaurus.expand(question.text, question.terms)

    def _read(self, text: str) -> tuple[str, ...]:
        return _terms(self.tokens(text))

    def _whole(self, word: str) -> str | None:
        tokens = self.tokens(word)
        return tokens[0].normal if len(tokens) == 1 and _terms(tokens) else None

    def _sound(self, core: str) -> str:
        return "".join(
            sound(
                token.surface
                if is_kana(token.surface) or not token.reading
                else _SPOKEN.get(token.surface, token.reading)
            )
            for token in self._tokenizer.tokenize(core)
            if token.part[0] not in _SILENT
        )


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:8]


def _core(text: str, found: tuple[Measure, ...]) -> str:
    bare = without(text, found).strip()
    return strip_request(bare or text)


def _inside(token: Token, found: tuple[Measure, ...]) -> bool:
    return any(m.span[0] <= token.begin < m.span[1] for m in found)


def _terms(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(t.normal for t in tokens if is_content(t.part, t.normal))


def _moved(token: Token, begin: int, end: int) -> Token:
    return Token(token.surface, token.normal, token.reading, token.part, begin, end, token.senses)
