"""What every store does for the staff desk. Inherit the contracts and give them a fixture `reopen`, as for `contracts.store`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from faqbot.errors import InvalidInput, NotFound
from faqbot.staff.accounts import Account, Role, Session
from faqbot.store.base import Store
from tests.contracts.store import NOW, Contract

YAMADA = Account(
    name="yamada",
    display_name="山田",
    role=Role.CURATOR,
    department="情報課",
    password_hash="$argon2id$…",
    created_at=NOW,
)
SATO = replace(YAMADA, name="sato", display_name="佐藤", role=Role.AGENT)
LONG_AGO = NOW - timedelta(days=365)


def session(key: str = "k1", account: str = "yamada", **changes: object) -> Session:
    """A session just begun."""
    made = Session(key=key, account=account, begun_at=NOW, seen_at=NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


class AccountContract(Contract):
    @pytest.fixture(autouse=True)
    def staffed(self, store: Store) -> None:
        store.add_account(YAMADA)
        store.add_account(SATO)

    def begin(self, store: Store, made: Session) -> None:
        store.begin_session(made, began_before=LONG_AGO, seen_before=LONG_AGO)

    def test_an_account_comes_back_whole(self, store: Store, reopen: Callable[[], Store]) -> None:
        again = reopen()
        assert again.accounts() == (YAMADA, SATO)
        assert again.account("yamada") == YAMADA
        assert again.account("nobody") is None
        again.close()

    def test_a_name_is_given_once(self, store: Store) -> None:
        with pytest.raises(InvalidInput, match="yamada"):
            store.add_account(replace(SATO, name="yamada"))

    def test_the_last_failure_locks_and_counting_begins_anew(self, store: Store) -> None:
        until = NOW + timedelta(minutes=5)
        for _ in range(2):
            store.count_failure("yamada", limit=3, until=until)
        assert store.account("yamada") == replace(YAMADA, failures=2)
        store.count_failure("yamada", limit=3, until=until)
        assert store.account("yamada") == replace(YAMADA, locked_until=until)
        assert store.account("sato") == SATO

    def test_a_session_forgives_and_lasts(self, store: Store) -> None:
        store.count_failure("yamada", limit=3, until=NOW)
        self.begin(store, session())
        assert store.account("yamada") == YAMADA
        assert store.session("k1") == session()
        assert store.session("k2") is None

    def test_a_session_is_seen_and_ends(self, store: Store) -> None:
        self.begin(store, session())
        later = NOW + timedelta(minutes=1)
        store.see_session("k1", later)
        assert store.session("k1") == session(seen_at=later)
        store.end_session("k1")
        store.end_session("k1")
        assert store.session("k1") is None

    def test_old_sessions_make_room(self, store: Store) -> None:
        self.begin(store, session("idle", seen_at=LONG_AGO))
        self.begin(store, session("old", begun_at=LONG_AGO))
        self.begin(store, session("fresh"))
        soon = LONG_AGO + timedelta(days=1)
        store.begin_session(session("new"), began_before=soon, seen_before=soon)
        assert [k for k in ("idle", "old", "fresh", "new") if store.session(k)] == ["fresh", "new"]

    @pytest.mark.parametrize("how", ["password", "disable"])
    def test_who_is_shut_out_is_out_at_once(self, store: Store, how: str) -> None:
        self.begin(store, session())
        self.begin(store, session("k2", "sato"))
        if how == "password":
            store.set_password("yamada", "another")
        else:
            store.disable_account("yamada", disabled=True)
        assert store.session("k1") is None
        assert store.session("k2") is not None

    def test_a_disabled_account_comes_back(self, store: Store) -> None:
        store.disable_account("yamada", disabled=True)
        assert store.account("yamada") == replace(YAMADA, disabled=True)
        store.disable_account("yamada", disabled=False)
        assert store.account("yamada") == YAMADA

    def test_nobody_is_told(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.set_password("nobody", "x")
        with pytest.raises(NotFound):
            store.disable_account("nobody", disabled=True)
        with pytest.raises(NotFound):
            self.begin(store, session(account="nobody"))
