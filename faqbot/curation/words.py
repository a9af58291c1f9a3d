"""The synonyms that curators keep for a collection: what a change of them does, before it is saved; and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from faqbot.curation.draft import Draft
from faqbot.curation.past import Asked
from faqbot.curation.proof import QUESTIONS, Proof
from faqbot.curation.replay import Replayed, Told, silent
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotFound
from faqbot.search.searcher import Searcher
from faqbot.staff.accounts import Account
from faqbot.staff.rights import require_curator, require_owner
from faqbot.store.base import Store
from faqbot.text.normalize import normalize, storable
from faqbot.text.wordlists import KINDS
from faqbot.types import Audience, Synonym, SynonymKind, SynonymList

LABELS: Mapping[SynonymKind, str] = {kind: label for label, kind in KINDS.items()}
"""The kinds as clerks write them."""
LONGEST = 50
"""Characters of one word."""
_FIRST = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """Evaluation questions, and of how many the right entry is found first, and among the first three."""

    questions: int
    first: int
    first_three: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a list would change. `before` and `after` are None where a collection has no evaluation questions.

    `untrained`: spellings (`SynonymKind.SAME`) have changed, so that trained parts are of no use until `faqbot train` is run.
    """

    replayed: Replayed
    before: Scored | None
    after: Scored | None
    untrained: bool


class Words:
    """The list of one collection at a time, beside those of the files that its description names."""

    def __init__(
        self,
        desk: Desk,
        store: Store,
        proof: Proof,
        evaluation: Callable[[str], Sequence[Asked]],
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`evaluation` gives the evaluation questions of a collection, if there are any."""
        self._desk = desk
        self._store = store
        self._proof = proof
        self._evaluation = evaluation
        self._clock = clock

    def versions(self, account: Account, collection: str) -> tuple[SynonymList, ...]:
        """Every version of a collection's list, the newest first, which is the one in force.

        Raises:
            NotAllowed: the account is no curator's.
            NotFound: no such collection.
        """
        require_curator(account)
        self._desk.collection(collection, audience=Audience.STAFF)
        return self._store.synonym_lists(collection)

    def effect(
        self,
        account: Account,
        collection: str,
        synonyms: Sequence[Synonym],
        *,
        limit: int = QUESTIONS,
        seed: int = 0,
        told: Told = silent,
    ) -> Effect:
        """What would change if this were the list. Nothing is saved.

        Raises:
            as `versions`.
            InvalidInput: a line says nothing, or nothing that could be kept.
        """
        draft = Draft(collection, synonyms=checked(synonyms))
        before, after = self._proof.sides(account, draft)
        known = before.searcher.index.has
        asked = [one for one in self._evaluation(collection) if any(map(known, one.right))]
        return Effect(
            self._proof.replay(account, [draft], limit=limit, seed=seed, told=told),
            _scored(before.searcher, asked),
            _scored(after.searcher, asked),
            untrained=bool(before.searcher.index.learned) and not after.searcher.index.learned,
        )

    def save(
        self, account: Account, collection: str, synonyms: Sequence[Synonym], *, version: int
    ) -> SynonymList:
        """Make this the list, at once and in every process. `version` is that of the list it was made from (0: none).

        Raises:
            NotAllowed: another department owns the collection, or the account is no curator's.
            StaleEntry: somebody else has written the list meanwhile.
            NotFound: no such collection.
            InvalidInput: a line says nothing, or nothing that could be kept.
        """
        described = self._desk.collection(collection, audience=Audience.STAFF)
        require_owner(account, described.owner)
        return self._store.save_synonyms(
            collection, checked(synonyms), version=version, now=self._clock(), by=account.name
        )

    def go_back(self, account: Account, collection: str, to: int, *, version: int) -> SynonymList:
        """Make an earlier version (`to`; 0: an empty list) the list again, as a new version.

        Raises:
            as `save`.
            NotFound: no such version.
        """
        earlier = {each.version: each.synonyms for each in self.versions(account, collection)} | {0: ()}
        if to not in earlier:
            raise NotFound("その版の類義語の表は見つかりません。一覧を読みこみなおしてください。")
        return self.save(account, collection, earlier[to], version=version)


def checked(synonyms: Sequence[Synonym]) -> tuple[Synonym, ...]:
    """The lines, tidied up: spaces around words, repeated words and repeated lines taken away.

    Raises:
        InvalidInput: a line has a word and no other, or one that is too long. The message says which line.
    """
    return tuple(dict.fromkeys(_tidied(number, each) for number, each in enumerate(synonyms, 1)))


def _tidied(number: int, synonym: Synonym) -> Synonym:
    word = storable(synonym.word).strip()
    others = tuple(dict.fromkeys(filter(None, (storable(other).strip() for other in synonym.others))))
    others = tuple(other for other in others if normalize(other) != normalize(word))
    if not normalize(word) or not others:
        raise InvalidInput(f"{number} 行目: 「言葉」と、それとは違う「言い換え」を書いてください。")
    if any(len(text) > LONGEST or "|" in text for text in (word, *others)):
        raise InvalidInput(f"{number} 行目: 1 つの言葉は {LONGEST} 字までで、「|」は使えません。")
    return replace(synonym, word=word, others=others, note=storable(synonym.note).strip())


def _scored(searcher: Searcher, asked: Sequence[Asked]) -> Scored | None:
    """How well the evaluation questions are answered, by the ranking alone."""
    if not asked:
        return None
    found = [[hit.entry.id in one.right for hit in searcher.search(one.text, _FIRST)] for one in asked]
    return Scored(len(asked), sum(any(right[:1]) for right in found), sum(map(any, found)))
