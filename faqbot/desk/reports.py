"""What is reported, from which records? The use cases of reports: they ask the store and let `faqbot.reports` draw them up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from faqbot.desk.faults import HoursOf
from faqbot.errors import NotFound
from faqbot.reports.document import Report
from faqbot.reports.fault import fault
from faqbot.reports.ledger import Ledger
from faqbot.reports.log import log
from faqbot.reports.monthly import MOST, Month, monthly
from faqbot.reports.periodic import BUSINESS_DAY, periodic
from faqbot.reports.work import work
from faqbot.schedule.hours import JST
from faqbot.staff import chain
from faqbot.staff.audit import Deed
from faqbot.staff.deadlines import business_day
from faqbot.staff.figures import By, Period
from faqbot.staff.inquiries import Sought
from faqbot.store.base import Store

_GROUPS = (By.SYSTEM, By.CHANNEL, By.DEPARTMENT, By.HOUR, By.DAY)


class Reports:
    """The use cases of reports. An empty `system` means all of them; every method may be called from any thread."""

    def __init__(
        self,
        store: Store,
        *,
        hours: HoursOf = lambda system: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._hours = hours
        self._clock = clock

    def monthly(self, period: Period, system: str = "") -> Report:
        """The figures of a month.

        Raises:
            NotFound: no such system.
        """
        store, ledger = self._store, self._ledger("monthly", period, system)
        systems = [system] if system else sorted(ledger.systems)
        month = Month(
            period=period,
            whole=store.tally(period, By.NOTHING, system)[0],
            median=store.wait(period, 0.5, system),
            ninetieth=store.wait(period, 0.9, system),
            groups={by: store.tally(period, by, system) for by in _GROUPS},
            asked={each: store.tally(period, By.ENTRY, each) for each in systems},
            unanswered=store.inquiries(_within(period, system, unanswered_only=True, limit=MOST)),
            faults=store.inquiries(_within(period, system, faults_only=True)),
        )
        return monthly(month, ledger, system)

    def work(self, period: Period, system: str) -> Report:
        """The work of a period, with the prescribed fields.

        Raises:
            NotFound: no such system.
        """
        ledger = self._ledger("work", period, system)
        return work(period, self._store.inquiries(_within(period, system)), ledger, system)

    def fault(self, period: Period, system: str = "") -> Report:
        """Every fault of a period: cause, action, prevention.

        Raises:
            NotFound: no such system.
        """
        ledger = self._ledger("fault", period, system)
        return fault(period, self._store.inquiries(_within(period, system, faults_only=True)), ledger)

    def periodic(self, period: Period, system: str) -> Report:
        """What was asked of a system and what broke, with the day by which it is to be handed in.

        Raises:
            NotFound: no such system.
        """
        ledger, hours = self._ledger("periodic", period, system), self._hours(system)
        following = period.last + timedelta(days=1)
        due = business_day(following, BUSINESS_DAY, hours) if hours else None
        whole = self._store.tally(period, By.NOTHING, system)[0]
        return periodic(period, whole, self._store.inquiries(_within(period, system)), due, ledger, system)

    def log(self, period: Period, system: str = "") -> Report:
        """Every record of a period, each checked against its history.

        Raises:
            NotFound: no such system.
        """
        ledger, found = self._ledger("log", period, system), self._store.inquiries(_within(period, system))
        histories = {inquiry.id: self._store.changes(inquiry.id) for inquiry in found}
        digests = {key: changes[-1].digest for key, changes in histories.items() if changes}
        broken = [i.number for i in found if not chain.is_whole(histories[i.id], i)]
        return log(period, found, digests, broken, ledger)

    def _ledger(self, report: str, period: Period, system: str) -> Ledger:
        """The names that a report tells; that it is made is audited."""
        titles = {each.name: each.title for each in self._store.collections()}
        if system and system not in titles:
            raise NotFound(f"「{system}」という窓口はありません。名前を確かめてください。")
        self._store.note(Deed.EXPORTED, "reports", f"{report} {period.first}/{period.last} {system}".rstrip())
        return Ledger(
            made_at=self._clock().astimezone(JST),
            systems=titles,
            people={account.name: account.display_name for account in self._store.accounts()},
            questions={
                (name, entry.id): entry.question
                for name in ([system] if system else titles)
                for entry in self._store.entries(name)
            },
        )


def _within(
    period: Period,
    system: str,
    *,
    faults_only: bool = False,
    unanswered_only: bool = False,
    limit: int | None = None,
) -> Sought:
    return Sought(
        system=system,
        since=period.since,
        until=period.until,
        faults_only=faults_only,
        unanswered_only=unanswered_only,
        limit=limit,
    )
