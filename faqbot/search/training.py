"""Training the label-free parts: word vectors and the self-supervised index, from a collection's entries alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from threadpoolctl import threadpool_limits

from faqbot.search import ssi, vectors
from faqbot.search.document import Document
from faqbot.search.learned import Fields, Learned, body, whole
from faqbot.search.numbering import Stock, stock
from faqbot.search.space import Bag, Floats, TermSpace
from faqbot.text.analyzer import Analyzer
from faqbot.types import Entry

# Dev half, fixed mix, one run each: 64 dimensions .660, 128 .672, 192 .674, 256 .672, 384 .675, all 960 .675 (docs/retrieval.md).
SEEDS = 5
DIMENSIONS = 256
_NAME, _SENTENCE = 1.0, 0.15
"""How often a name and a sentence of an answer are drawn as a pseudo-question (docs/retrieval.md)."""

Progress = Callable[[str, float], None]
"""Is told the step (in words) and how far it is, 0 to 1."""


def silent(step: str, done: float) -> None:
    """No progress."""


def train(
    entries: Sequence[Entry], analyzer: Analyzer, *, seeds: int = SEEDS, told: Progress = silent
) -> Learned:
    """The trained parts of a collection. About three seconds a seed at 1,800 entries; deterministic."""
    material = Material.of(stock(entries, analyzer), analyzer)
    told("単語の近さ", 0.0)
    words = material.space("words", _words(material), 1)
    space = trained_space(material, material.lessons(), "ssi", seeds, told)
    return Learned(analyzer.fingerprint, digest(entries, analyzer), (space, words))


def trained_space(
    material: Material, lessons: ssi.Lessons, name: str, seeds: int, told: Progress
) -> TermSpace:
    """The self-supervised index over these lessons, one block a seed."""
    # The matrices are too small to share out: two threads on two busy cores took 8 to 24 s a seed, one takes 3 s.
    with threadpool_limits(1):
        matrices = [
            ssi.train(lessons, seed, told=partial(told, f"検索の学習 {seed + 1}/{seeds}"))
            for seed in range(seeds)
        ]
    space = material.space(name, np.hstack(matrices), seeds)
    return space.narrowed([whole(one) for one in material.fields], DIMENSIONS)


def _recipe() -> str:
    """All that decides what training makes of the same entries: a kept result of another recipe must not be taken for it."""
    return f"{ssi.Plan()} {ssi.SPREAD} {SEEDS} {DIMENSIONS} {_NAME} {_SENTENCE} {vectors.DIMENSIONS} {vectors.WINDOW}"


def digest(entries: Iterable[Entry], analyzer: Analyzer) -> str:
    """Names what was trained on: the entries' ids and texts, whatever their order, how they are read and trained on."""
    seen = hashlib.sha256(f"{analyzer.fingerprint} {analyzer.synonyms} {_recipe()}".encode())
    for entry in sorted(entries, key=lambda entry: entry.id):
        said = (entry.question, entry.reading, *entry.phrasings)
        texts = (entry.id, *said, entry.condition, entry.category, entry.answer)
        seen.update("\x1f".join(texts).encode("utf-8", "replace") + b"\x1e")
    return seen.hexdigest()[:16]


@dataclass(frozen=True)
class Material:
    """Documents with their fields, and the terms they are made of."""

    documents: tuple[Document, ...]
    fields: tuple[Fields, ...]
    titles: frozenset[str]
    analyzer: Analyzer
    terms: tuple[str, ...]
    rarity: Floats

    @classmethod
    def of(cls, made: Stock, analyzer: Analyzer) -> Material:
        """The material of a stock of documents, with each term's rarity among them."""
        documents = tuple(numbered.document for numbered in made.numbered)
        fields = tuple(document.fields(made.titles) for document in documents)
        seen = Counter(term for one in fields for term in {*one["names"], *one["body"]})
        terms = tuple(sorted(seen))
        frequency = np.array([seen[term] for term in terms], dtype=np.float32)
        rarity = np.log((len(documents) + 1) / (frequency + 1)) + 1
        return cls(documents, fields, frozenset(made.titles), analyzer, terms, rarity.astype(np.float32))

    def space(self, name: str, matrix: Floats, blocks: int) -> TermSpace:
        """The space that a matrix, a row a term, spans over the material's terms."""
        return TermSpace(name, self.terms, self.rarity, matrix.astype(np.float32), blocks)

    def bags(self, bags: Sequence[Bag]) -> sparse.csr_matrix:
        """Bags as rows; see `TermSpace.bags`."""
        return self.space("", np.zeros((0, 0), dtype=np.float32), 1).bags(bags)

    def sentences(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The sentences that say something about their entry, with its row."""
        for row, document in enumerate(self.documents):
            for sentence in document.sentences:
                if len(sentence.terms) > 1 and not sentence.contact and sentence.key not in self.titles:
                    yield row, sentence.terms

    def lessons(self) -> ssi.Lessons:
        """Names as they are and with their synonyms by turns; sentences; against the entries."""
        names = [(row, name) for row, document in enumerate(self.documents) for name in document.names]
        sentences = list(self.sentences())
        plain: list[Bag] = [Counter(name.terms) for _, name in names]
        swapped: list[Bag] = [
            dict.fromkeys(name.terms, 1.0) | dict(self.analyzer.expand(name)) for _, name in names
        ]
        said: list[Bag] = [Counter(terms) for _, terms in sentences]
        rows = [row for row, _ in names]
        return ssi.Lessons(
            asked=self.bags([*plain, *swapped, *said]),
            answers=np.array([*rows, *rows, *(row for row, _ in sentences)], dtype=np.int64),
            weights=np.repeat((_NAME / 2, _SENTENCE), (2 * len(names), len(said))),
            whole=self.bags([whole(one) for one in self.fields]),
            body=self.bags([body(one) for one in self.fields]),
        )


def _words(material: Material) -> NDArray[np.float32]:
    number = {term: i for i, term in enumerate(material.terms)}
    texts = [terms for _, terms in material.sentences()] + [d.names[0].terms for d in material.documents]
    numbered = (np.array([number[t] for t in terms if t in number], dtype=np.int32) for terms in texts)
    return vectors.train(numbered, len(material.terms))
