"""From a question to a decision, over one immutable index: retrieve, fuse, measure the signals, decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import log

import numpy as np

from faqbot.search.base import Query, Scores
from faqbot.search.decide import DEFAULT, Calibration, Signals, decide
from faqbot.search.document import Document
from faqbot.search.evidence import candidates
from faqbot.search.explain import Explanation, explain
from faqbot.search.fusion import fuse, top
from faqbot.search.index import Index
from faqbot.search.mix import Mix, is_written, mix_for
from faqbot.search.teacher import Teacher
from faqbot.search.variants import in_order, left, matters
from faqbot.text.intents import INTENTS
from faqbot.types import Answered, Decision, Entry, Hit


class Searcher:
    """Answers from one index; pure, safe to share between threads."""

    def __init__(
        self,
        index: Index,
        *,
        mix: Callable[[Query], Mix] = mix_for,
        calibration: Calibration = DEFAULT,
    ) -> None:
        self.index = index
        self._mix = mix
        self._calibration = calibration
        self._ranker = index.learned.ranker if index.learned else None
        self._teacher = (
            Teacher(index.learned.taught, index) if index.learned and index.learned.taught else None
        )

    def search(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """The best entries for a question, best first."""
        return self._search(self._query(text), limit)[0]

    def decide(self, text: str, limit: int = 10) -> Decision:
        """Search, and say whether the first hit answers the question."""
        query = self._query(text)
        if (rows := self.index.things.get(query.analysis.sound)) and not query.analysis.measures:
            return self._of_thing(query, rows, limit)
        hits, scores = self._search(query, limit)
        decision = decide(hits, self._signals(query, hits, scores), self._calibration)
        if not isinstance(decision, Answered):
            return decision
        return replace(decision, undecided=self._undecided(query, decision.entry))

    def variants(self, text: str, entry_id: str) -> tuple[Entry, ...]:
        """The variants of an entry's thing that suit best what a text says of its size and state; empty if it has none.

        Raises:
            KeyError: no such entry in the index.
        """
        found = self._left(self._query(text), self.index.entries[self.index.row(entry_id)])
        return tuple(document.entry for document in found)

    def undecided(self, text: str, entry_id: str) -> tuple[Entry, ...]:
        """The variants between which a text leaves the choice, where that matters; else none.

        Raises:
            KeyError: no such entry in the index.
        """
        return self._undecided(self._query(text), self.index.entries[self.index.row(entry_id)])

    def explain(self, text: str, entry_id: str) -> Explanation:
        """Which retriever, and which terms, put an entry where it is.

        Raises:
            KeyError: no such entry in the index.
        """
        query = self._query(text)
        return explain(self.index.row(entry_id), query, self.index.retrievers, self._mix(query))

    def _of_thing(self, query: Query, rows: tuple[int, ...], limit: int) -> Answered:
        """The decision on a question that is the name of a thing with variants and nothing more: that thing."""
        hits, _ = self._search(query, limit)
        best = hits[0].score if hits else 1.0
        entries = tuple(self.index.entries[row] for row in rows)
        rest = tuple(hit for hit in hits if hit.entry not in entries)
        named = tuple(Hit(entry, best) for entry in entries)
        return Answered((*named, *rest)[:limit], 1.0, undecided=entries)

    def _undecided(self, query: Query, entry: Entry) -> tuple[Entry, ...]:
        found = self._left(query, entry)
        entries = tuple(document.entry for document in found)
        return entries if matters(entries) else ()

    def _left(self, query: Query, entry: Entry) -> tuple[Document, ...]:
        rows = self.index.variants.get(entry.subject, ())
        return left(query.analysis, [self.index.documents[row] for row in rows]) if rows else ()

    def _query(self, text: str) -> Query:
        return self.index.query(text)

    def _search(self, query: Query, limit: int) -> tuple[tuple[Hit, ...], dict[str, Scores]]:
        if not len(self.index):
            return (), {}
        mix = self._mix(query)
        looked_at = (r for r in self.index.retrievers if r.name in mix or self._ranker)
        scores = {retriever.name: retriever.scores(query) for retriever in looked_at}
        fused = fuse(mix, scores)
        rows = top(fused, limit)
        ranked = self._ranked(query, fused, scores, limit)[: len(rows)] if self._ranker else rows
        chosen = in_order(
            ranked,
            self.index.documents,
            query.analysis,
            lambda row: self._coverage(query, row),
        )
        hits = (
            Hit(self.index.entries[row], float(fused[place])) for row, place in zip(chosen, rows, strict=True)
        )
        return tuple(hits), scores

    def _ranked(self, query: Query, fused: Scores, scores: Mapping[str, Scores], limit: int) -> list[int]:
        """What the mix found, its candidates in the learned order."""
        assert self._ranker
        rows = candidates(fused, scores)
        learned = self._ranker.scores(self.index.evidence.features(query, rows, fused, scores))
        if self._teacher:
            learned = learned + self._teacher.advice(query, rows)
        best = rows[np.argsort(-learned, kind="stable")].tolist()
        return best if len(best) >= limit else list(dict.fromkeys([*best, *top(fused, limit + len(best))]))

    def _coverage(self, query: Query, row: int) -> float:
        """How much of the question an entry accounts for, its condition counted twice; word for word, all of it."""
        document = self.index.documents[row]
        asked = query.analysis.sound
        if asked != document.names[0].sound and any(name.sound == asked for name in document.names):
            return 2.0
        views = (self.index.sound, self.index.terms)
        told = sum(view.coverage(query, document.told) for view in views) / 2
        spoken = self.index.terms if is_written(query) else self.index.sound
        return told + spoken.coverage(query, (document.condition,))

    def signals(self, text: str) -> tuple[tuple[Hit, ...], Signals]:
        """The hits and what is known of the first: what a calibration is fitted on."""
        query = self._query(text)
        hits, scores = self._search(query, 10)
        return hits, self._signals(query, hits, scores)

    def _signals(self, query: Query, hits: tuple[Hit, ...], scores: Mapping[str, Scores]) -> Signals:
        if not hits:
            return Signals()
        row = self.index.row(hits[0].entry.id)
        document = self.index.documents[row]
        covered = self.index.sound.coverage(query, document.told)
        return replace(
            self._of_terms(query, row) if is_written(query) else Signals(absent=1 - covered),
            sound=float(scores["sound"][row]),
            surface=float(scores["surface"][row]),
            terms=self.index.terms.score(query, row),
            covered=covered,
            contained=self.index.terms.containment(query, document.names),
            margin=_margin(hits),
            spread=_spread(hits),
        )

    def _of_terms(self, query: Query, row: int) -> Signals:
        """The signals that trust the question's terms; one in kana alone may have been split into terms that are none."""
        asked = set(query.analysis.terms)
        has = set(self.index.documents[row].terms)
        strange = self.index.bm25.strange(query)
        return Signals(
            absent=self.index.bm25.absent(query, row),
            rest=min(len(asked - has), 4) / 4,
            foreign=strange / len(asked) if asked else 0.0,
            strange=min(strange, 3) / 3,
            intent=float(bool((asked & INTENTS) - has)),
            elsewhere=float(bool(set(query.analysis.places) - has)),
        )


def _margin(hits: tuple[Hit, ...]) -> float:
    """1 − (best score of another answer / best score); variants of one thing are not rivals."""
    first = hits[0]
    rivals = [h.score for h in hits[1:] if not _same_answer(h.entry, first.entry)]
    return 1 - max(rivals, default=0.0) / first.score


def _spread(hits: tuple[Hit, ...]) -> float:
    """The entropy of the hits' scores as shares, 0 (one stands out) to 1 (ten alike)."""
    total = sum(hit.score for hit in hits)
    shares = [hit.score / total for hit in hits[:10] if hit.score > 0]
    return -sum(share * log(share) for share in shares) / log(10)


def _same_answer(one: Entry, other: Entry) -> bool:
    return bool(one.subject) and one.subject == other.subject
