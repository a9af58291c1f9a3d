"""Proof before publishing: a draft as residents would meet it, what it answers, and which past questions it would move."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from faqbot.curation.aftermath import Aftermath, aftermath
from faqbot.curation.draft import Draft, joined
from faqbot.curation.past import past, wordings
from faqbot.curation.replay import Reaches, Replayed, Told, near, replay, silent
from faqbot.desk.desk import Desk
from faqbot.desk.rehearsal import Rehearsal
from faqbot.errors import NotFound
from faqbot.search.explain import Explanation
from faqbot.search.searcher import Searcher
from faqbot.staff.accounts import Account
from faqbot.staff.rights import require_curator
from faqbot.store.base import Store
from faqbot.text.smalltalk import question_in
from faqbot.types import Audience, Collection, Decision, Reply

# `python -m eval.replaying` at 20,000 entries, 2026-11-21, on two cores shared by eight: 14.7 s of processor time the first time,
# 8.6 and 8.2 s after it, when what is live has been asked already (3.6 ms a question; 2.0 on the quiet machine of docs/bench.md).
QUESTIONS = 2_000
"""How many past questions are asked again, unless told otherwise."""
_HITS = 10
_EXPLAINED = 3
"""How many of the entries found are taken apart."""


@dataclass(frozen=True, slots=True)
class Looks:
    """How the channels draw a reply: LINE's messages, as their JSON, and what the page gets from the API."""

    line: Callable[[Reply, Collection], Sequence[Mapping[str, Any]]]
    page: Callable[[Reply], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Look:
    """A reply, and how the channels draw it."""

    reply: Reply
    line: tuple[Mapping[str, Any], ...]
    page: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TryOut:
    """What a question would be answered; `decision` is the search's own, `why` takes its first hits apart, in their order."""

    look: Look
    decision: Decision
    why: tuple[Explanation, ...]


class Proof:
    """Looks at drafts. Nothing that it does is stored, counted or published."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        looks: Looks,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._desk = desk
        self._store = store
        self._looks = looks
        self._clock = clock
        self._reaches: Reaches | None = None

    def preview(self, account: Account, draft: Draft) -> tuple[Look, ...]:
        """Each entry of the draft, as one who has found it is answered.

        Raises:
            NotAllowed: the account is no curator's.
            NotFound: no such collection.
        """
        talk = self._talk(account, draft)
        return tuple(self._look(talk, talk.open(entry.id)) for entry in draft.published)

    def try_out(self, account: Account, draft: Draft, text: str) -> TryOut:
        """What a question would be answered if the draft were published.

        Raises:
            as `preview`.
            InvalidInput: the question is too long.
        """
        talk = self._talk(account, draft)
        reply = talk.say(text)
        searcher, asked = talk.shelf.searcher, question_in(reply.query)
        decision = searcher.decide(asked, _HITS)
        why = tuple(searcher.explain(asked, hit.entry.id) for hit in decision.hits[:_EXPLAINED])
        return TryOut(self._look(talk, reply), decision, why)

    def replay(
        self,
        account: Account,
        drafts: Sequence[Draft],
        *,
        limit: int = QUESTIONS,
        seed: int = 0,
        told: Told = silent,
    ) -> Replayed:
        """Ask past questions, and the wordings of entries near the drafts (all of one collection), before and after these.

        Beyond `limit` questions a sample (by `seed`) is asked, and the result says so. `told` is called for each question.

        Raises:
            as `preview`.
            InvalidInput: the drafts are of several collections, or there is none.
        """
        draft = joined(drafts)
        before, after = self.sides(account, draft)
        nearby = near(before.searcher, self._names(draft, before))
        return replay(
            before,
            after,
            past(self._store, draft.collection, limit, seed),
            wordings(nearby, leaving_out=draft.touched),
            told,
        )

    def published(self, account: Account, collection: str, entry_id: str, version: int) -> Aftermath:
        """What came of publishing a version of an entry: whether the questions that led to it reach it, and how it fared.

        Raises:
            NotAllowed: the account is no curator's.
            NotFound: no such collection, or no such version.
        """
        require_curator(account)
        live = self._now(self._desk.rehearse(collection).shelf.searcher)
        for each in self._store.versions(collection, entry_id):
            if each.entry.version == version:
                return aftermath(self._store, live, each, self._clock())
        raise NotFound("この項目の、その版は見つかりません。一覧を読みこみなおしてください。")

    def sides(self, account: Account, draft: Draft) -> tuple[Reaches, Reaches]:
        """Where questions lead now, and where they would.

        Raises:
            as `preview`.
        """
        after = self._talk(account, draft).shelf.searcher
        return self._now(self._desk.rehearse(draft.collection).shelf.searcher), Reaches(after)

    def _names(self, draft: Draft, before: Reaches) -> Iterator[str]:
        """What the change is about: the names of its entries, as they are and as they would be, and new synonyms."""
        index = before.searcher.index
        for entry in (*draft.entries, *(e for e in index.entries if e.id in draft.touched)):
            yield from (entry.question, *entry.phrasings)
        if draft.synonyms is not None:
            described = self._desk.collection(draft.collection, audience=Audience.STAFF)
            for synonym in {*draft.synonyms} ^ {*described.own_synonyms}:
                yield from (synonym.word, *synonym.others)

    def _now(self, searcher: Searcher) -> Reaches:
        """What is known of where questions lead now; forgotten once another searcher answers."""
        known = self._reaches
        if known is None or known.searcher is not searcher:
            known = self._reaches = Reaches(searcher)
        return known

    def _talk(self, account: Account, draft: Draft) -> Rehearsal:
        require_curator(account)
        return self._desk.rehearse(draft.collection, draft.published, draft.gone, draft.synonyms)

    def _look(self, talk: Rehearsal, reply: Reply) -> Look:
        drawn = self._looks.line(reply, talk.shelf.collection)
        return Look(reply, tuple(drawn), self._looks.page(reply))
