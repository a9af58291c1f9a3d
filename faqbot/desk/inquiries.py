"""How is a call written down? Drafts, records, and what is done to them afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from faqbot.desk.faults import HoursOf
from faqbot.errors import InvalidInput, NotFound, StaleInquiry
from faqbot.schedule.hours import JST
from faqbot.staff import chain
from faqbot.staff.accounts import Account
from faqbot.staff.audit import Deed
from faqbot.staff.figures import By, Period
from faqbot.staff.inquiries import Act, Change, Inquiry, Sought, State
from faqbot.store.base_staff import StaffStore
from faqbot.text.masking import mask
from faqbot.text.normalize import storable
from faqbot.types import Audience

LONGEST = {"question": 500, "action": 2000, "notes": 1000, "cause": 1000, "prevention": 1000}
"""Characters of a field; of one that is not named, `LONGEST_LINE`."""
LONGEST_LINE = 200
SHOWN = 200
"""Inquiries of one list."""
CLOCKS_APART = timedelta(minutes=1)
"""The page counts by our clock, but for the time that a reply takes."""
LATELY = timedelta(days=30)
LIKELY = 9
"""Things offered by a digit key."""

_WORDS = (
    "department question entry_id work action notes escalated_to target cause prevention ticket_id".split()
)
_NAMES = {
    "department": "所属",
    "question": "質問",
    "work": "作業名",
    "action": "作業内容",
    "notes": "特記事項",
    "escalated_to": "引き継ぎ先",
    "cause": "原因",
    "prevention": "再発防止",
}
_NO_INQUIRY = "その記録は見つかりません。一覧を読み込み直してください。"
_TAKEN = "この下書きは、もう別の内容で記録されています。一覧から開いて直してください。"
_NO_QUESTION = "質問が空です。何を聞かれたかを書いてください。"
_WRONG_ORDER = "時刻の順番が合いません。受付、開始、終了の順で、今より前になるように直してください。"
_NO_STATE = "「解決」「引き継ぎ」「対応中」のどれかを選んでください。"
_NO_RECEIVER = "引き継ぎ先を書いてください。"
_NOT_CLOSED = "まだ対応中の記録です。そのまま続きを書いてください。"
_NO_COLLEAGUE = "「{name}」というアカウントはないか、止められています。名前を確かめてください。"


class GiveUp(Protocol):
    """Puts a question on a ticket and returns the ticket's id: `Desk.give_up`."""

    def __call__(self, collection: str, text: str, *, audience: Audience, channel: str) -> str: ...


def no_ticket(collection: str, text: str, *, audience: Audience, channel: str) -> str:
    """Where there is no desk, there are no tickets."""
    return ""


@dataclass(frozen=True, slots=True)
class Habits:
    """Entries that an agent has used last, as (system, id); ids used most by everyone; departments that ask most."""

    recent: tuple[tuple[str, str], ...]
    frequent: tuple[str, ...]
    departments: tuple[str, ...]


