"""What every store does to know who somebody is. Inherit the contracts and give them a fixture `reopen`, as for `contracts.store`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from faqbot.errors import InvalidInput, NotFound
from faqbot.staff.accounts import Account, Role, Session, Stage
from faqbot.staff.credentials import ApiKey, Scope, SecondFactor
from faqbot.staff.lockout import FIRST, Attempts
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


FACTOR = SecondFactor(account="yamada", secret="A", confirmed=True)
KEY = ApiKey(
    id="k1",
    name="案内端末",
    digest="d",
    scopes=frozenset({Scope.ASK, Scope.METRICS}),
    created_at=NOW,
    expires_at=NOW + timedelta(days=365),
)


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

    def test_a_session_comes_back_whole(self, store: Store) -> None:
        made = session(stage=Stage.SECOND, address="192.0.2.1", device="Firefox", sid="s", id_token="t")
        self.begin(store, made)
        assert store.session("k1") == made
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

    @pytest.mark.parametrize("how", ["password", "disable", "place", "everywhere"])
    def test_who_is_shut_out_is_out_at_once(self, store: Store, how: str) -> None:
        self.begin(store, session())
        self.begin(store, session("k2", "sato"))
        if how == "password":
            store.set_password("yamada", "another")
        elif how == "disable":
            store.disable_account("yamada", disabled=True)
        elif how == "place":
            store.set_place("yamada", Role.AGENT, "市民課")
        else:
            store.end_sessions("yamada")
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
        with pytest.raises(NotFound):
            store.set_place("nobody", Role.AGENT, "市民課")

    def test_the_same_place_ends_nothing(self, store: Store) -> None:
        self.begin(store, session())
        store.set_place("yamada", YAMADA.role, YAMADA.department)
        assert store.session("k1")
        store.set_place("yamada", Role.AGENT, "市民課")
        assert store.account("yamada") == replace(YAMADA, role=Role.AGENT, department="市民課")

    def test_the_providers_session_alone_ends(self, store: Store) -> None:
        self.begin(store, session("here", sid="s1"))
        self.begin(store, session("there", sid="s2", seen_at=NOW + timedelta(minutes=1)))
        assert [each.key for each in store.sessions_of("yamada")] == ["there", "here"]
        store.end_sessions("yamada", sid="s1")
        assert [each.key for each in store.sessions_of("yamada")] == ["there"]
        assert store.sessions_of("sato") == ()

    def test_an_account_from_elsewhere_is_found_by_its_subject(self, store: Store) -> None:
        made = replace(YAMADA, name="ito", issuer="https://id.example", subject="42")
        store.add_account(made)
        assert store.account_of("https://id.example", "42") == made
        assert store.account_of("https://other.example", "42") is None
        assert store.account_of("", "") is None
        with pytest.raises(InvalidInput):
            store.add_account(replace(made, name="ito2"))

    def test_a_provider_takes_an_account_over(self, store: Store) -> None:
        self.begin(store, session())
        store.set_subject("yamada", "https://id.example", "")
        store.set_subject("sato", "https://id.example", "")
        assert store.account_of("https://id.example", "") is None
        assert store.session("k1") is None
        store.set_subject("yamada", "https://id.example", "42")
        taken = replace(YAMADA, password_hash="", issuer="https://id.example", subject="42")
        assert store.account_of("https://id.example", "42") == taken
        with pytest.raises(NotFound):
            store.set_subject("nobody", "https://id.example", "43")


def fail(store: Store, key: str, minute: int = 0) -> None:
    """A try that stays counted, so many minutes after NOW."""
    assert store.count_try({key: 100}, NOW + timedelta(minutes=minute), forgotten=LONG_AGO)


class AttemptContract(Contract):
    def test_failures_add_up_by_key_until_forgiven(self, store: Store) -> None:
        for minute in range(3):
            fail(store, "a", minute)
        fail(store, "b")
        assert store.attempts("a") == Attempts(3, NOW + timedelta(minutes=2))
        store.forgive("a")
        assert store.attempts("a") is None
        assert store.attempts("b") == Attempts(1, NOW)

    def test_what_is_long_ago_is_dropped(self, store: Store) -> None:
        assert store.count_try({"a": 1}, LONG_AGO, forgotten=LONG_AGO - timedelta(days=1))
        fail(store, "b")
        assert store.attempts("a") is None

    def test_where_one_key_waits_nothing_is_counted(self, store: Store) -> None:
        for _ in range(2):
            assert store.count_try({"a": 2, "b": 9}, NOW, forgotten=LONG_AGO)
        assert store.count_try({"a": 2, "b": 9}, NOW + FIRST / 2, forgotten=LONG_AGO) is None
        assert store.attempts("a") == store.attempts("b") == Attempts(2, NOW)
        assert store.count_try({"a": 2, "b": 9}, NOW + FIRST, forgotten=LONG_AGO)

    def test_what_was_right_is_taken_back_with_its_wait(self, store: Store) -> None:
        fail(store, "a")
        tried = store.count_try({"a": 1, "b": 1}, NOW + FIRST, forgotten=LONG_AGO)
        assert tried
        store.uncount_try(tried)
        assert store.attempts("a") == Attempts(1, NOW)
        assert store.attempts("b") is None
        store.uncount_try(tried)
        assert store.attempts("a") is None, "there is nothing below none"

    def test_what_was_right_takes_nothing_from_who_came_after(self, store: Store) -> None:
        tried = store.count_try({"a": 9}, NOW, forgotten=LONG_AGO)
        assert tried
        fail(store, "a", 1)
        store.uncount_try(tried)
        assert store.attempts("a") == Attempts(1, NOW + timedelta(minutes=1))

    def test_of_many_at_once_no_more_are_counted_than_may_be(self, store: Store) -> None:
        def guess(_: int) -> bool:
            return store.count_try({"a": 5}, NOW, forgotten=LONG_AGO) is not None

        with ThreadPoolExecutor(8) as guessing:
            assert sum(guessing.map(guess, range(24))) == 5


class FactorContract(Contract):
    @pytest.fixture(autouse=True)
    def staffed(self, store: Store) -> None:
        store.add_account(YAMADA)

    def test_a_factor_is_kept_in_place_of_another(self, store: Store) -> None:
        assert store.second_factor("yamada") is None
        store.keep_factor(FACTOR, ["d1"])
        store.keep_factor(replace(FACTOR, secret="B"), ["d2"])
        assert store.second_factor("yamada") == replace(FACTOR, secret="B")
        assert not store.use_recovery("yamada", "d1")
        store.drop_factor("yamada")
        assert store.second_factor("yamada") is None
        assert not store.use_recovery("yamada", "d2")
        with pytest.raises(NotFound):
            store.keep_factor(replace(FACTOR, account="nobody"))

    def test_a_step_and_a_recovery_code_are_taken_once(self, store: Store) -> None:
        store.keep_factor(FACTOR, ["d1", "d2"])
        assert [store.use_step("yamada", step) for step in (10, 10, 9, 11)] == [True, False, False, True]
        assert [store.use_recovery("yamada", digest) for digest in ("d1", "d1", "x")] == [True, False, False]
        assert not store.use_recovery("sato", "d2")


class ApiKeyContract(Contract):
    def test_a_key_comes_back_is_seen_and_revoked(self, store: Store) -> None:
        store.add_api_key(KEY)
        store.add_api_key(replace(KEY, id="k2", created_at=NOW + timedelta(days=1)))
        store.see_api_key("k1", NOW)
        store.revoke_api_key("k2")
        assert store.api_key("k1") == replace(KEY, used_at=NOW)
        assert [(each.id, each.revoked) for each in store.api_keys()] == [("k1", False), ("k2", True)]
        assert store.api_key("k3") is None
        with pytest.raises(NotFound):
            store.revoke_api_key("k3")
