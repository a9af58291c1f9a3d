"""What do the questions of a period tell a curator? Figures, for everybody behind the sign-in to look at (requirement A8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from faqbot.reports.document import Report
from faqbot.reports.questions import questions
from faqbot.staff.accounts import Account
from faqbot.staff.figures import Period
from faqbot.staff.funnel import Along, Chosen, Effect, Funnel, Judged, Slot, Term, Unmet, Viewed
from faqbot.staff.rights import require_account
from faqbot.store.base import Store

ASKERS = 3
"""A word is shown from so many askers on: one that few have typed might tell who they are."""
MOST = 20
_READ = 500
"""Tickets whose words are read at a time."""
_GROUPED = (Along.WEEK, Along.CHANNEL, Along.COLLECTION, Along.DEPARTMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What questions of a period can be chosen by. Collections by name, with their titles."""

    collections: Mapping[str, str]
    channels: tuple[str, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far questions got: all of them, those of as many days before the period, and by group."""

    whole: Funnel
    before: Funnel
    along: Mapping[Along, tuple[Funnel, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that the page of figures shows. Entries are named in `titles` by collection and id."""

    chosen: Chosen
    progress: Progress
    slots: tuple[Slot, ...]
    worst: tuple[Judged, ...]
    viewed: tuple[Viewed, ...]
    unmet: tuple[Unmet, ...]
    terms: tuple[Term, ...]
    effects: tuple[Effect, ...]
    titles: Mapping[tuple[str, str], str]
    collections: Mapping[str, str]


class Figures:
    """The use cases of figures. No text of a question is shown but those of tickets, which everybody at the desk sees."""

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

    def choices(self, account: Account, period: Period) -> Choices:
        """What there is to choose from in a period.

        Raises:
            NotAllowed: the account is disabled.
        """
        require_account(account)
        by = {
            along: tuple(group.key for group in self._store.funnel(Chosen(period=period), along))
            for along in (Along.CHANNEL, Along.DEPARTMENT)
        }
        return Choices(
            collections=self._titles(), channels=by[Along.CHANNEL], departments=by[Along.DEPARTMENT]
        )

    def progress(self, account: Account, chosen: Chosen) -> Progress:
        """How far questions got.

        Raises:
            NotAllowed: as `choices`.
        """
        require_account(account)
        store = self._store
        return Progress(
            whole=store.funnel(chosen)[0],
            before=store.funnel(replace(chosen, period=_before(chosen.period)))[0],
            along={along: store.funnel(chosen, along) for along in _GROUPED},
        )

    def worst(self, account: Account, chosen: Chosen, limit: int = MOST) -> tuple[Judged, ...]:
        """The entries that most surely do not help, first: by the lower end of Wilson's interval, so that one angry voice is one.

        Raises:
            NotAllowed: as `choices`.
        """
        require_account(account)
        failing = [each for each in self._store.judged(chosen) if each.not_solved]
        return tuple(sorted(failing, key=lambda each: (-each.failing[0], -each.not_solved))[:limit])

    def terms(self, account: Account, chosen: Chosen, limit: int = MOST) -> tuple[Term, ...]:
        """The words of questions that reached no answer, of at least `ASKERS` askers, most asked first.

        Raises:
            NotAllowed: as `choices`.
        """
        require_account(account)
        while unread := self._store.unread_tickets(_READ):
            self._store.note_terms({key: self._words(text) for key, text in unread.items()})
        return self._store.missing_terms(chosen, askers=ASKERS, limit=limit)

    def picture(self, account: Account, chosen: Chosen) -> Picture:
        """All figures of a period.

        Raises:
            NotAllowed: as `choices`.
        """
        worst, viewed = self.worst(account, chosen), self._store.viewed(chosen, MOST)
        effects = self._store.effects(chosen, MOST)
        return Picture(
            chosen=chosen,
            progress=self.progress(account, chosen),
            slots=self._store.slots(chosen),
            worst=worst,
            viewed=viewed,
            unmet=self._store.unmet(chosen, MOST),
            terms=self.terms(account, chosen),
            effects=effects,
            titles=dict(self._questions((*worst, *viewed, *effects))),
            collections=self._titles(),
        )

    def report(self, account: Account, picture: Picture) -> Report:
        """A picture as a report, to be taken along as a spreadsheet or table by table.

        Raises:
            NotAllowed: as `choices`.
        """
        require_account(account)
        return questions(picture, made_at=self._clock())

    def _titles(self) -> dict[str, str]:
        return {each.name: each.title for each in self._store.collections()}

    def _questions(
        self, entries: Sequence[Judged | Viewed | Effect]
    ) -> Iterator[tuple[tuple[str, str], str]]:
        for collection, entry_id in {(each.collection, each.entry_id) for each in entries}:
            versions = self._store.history(collection, entry_id)
            yield (collection, entry_id), versions[-1].question if versions else entry_id


def _before(period: Period) -> Period:
    """As many days, up to the day before the period."""
    return Period(
        first=period.first - (period.last - period.first) - timedelta(days=1),
        last=period.first - timedelta(days=1),
    )
