"""What do the questions of a period tell a curator? Figures, for everybody behind the sign-in to look at (requirement A8)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from faqbot.curation.sections import Choices, Helped, Missing, Progress, Published, Section, Titles
from faqbot.curation.tabulating import report
from faqbot.reports.separated import separated
from faqbot.reports.spreadsheet import spreadsheet
from faqbot.schedule.hours import JST
from faqbot.staff.accounts import Account
from faqbot.staff.figures import Period
from faqbot.staff.funnel import Along, Chosen, Viewed
from faqbot.staff.rights import require_signed_in
from faqbot.store.base import Store
from faqbot.store.base_editing import Wanted

ASKERS = 3
"""A word is shown from so many askers on: one that few have typed might tell who they are."""
MOST = 20
_READ = 500
"""Tickets whose words are read at a time."""
_GROUPS = (Along.WEEK, Along.CHANNEL, Along.COLLECTION, Along.DEPARTMENT)


class Figures:
    """The use cases of figures. No question is shown but those of tickets, which everybody at the desk sees.

    Every method raises NotAllowed for an account that is shut out.
    """

    def __init__(
        self,
        store: Store,
        words: Callable[[str], Sequence[str]],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`words` gives the content words of a text."""
        self._store = store
        self._words = words
        self._clock = clock

    def prepare(self) -> None:
        """Count what has been asked, and read the words of tickets, before somebody looks. For whoever looks after the panel,
        now and then."""
        today = self._clock().astimezone(JST).date()
        self._store.funnel(Chosen(period=Period(first=today, last=today)))
        while self._read_some():
            pass

    def today(self, account: Account) -> date:
        """The day in Japan, up to which there can be figures."""
        require_signed_in(account)
        return self._clock().astimezone(JST).date()

    def choices(self, account: Account, period: Period) -> Choices:
        """What the questions of a period can be chosen by."""
        require_signed_in(account)
        channels, departments = (
            tuple(group.key for group in self._store.funnel(Chosen(period=period), along) if group.key)
            for along in (Along.CHANNEL, Along.DEPARTMENT)
        )
        return Choices(collections=self._collections(), channels=channels, departments=departments)

    def progress(self, account: Account, chosen: Chosen) -> Progress:
        """How far questions got, and when they came."""
        require_signed_in(account)
        store = self._store
        return Progress(
            whole=store.funnel(chosen)[0],
            before=store.funnel(replace(chosen, period=_before(chosen.period)))[0],
            along={along: store.funnel(chosen, along) for along in _GROUPS},
            slots=store.slots(chosen),
            collections=self._collections(),
        )

    def helped(self, account: Account, chosen: Chosen, limit: int = MOST) -> Helped:
        """What is looked at most; and first what most surely does not help: by the lower end of Wilson's interval, so
        that one who says so weighs less than forty of a hundred."""
        require_signed_in(account)
        judged = self._store.judged(chosen)
        failing = [each for each in judged if each.not_solved]
        worst = sorted(failing, key=lambda each: (-each.failing[0], -each.not_solved))[:limit]
        most = sorted(judged, key=lambda each: -each.shown)[:limit]
        viewed = tuple(Viewed(collection=e.collection, entry_id=e.entry_id, count=e.shown) for e in most)
        named = {(each.collection, each.entry_id) for each in worst}
        named |= {(each.collection, each.entry_id) for each in viewed}
        return Helped(worst=tuple(worst), viewed=viewed, titles=self._titles(named))

    def missing(self, account: Account, chosen: Chosen, limit: int = MOST) -> Missing:
        """What reached no answer, most asked first; words from `ASKERS` askers on. Of more than `_READ` tickets whose words
        nobody has read yet, those of the others come with `prepare`."""
        require_signed_in(account)
        self._read_some()
        return Missing(
            unmet=self._store.unmet(chosen, limit),
            terms=self._store.missing_terms(chosen, askers=ASKERS, limit=limit),
            waiting=self._store.waiting(chosen),
        )

    def published(self, account: Account, chosen: Chosen, limit: int = MOST) -> Published:
        """What publications have changed, most gained first."""
        require_signed_in(account)
        effects = self._store.effects(chosen, limit)
        named = {(each.collection, each.entry_id) for each in effects}
        return Published(effects=effects, titles=self._titles(named))

    def as_spreadsheet(self, account: Account, chosen: Chosen, section: Section) -> bytes:
        """A section as an .xlsx file, a sheet a table."""
        require_signed_in(account)
        return spreadsheet(report(chosen, section, self._clock()))

    def as_csv(self, account: Account, chosen: Chosen, section: Section) -> bytes:
        """The tables of a section one below the other, as a spreadsheet program in Japan opens them."""
        require_signed_in(account)
        return separated(report(chosen, section, self._clock()))

    def _read_some(self) -> bool:
        """Note the words of tickets; whether there were any to note."""
        unread = self._store.unread_tickets(_READ)
        if unread:
            self._store.note_terms({key: self._telling(text) for key, text in unread.items()})
        return bool(unread)

    def _telling(self, text: str) -> list[str]:
        """The words of a question; a number alone tells nothing."""
        return [word for word in self._words(text) if not word.isdecimal()]

    def _collections(self) -> dict[str, str]:
        return {each.name: each.title for each in self._store.collections()}

    def _titles(self, named: Iterable[tuple[str, str]]) -> Titles:
        ids: dict[str, list[str]] = {}
        for collection, entry_id in named:
            ids.setdefault(collection, []).append(entry_id)
        wanted = (Wanted(collection=collection, ids=found) for collection, found in ids.items())
        kept = [version.entry for each in wanted for version in self._store.listed(each).versions]
        return {key: key[1] for key in named} | {(e.collection, e.id): e.question for e in kept}


def _before(period: Period) -> Period:
    """As many days, up to the day before the period."""
    span = period.last - period.first
    last = period.first - timedelta(days=1)
    return Period(first=last - span, last=last)
