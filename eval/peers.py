"""Our BM25 stage and others', behind one door: the same terms in, the ten best entries out.

Each peer is used as its documentation says to use it for speed: bm25s with and without numba, tantivy without counting the
matches, SQLite's FTS5 in memory. Peers are installed for the bench only (`bench` in pyproject.toml); one that is not there is
left out. k1 and b are 1.5 and 0.75 where a peer lets us choose; tantivy and FTS5 fix 1.2 and 0.75, and each has its own idf.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any, Protocol

import numpy as np

from faqbot.search.bm25 import K1, B, Bm25
from faqbot.search.fusion import top
from faqbot.search.postings import Vocabulary

Terms = Sequence[str]
BEST = 10


class Engine(Protocol):
    """An index over the terms of each entry."""

    def ask(self, terms: Terms) -> Any:
        """The ten best, as the engine gives them: this is what is timed."""
        ...

    def rows(self, found: Any) -> list[int]:
        """Which entries these are."""
        ...


class Faqbot:
    """The shipped `Bm25`, rank_bm25's scores from precomputed weights and a threshold for the ten best."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        vocabulary = Vocabulary()
        self._bm25 = Bm25([vocabulary.add(terms) for terms in documents], vocabulary)
        self._bm25.best(())  # prepares the thresholds

    def ask(self, terms: Terms) -> Sequence[int]:
        return self._bm25.best(terms, BEST)

    def rows(self, found: Sequence[int]) -> list[int]:
        return list(found)


class RankBm25:
    """rank_bm25's own scoring, and the same choice of the ten best as ours (its own sorts them all)."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        from rank_bm25 import BM25Okapi

        self._bm25 = BM25Okapi(documents, k1=K1, b=B)

    def scores(self, terms: Terms) -> np.ndarray[Any, Any]:
        found: np.ndarray[Any, Any] = self._bm25.get_scores(terms)
        return found

    def ask(self, terms: Terms) -> Sequence[int]:
        return top(self.scores(terms), BEST)

    def rows(self, found: Sequence[int]) -> list[int]:
        return list(found)


class Bm25s:
    """bm25s (Lù, 2024), scores computed when indexing."""

    def __init__(self, documents: Sequence[Terms], backend: str = "numpy") -> None:
        import bm25s  # type: ignore[import-untyped, unused-ignore]

        self._bm25 = bm25s.BM25(k1=K1, b=B, method="atire", backend=backend)
        self._bm25.index([list(terms) for terms in documents], show_progress=False)
        self._best = min(BEST, len(documents))

    def ask(self, terms: Terms) -> Any:
        return self._bm25.retrieve([list(terms)], k=self._best, show_progress=False)

    def rows(self, found: Any) -> list[int]:
        return [int(row) for row, score in zip(found[0][0], found[1][0], strict=True) if score > 0]


class Bm25sNumba(Bm25s):
    """The same compiled with numba."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        super().__init__(documents, backend="numba")


class Tantivy:
    """tantivy in memory, one segment, frequencies only."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        schema.add_integer_field("row", stored=True)
        self._module, self._schema = tantivy, schema.build()
        index = tantivy.Index(self._schema)
        writer = index.writer(512_000_000, num_threads=1)
        for row, terms in enumerate(documents):
            writer.add_document(tantivy.Document(terms=" ".join(terms), row=row))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def ask(self, terms: Terms) -> Any:
        query, occur = self._module.Query, self._module.Occur.Should
        parts = [(occur, query.term_query(self._schema, "terms", term, "freq")) for term in terms]
        return self._searcher.search(query.boolean_query(parts), limit=BEST, count=False)

    def rows(self, found: Any) -> list[int]:
        return [self._searcher.doc(address)["row"][0] for _, address in found.hits]


class Fts5:
    """SQLite's full-text search in memory, ordered by its bm25()."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE entries USING fts5(terms, content='', tokenize='unicode61')"
        )
        rows = ((row, " ".join(terms)) for row, terms in enumerate(documents))
        self._database.executemany("INSERT INTO entries (rowid, terms) VALUES (?, ?)", rows)
        self._database.execute("INSERT INTO entries (entries) VALUES ('optimize')")
        self._database.commit()

    def ask(self, terms: Terms) -> Any:
        asked = " OR ".join('"' + term.replace('"', "") + '"' for term in terms)
        statement = f"SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT {BEST}"
        return self._database.execute(statement, (asked,)).fetchall()

    def rows(self, found: Any) -> list[int]:
        return [row for (row,) in found]


ENGINES: Mapping[str, Callable[[Sequence[Terms]], Engine]] = MappingProxyType(
    {
        "faqbot": Faqbot,
        "bm25s + numba": Bm25sNumba,
        "bm25s": Bm25s,
        "tantivy": Tantivy,
        "SQLite FTS5": Fts5,
        "rank_bm25": RankBm25,
    }
)
_NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"bm25s + numba": ("bm25s", "numba"), "bm25s": ("bm25s",), "tantivy": ("tantivy",)}
)


def words(terms: Terms) -> tuple[str, ...]:
    """Terms that every engine's own splitting leaves whole: a normalised form may have a space in it (「wi fi」)."""
    return tuple(term.replace(" ", "") for term in terms)


def missing(name: str) -> tuple[str, ...]:
    """The packages that an engine needs and this environment has not."""
    return tuple(package for package in _NEEDS.get(name, ()) if find_spec(package) is None)


def agreement(engine: Engine, reference: RankBm25, questions: Sequence[Terms]) -> float:
    """The share of an engine's ten that rank_bm25 puts among its own ten (equal scores are equally good)."""
    kept = []
    for terms in questions:
        scores = reference.scores(terms)
        edge = np.sort(scores)[-BEST:][0] - 1e-9
        kept += [scores[row] >= edge for row in engine.rows(engine.ask(terms))]
    return float(np.mean(kept))
