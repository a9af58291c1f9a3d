"""The one door through which curators write: checked, owned, whole, and past a second person where a department wants one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from faqbot.corpus.rules import flaws
from faqbot.curation.people import People, spoken
from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotFound, StaleEntry
from faqbot.staff.accounts import Account
from faqbot.staff.approvals import Approval, needs_second
from faqbot.staff.rights import reach, require_curator, require_owner
from faqbot.staff.versions import Cause, Origin, Version
from faqbot.store.base import Store
from faqbot.store.base_editing import Wanted
from faqbot.types import Entry, Status

_NO_ENTRY = "この項目は見つかりません。一覧を読みこみなおしてください。"
_Key = tuple[str, str]

MOST = 20_000
"""Entries written at once; SQLite takes 32,766 values in one statement (SQLITE_MAX_VARIABLE_NUMBER, sqlite.org/limits.html)."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of entries that were to be saved: written (as stored), or waiting for a second person (as wished)."""

    written: tuple[Entry, ...] = ()
    requested: tuple[Entry, ...] = ()


class Publisher:
    """Writes entries for an account. Every method may be called from any thread."""

    def __init__(self, store: Store, desk: Desk, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock

    def stored(self, collection: str, entry_id: str) -> Version:
        """The stored version of an entry.

        Raises:
            NotFound: there is none.
        """
        found = self._store.listed(Wanted(collection=collection, ids={entry_id})).versions
        if not found:
            raise NotFound(_NO_ENTRY)
        return found[0]

    def write(self, account: Account, entries: Sequence[Entry], *, origin: Origin | None = None) -> Saved:
        """Write entries, each bearing its stored version (0: new), all or none; live at once where published.

        Those that wait for a second person are kept as requests. An origin that is a ticket or a proposal is settled
        with its entry, at once or on approval; it comes with one entry.

        Raises:
            NotAllowed: the account is no curator's, or one of the entries is, or would be, another department's.
            StaleEntry: somebody else has written one meanwhile; its text says who and when.
            InvalidInput: an entry cannot be kept as it is; its text says why.
            NotFound: no such collection, ticket or proposal.
        """
        require_curator(account)
        if len(entries) > MOST:
            raise InvalidInput(f"一度に書きかえられるのは {MOST} 件までです。分けてください。")
        before = self._before(entries)
        owners = (before[key].department for key in before)
        require_owner(account, *owners, *(entry.department for entry in entries))
        self.check(entries)
        eyes = self._store.four_eyes()
        held: list[Entry] = []
        free: list[Entry] = []
        for entry in entries:
            waits = needs_second(before.get(_key(entry)), entry, eyes)
            (held if waits else free).append(entry)
        with self._told():
            written = self._put(account, free, self._requests(account, held, origin), origin)
        self._desk.place(written)
        return Saved(written, tuple(held))

    def ask(self, account: Account, entry: Entry, origin: Origin) -> None:
        """Keep a request to write an entry, on its stored version, that waits for a second person in any case.

        Raises:
            NotAllowed: the account is no curator's, or the entry is, or would be, another department's.
            StaleEntry: somebody else has written it meanwhile; its text says who and when.
        """
        with self._told():
            self._store.revise(
                [],
                requests=self._requests(account, [entry], origin),
                now=self._clock(),
                by=account.name,
                within=reach(account),
            )

    def check(self, entries: Sequence[Entry]) -> None:
        """Let nothing pass that cannot be kept: a flaw, or the question of another entry.

        Raises:
            InvalidInput: with what is wrong.
        """
        _require_flawless(entries)
        self._refuse_twins(entries)

    def _put(
        self, account: Account, free: list[Entry], held: list[Approval], origin: Origin | None
    ) -> tuple[Entry, ...]:
        now, within = self._clock(), reach(account)
        match origin, free:
            case Origin(Cause.TICKET, ticket), [entry]:
                return (self._store.publish(entry, now=now, by=account.name, resolves=ticket, within=within),)
            case Origin(Cause.PROPOSAL, proposal), [entry]:
                return self._store.accept({proposal: entry}, now=now, by=account.name, within=within)
        return self._store.revise(free, requests=held, now=now, by=account.name, within=within, origin=origin)

    def _requests(self, account: Account, held: Iterable[Entry], origin: Origin | None) -> list[Approval]:
        now = self._clock()
        return [Approval(entry=e, origin=origin, asked_by=account.name, asked_at=now) for e in held]

    def _before(self, entries: Iterable[Entry]) -> dict[_Key, Entry]:
        names: dict[str, set[str]] = {}
        for entry in entries:
            names.setdefault(entry.collection, set()).add(entry.id)
        wanted = (Wanted(collection=name, ids=ids) for name, ids in names.items())
        return {_key(v.entry): v.entry for each in wanted for v in self._store.listed(each).versions}

    def _refuse_twins(self, entries: Sequence[Entry]) -> None:
        """Two entries of one question and condition would leave it to chance which one answers."""
        kept = {_key(entry) for entry in entries}
        said: dict[tuple[str, str, str], Entry] = {}
        for name in {entry.collection for entry in entries}:
            questions = {entry.question for entry in entries if entry.collection == name}
            same = self._store.listed(Wanted(collection=name, questions=questions)).versions
            others = (version.entry for version in same if _key(version.entry) not in kept)
            said |= {_asks(other): other for other in others if _is_kept(other)}
        for entry in filter(_is_kept, entries):
            if (other := said.setdefault(_asks(entry), entry)) is not entry:
                raise InvalidInput(
                    f"同じ質問の項目「{other.id}」（{other.department}）があります。"
                    "そちらをなおすか、「条件」で区別してください。"
                )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say who was faster, and when."""
        try:
            yield
        except StaleEntry as stale:
            if not stale.at:
                raise
            who = People(self._store).called(stale.by)
            raise StaleEntry(
                f"この項目は、{who}さんが {spoken(stale.at)} に先に書きかえました。"
                "新しい内容を読みこんで、もう一度なおしてください。",
                by=stale.by,
                at=stale.at,
            ) from stale


def _require_flawless(entries: Iterable[Entry]) -> None:
    for entry in entries:
        if found := "。".join(why for _, why in flaws(entry)):
            raise InvalidInput(f"「{entry.question[:30]}」は保存できません。{found}。")


def _key(entry: Entry) -> _Key:
    return entry.collection, entry.id


def _asks(entry: Entry) -> tuple[str, str, str]:
    return entry.collection, entry.question, entry.condition


def _is_kept(entry: Entry) -> bool:
    return entry.status is not Status.ARCHIVED
