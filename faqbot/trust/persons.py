"""What do you know of me? All that is kept of a person, handed over or erased; and what goes when its time is over."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

from faqbot.errors import InvalidInput, NotFound
from faqbot.staff.audit import Deed
from faqbot.staff.retention import Kept
from faqbot.store.base_trust import LINE_SESSIONS, TrustStore


class Persons:
    """The use cases of personal data, for the operator."""

    def __init__(
        self,
        store: TrustStore,
        *,
        days: Mapping[Kept, int],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._store = store
        self._days = days
        self._clock = clock

    def due(self) -> dict[Kept, int]:
        """How many of each kind are older than they may be."""
        return {kind: self._store.count_old(kind, self._end(kind)) for kind in Kept}

    def expire(self) -> dict[Kept, int]:
        """Let go of those; returns how many of each kind."""
        return {kind: self._store.expire(kind, self._end(kind)) for kind in Kept}

    def line_session(self, user: str) -> str:
        """The session of a LINE user id; only here can one be made of the other."""
        return self._store.pseudonym(LINE_SESSIONS, _named(user))

    def rename_sessions(self) -> int:
        """Hash the LINE sessions that are kept by a new key once more; returns how many that were."""
        return self._store.change_roots(self._clock())

    def of_session(self, session: str) -> str:
        """All that is kept of a session, as JSON. That it was handed over is audited.

        Raises:
            InvalidInput: the session is empty.
            NotFound: nothing is kept of it.
        """
        return self._told(self._store.session_data(_named(session)), "session")

    def of_account(self, name: str) -> str:
        """All that is kept of an account, as JSON. That it was handed over is audited.

        Raises:
            InvalidInput, NotFound: as `of_session`.
        """
        return self._told(self._store.account_data(_named(name)), name)

    def erase_session(self, session: str) -> int:
        """Erase what is kept of a session; returns how many questions that were.

        Raises:
            InvalidInput: the session is empty.
        """
        return self._store.erase_session(_named(session))

    def erase_account(self, name: str) -> None:
        """Erase what is kept of an account but its name.

        Raises:
            InvalidInput: the name is empty.
            NotFound: no such account.
        """
        self._store.erase_account(_named(name))

    def _end(self, kind: Kept) -> datetime:
        return self._clock() - timedelta(days=self._days[kind])

    def _told(self, rows: Mapping[str, object], whose: str) -> str:
        if not any(rows.values()):
            raise NotFound("その人について残っているデータはありません。")
        self._store.note(Deed.EXPORTED, "person", whose)
        return json.dumps(rows, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _named(whose: str) -> str:
    if not whose.strip():
        raise InvalidInput("だれのデータかを指定してください。")
    return whose.strip()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
