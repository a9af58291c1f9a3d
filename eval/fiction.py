"""As many entries as a bench wants, of a city that does not exist: our own corpora's sentences about other things.

Each entry keeps the build of a real one (its length, its endings, how many other wordings it has) while its nouns are
exchanged, the same noun for the same one throughout. Nouns come as often as they do in our corpora (Zipf, by nature); one in
six is a coined word, of which there are the more the larger the collection is, as the words of a growing collection grow with
its square root (Heaps, *Information Retrieval*, 1978). The answers make no sense; their lengths and repetitions do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random

from eval.own import COLLECTIONS, ROOT
from faqbot.corpus.reader import read_entries
from faqbot.text.kana import to_hiragana
from faqbot.text.tokenizer import SudachiTokenizer, Token
from faqbot.types import Entry

COLLECTION = "fiction"
_KEPT, _COINED = 0.35, 1 / 6
_COINED_PER_ROOT = 40
_SYLLABLES = [
    c + v
    for c in "カ キ ク コ サ シ ス タ テ ト ナ ニ ノ パ フィ ベ マ ミ モ ラ リ ル レ ロ".split()
    for v in ("", "ー", "ン")
]
_TAILS = ("はどうすればいいですか", "の方法を教えて", "ができません", "について", "したい", "はどこ")


def fiction() -> Fiction:
    """Told from the corpora that the project ships."""
    files = ((ROOT / "corpus" / name / "entries.csv", name) for name in dict.fromkeys(COLLECTIONS.values()))
    return Fiction([e for path, name in files for e in read_entries(path, name, department="").entries])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with its nouns taken out: pieces of text, and `Token`s where a noun stood."""

    pieces: tuple[str | Token, ...]

    def told(self, exchange: Mapping[str, str]) -> str:
        """The text with other nouns."""
        return "".join(
            piece if isinstance(piece, str) else exchange.get(piece.surface, piece.surface)
            for piece in self.pieces
        )


class Fiction:
    """Makes entries and questions about them; the same seed makes the same ones."""

    def __init__(self, sources: Sequence[Entry], seed: int = 20261120) -> None:
        self._tokenizer = SudachiTokenizer()
        self._sources = tuple(sources)
        self._seed = seed
        self._patterns: dict[str, Pattern] = {}
        texts = [text for entry in sources for text in (entry.question, *entry.phrasings, entry.answer)]
        counted = Counter(noun.surface for text in texts for noun in _nouns(self._pattern(text)))
        self._nouns, counts = zip(*sorted(counted.items()), strict=True)
        self._frequency = list(accumulate(counts))

    def entries(self, count: int) -> tuple[Entry, ...]:
        """That many entries with different questions."""
        chance = Random(f"{self._seed} entries")
        coined = self._coined(count)
        made: dict[str, Entry] = {}
        while len(made) < count:
            entry = self._entry(chance, coined)
            if entry.question in made:
                entry = replace(entry, question=f"{chance.choice(coined)}の{entry.question}")
            made.setdefault(entry.question, replace(entry, id=f"e{len(made):06d}"))
        return tuple(made.values())

    def questions(self, entries: Sequence[Entry], count: int) -> tuple[str, ...]:
        """That many different questions: a name or wording, with an ending, two of its nouns, or in kana."""
        chance = Random(f"{self._seed} questions")
        asked: dict[str, None] = {}
        while len(asked) < count:
            asked.setdefault(self._question(chance.choice(entries), chance))
        return tuple(asked)

    def _entry(self, chance: Random, coined: Sequence[str]) -> Entry:
        source = chance.choice(self._sources)
        names = (source.question, *source.phrasings)
        nouns = {n.surface for text in (*names, source.answer) for n in _nouns(self._pattern(text))}
        exchange = {noun: self._noun(chance, coined) for noun in sorted(nouns) if chance.random() > _KEPT}

        def told(text: str) -> str:
            return self._pattern(text).told(exchange)

        question, subject = told(source.question), told(source.subject)
        return replace(
            source,
            collection=COLLECTION,
            question=question,
            reading=self._reading(question) if source.reading else "",
            phrasings=tuple(dict.fromkeys(map(told, source.phrasings))),
            subject=subject if subject != source.subject else "",
            answer=told(source.answer),
        )

    def _question(self, entry: Entry, chance: Random) -> str:
        name = chance.choice((entry.question, *entry.phrasings))
        match chance.choices(("name", "tail", "nouns", "kana"), (35, 25, 20, 20))[0]:
            case "tail":
                return name.rstrip("？?。") + chance.choice(_TAILS)
            case "nouns":
                nouns = [token.surface for token in _nouns(self._pattern(name))]
                return " ".join(chance.sample(nouns, min(2, len(nouns)))) or name
            case "kana":
                return self._reading(name)
        return name

    def _noun(self, chance: Random, coined: Sequence[str]) -> str:
        if chance.random() < _COINED:
            return coined[min(int(chance.paretovariate(0.5)) - 1, len(coined) - 1)]
        noun: str = chance.choices(self._nouns, cum_weights=self._frequency)[0]
        return noun

    def _coined(self, count: int) -> tuple[str, ...]:
        chance = Random(f"{self._seed} words")
        words: dict[str, None] = {}
        while len(words) < _COINED_PER_ROOT * count**0.5:
            words.setdefault("".join(chance.choices(_SYLLABLES, k=chance.randint(3, 4))))
        return tuple(words)

    def _pattern(self, text: str) -> Pattern:
        if text not in self._patterns:
            self._patterns[text] = Pattern(tuple(_pieces(text, self._tokenizer.tokenize(text))))
        return self._patterns[text]

    def _reading(self, text: str) -> str:
        heard = "".join(token.reading or token.surface for token in self._tokenizer.tokenize(text))
        return to_hiragana(heard)


def _pieces(text: str, tokens: Sequence[Token]) -> Iterator[str | Token]:
    at = 0
    for token in tokens:
        if token.part[:3] == ("名詞", "普通名詞", "一般") and len(token.surface) > 1:
            yield text[at : token.begin]
            yield token
            at = token.end
    yield text[at:]


def _nouns(pattern: Pattern) -> Iterator[Token]:
    return (piece for piece in pattern.pieces if isinstance(piece, Token))
