"""Who may come behind the desk, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from faqbot.errors import InvalidInput, NotFound, SignInRefused
from faqbot.identity.accounts import IDLE, LASTS, LOCK, TRIES, Accounts
from faqbot.staff.accounts import Role
from faqbot.store.base import Store
from tests.conftest import Clock

RIGHT = "窓口で待つ人に、すぐに答えよう"
WRONG = "窓口で待つ人を、もっと待たせよう"


@pytest.fixture
def accounts(store: Store, clock: Clock) -> Accounts:
    made = Accounts(store, clock=clock, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    made.create("hanako", RIGHT, role=Role.ADMINISTRATOR, department="情報課", display_name="山田花子")
    made.create("taro", RIGHT, role=Role.AGENT, department="市民課")
    return made


def test_the_right_password_opens_a_session(accounts: Accounts) -> None:
    made = accounts.sign_in("hanako", RIGHT)
    assert accounts.who(made.token) == made.account
    assert made.account.display_name == "山田花子"
    accounts.sign_out(made.token)
    assert accounts.who(made.token) is None


def test_the_store_holds_neither_password_nor_token(accounts: Accounts, store: Store) -> None:
    made = accounts.sign_in("hanako", RIGHT)
    assert made.account.password_hash.startswith("$argon2id$")
    assert store.session(made.token) is None
    assert made.token not in repr(made)
    assert "argon2" not in repr(made)


@pytest.mark.parametrize("name", ["Hanako", "ＨＡＮＡＫＯ", " hanako "])
def test_a_name_is_the_same_in_any_width_and_case(accounts: Accounts, name: str) -> None:
    assert accounts.sign_in(name, RIGHT).account.name == "hanako"


def test_every_refusal_sounds_alike(accounts: Accounts) -> None:
    accounts.disable("taro")
    for name, password in (("hanako", WRONG), ("nobody", RIGHT), ("taro", RIGHT), ("hanako", "あ" * 5000)):
        with pytest.raises(SignInRefused) as refused:
            accounts.sign_in(name, password)
        assert "管理者に連絡" in str(refused.value)


def test_guessing_is_stopped_for_a_while(accounts: Accounts, clock: Clock) -> None:
    for _ in range(TRIES):
        with pytest.raises(SignInRefused):
            accounts.sign_in("taro", WRONG)
    with pytest.raises(SignInRefused):
        accounts.sign_in("taro", RIGHT)
    assert accounts.sign_in("hanako", RIGHT)
    clock.now += LOCK
    assert accounts.sign_in("taro", RIGHT)


@pytest.mark.parametrize("pause", [IDLE - timedelta(seconds=1), IDLE])
def test_a_session_ends_when_nobody_uses_it(accounts: Accounts, clock: Clock, pause: timedelta) -> None:
    token = accounts.sign_in("taro", RIGHT).token
    clock.now += pause
    assert (accounts.who(token) is None) == (pause >= IDLE)


def test_a_session_ends_after_a_day_even_in_use(accounts: Accounts, clock: Clock) -> None:
    token = accounts.sign_in("taro", RIGHT).token
    begun = clock.now
    while clock.now - begun < LASTS - timedelta(hours=1):
        clock.now += timedelta(hours=1)
        assert accounts.who(token)
    clock.now += timedelta(hours=1)
    assert accounts.who(token) is None


def test_a_changed_password_ends_every_other_session(accounts: Accounts) -> None:
    elsewhere = accounts.sign_in("taro", RIGHT).token
    with pytest.raises(SignInRefused):
        accounts.change_password("taro", WRONG, RIGHT)
    fresh = accounts.change_password("taro", RIGHT, WRONG)
    assert accounts.who(elsewhere) is None
    assert accounts.who(fresh.token)
    assert accounts.sign_in("taro", WRONG)


@pytest.mark.parametrize("password", ["", "短いことば", "あ" * 30, "hanakohanakohana1", "い" * 500, "ｱ" * 14])
def test_a_weak_password_is_refused_with_a_reason(accounts: Accounts, password: str) -> None:
    with pytest.raises(InvalidInput, match="パスワード"):
        accounts.set_password("hanako", password)


@pytest.mark.parametrize("name", ["", " ", "a b", "あ" * 41, "a\nb"])
def test_a_name_that_cannot_be_typed_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(InvalidInput, match="アカウントの名前"):
        accounts.create(name, RIGHT, role=Role.AGENT, department="市民課")


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    with pytest.raises(InvalidInput, match="最後の管理者"):
        accounts.disable("hanako")
    accounts.create("jiro", RIGHT, role=Role.ADMINISTRATOR, department="情報課")
    accounts.disable("hanako")
    with pytest.raises(InvalidInput, match="最後の管理者"):
        accounts.disable("jiro")
    with pytest.raises(NotFound):
        accounts.disable("nobody")


def test_a_role_covers_those_below_it() -> None:
    assert [[a.covers(b) for b in Role] for a in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]