class Inquiries:
    """The use cases of inquiries. Every method may be called from any thread."""

    def __init__(
        self,
        store: StaffStore,
        *,
        hours: HoursOf = lambda system: None,
        give_up: GiveUp = no_ticket,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._hours = hours
        self._give_up = give_up
        self._clock = clock

    # Writing down

    def begin(self, account: Account, system: str) -> Inquiry:
        """An empty draft, received now."""
        now = self._clock()
        draft = Inquiry(
            id=secrets.token_urlsafe(16),
            system=system,
            agent=account.name,
            received_at=now,
            started_at=now,
            after_hours=self._is_after_hours(system, now),
        )
        self._store.keep_draft(draft)
        return draft

    def keep(self, account: Account, draft: Inquiry) -> None:
        """Keep what has been written so far. It may be sent again, and late: what has been recorded stays.

        Raises:
            InvalidInput: a text is too long.
            NotFound: it is a colleague's draft.
        """
        self._store.keep_draft(self._own(account, draft))

    def drafts(self, account: Account) -> tuple[Inquiry, ...]:
        """An agent's own drafts, the last received first."""
        return self._store.inquiries(Sought(agent=account.name, states=(State.DRAFT,)))

    def discard(self, account: Account, inquiry_id: str) -> None:
        """Throw one's own draft away."""
        self._store.drop_draft(storable(inquiry_id), account.name)

    def record(self, account: Account, draft: Inquiry, *, unanswered: bool = False) -> Inquiry:
        """Make a draft a record. Sent again after a dropped connection, it is the same record.

        A question that is left `unanswered` goes on a ticket, which the record then names.

        Raises:
            InvalidInput: something is missing, or the times are out of order.
            StaleInquiry: it was recorded before, with other words.
        """
        made = self._checked(replace(self._own(account, draft), state=draft.state, version=0))
        stored = self._store.inquiry(made.id)
        if stored and stored.state is not State.DRAFT:
            if stored.agent == account.name and _says_the_same(stored, made):
                return self._ticketed(stored, account) if unanswered else stored
            raise StaleInquiry(_TAKEN)
        recorded = self._write(made, Act.RECORDED, account)
        return self._ticketed(recorded, account) if unanswered else recorded

    def habits(self, account: Account, system: str = "") -> Habits:
        """What an agent is likely to want next, before anything is typed."""
        today = self._clock().astimezone(JST).date()
        lately = Period(first=today - LATELY, last=today)
        mine = self._store.inquiries(Sought(agent=account.name, system=system, limit=SHOWN))
        recent = dict.fromkeys((i.system, i.entry_id) for i in mine if i.entry_id)
        asked = sorted(self._store.tally(lately, By.ENTRY, system), key=lambda t: -t.received)
        rooms = sorted(self._store.tally(lately, By.DEPARTMENT), key=lambda t: -t.received)
        return Habits(
            recent=tuple(recent)[:LIKELY],
            frequent=tuple(tally.key for tally in asked if tally.key)[:LIKELY],
            departments=tuple(tally.key for tally in rooms if tally.key)[:LIKELY],
        )

    # Afterwards

    def find(self, sought: Sought) -> tuple[Inquiry, ...]:
        """Those that are sought, the last received first; `SHOWN` at most unless it says more. The look is audited."""
        found = self._store.inquiries(replace(sought, limit=sought.limit or SHOWN))
        if found:
            self._store.note(Deed.LOOKED, "inquiries", " ".join(str(each.number) for each in found))
        return found

    def get(self, inquiry_id: str) -> Inquiry:
        """One inquiry.

        Raises:
            NotFound: there is none with this id.
        """
        found = self._store.inquiry(storable(inquiry_id))
        if found is None:
            raise NotFound(_NO_INQUIRY)
        return found

    def history(self, inquiry_id: str) -> tuple[tuple[Change, ...], bool]:
        """What was done to a record, oldest first, and whether nobody has tampered with it. The look is audited."""
        inquiry, changes = self.get(inquiry_id), self._store.changes(inquiry_id)
        self._store.note(Deed.LOOKED, "inquiries", str(inquiry.number))
        return changes, chain.is_whole(changes, inquiry)

    def amend(self, account: Account, inquiry: Inquiry) -> Inquiry:
        """Other words for a record; who handles it, its number and its rounds stay.

        Raises:
            InvalidInput: something is missing, or the times are out of order.
            StaleInquiry: a colleague has changed it meanwhile.
            NotFound: there is no such record.
        """
        stored = self._recorded(inquiry.id)
        kept = {name: getattr(stored, name) for name in ("agent", "number", "rounds", "after_hours")}
        return self._write(self._checked(replace(_worded(inquiry), **kept)), Act.AMENDED, account)

    def reopen(self, account: Account, inquiry_id: str, version: int) -> Inquiry:
        """Take a closed record up again; it no longer counts as closed at the first contact.

        Raises:
            InvalidInput: it is open.
            StaleInquiry: a colleague has changed it meanwhile.
            NotFound: there is no such record.
        """
        stored = self._recorded(inquiry_id)
        if stored.state is State.OPEN:
            raise InvalidInput(_NOT_CLOSED)
        again = replace(stored, state=State.OPEN, finished_at=None, rounds=stored.rounds + 1, version=version)
        return self._write(again, Act.REOPENED, account)

    def hand_over(self, account: Account, inquiry_id: str, version: int, to: str) -> Inquiry:
        """Give an inquiry to a colleague.

        Raises:
            InvalidInput: there is no such colleague.
            StaleInquiry: somebody has changed it meanwhile.
            NotFound: there is no such record.
        """
        stored, colleague = self._recorded(inquiry_id), self._store.account(storable(to).strip())
        if colleague is None or colleague.disabled:
            raise InvalidInput(_NO_COLLEAGUE.format(name=storable(to)[:LONGEST_LINE]))
        given = replace(stored, agent=colleague.name, rounds=stored.rounds + 1, version=version)
        return self._write(given, Act.HANDED_OVER, account)

    # Inside

    def _own(self, account: Account, draft: Inquiry) -> Inquiry:
        """A draft in the agent's own name; the rest of what a page may not decide is set here."""
        after = self._is_after_hours(draft.system, draft.received_at)
        return replace(
            _worded(draft),
            agent=account.name,
            state=State.DRAFT,
            after_hours=after,
            rounds=1,
            number=0,
            version=0,
        )

    def _checked(self, inquiry: Inquiry) -> Inquiry:
        """A record that is complete; a closed one without an end ends now."""
        if not inquiry.question:
            raise InvalidInput(_NO_QUESTION)
        if inquiry.state is State.DRAFT:
            raise InvalidInput(_NO_STATE)
        if inquiry.state is State.ESCALATED and not inquiry.escalated_to:
            raise InvalidInput(_NO_RECEIVER)
        ended = None if inquiry.state is State.OPEN else inquiry.finished_at or self._clock()
        last = ended or inquiry.started_at
        if not inquiry.received_at <= inquiry.started_at <= last <= self._clock() + CLOCKS_APART:
            raise InvalidInput(_WRONG_ORDER)
        return replace(inquiry, finished_at=ended)

    def _recorded(self, inquiry_id: str) -> Inquiry:
        stored = self.get(inquiry_id)
        if stored.state is State.DRAFT:
            raise NotFound(_NO_INQUIRY)
        return stored

    def _ticketed(self, recorded: Inquiry, account: Account) -> Inquiry:
        if recorded.ticket_id:
            return recorded
        ticket = self._give_up(
            recorded.system, recorded.question, audience=Audience.STAFF, channel=recorded.channel.value
        )
        return self._write(replace(recorded, ticket_id=ticket), Act.AMENDED, account)

    def _write(self, inquiry: Inquiry, act: Act, account: Account) -> Inquiry:
        return self._store.write_inquiry(inquiry, act=act, by=account.name, now=self._clock())

    def _is_after_hours(self, system: str, at: datetime) -> bool:
        hours = self._hours(system)
        return hours is not None and not hours.is_open(at)


def _worded(inquiry: Inquiry) -> Inquiry:
    """Its texts as they may be stored: numbers that identify people are masked (requirement A12)."""
    texts = {name: mask(storable(getattr(inquiry, name)).strip()) for name in _WORDS}
    for name, text in texts.items():
        longest = LONGEST.get(name, LONGEST_LINE)
        if len(text) > longest:
            raise InvalidInput(
                f"{_NAMES.get(name, name)}が長すぎます。{longest} 文字までにしてください（いま {len(text)} 文字）。"
            )
    return replace(inquiry, **texts)  # type: ignore[arg-type]  # each is a field of text


def _says_the_same(stored: Inquiry, sent: Inquiry) -> bool:
    """Whether a record is the same one sent again; when it ended and its ticket may have been decided here."""
    own = {"finished_at", "number", "version", "ticket_id"}
    return all(getattr(stored, f.name) == getattr(sent, f.name) for f in fields(Inquiry) if f.name not in own)
