"""The second factor, held against pyotp as the app on the phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from pyotp import TOTP

from faqbot.errors import InvalidInput, NotSignedIn, SignInRefused
from faqbot.identity.accounts import Accounts
from faqbot.identity.second_factor import RECOVERY_CODES
from faqbot.identity.sessions import SECOND_LASTS
from faqbot.staff.accounts import Role, Stage
from faqbot.staff.lockout import FREE_BY_ACCOUNT
from faqbot.store.base import Store
from tests.conftest import Clock

RIGHT = "窓口で待つ人に、すぐに答えよう"


@pytest.fixture
def accounts(store: Store, clock: Clock) -> Accounts:
    made = Accounts(
        store,
        second_factor=[Role.ADMINISTRATOR],
        clock=clock,
        hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1),
    )
    made.create("hanako", RIGHT, role=Role.ADMINISTRATOR, department="情報課")
    made.create("taro", RIGHT, role=Role.AGENT, department="市民課")
    return made


@pytest.fixture
def app(accounts: Accounts, clock: Clock) -> TOTP:
    """hanako's app, set up at the step before now."""
    made = TOTP(accounts.factors.enrol(accounts.account("hanako")).secret)
    accounts.factors.confirm(accounts.account("hanako"), made.at(clock.now))
    clock.now += timedelta(seconds=30)
    return made


def test_a_role_that_must_show_one_sets_it_up_before_anything_opens(accounts: Accounts, clock: Clock) -> None:
    made = accounts.sign_in("hanako", RIGHT)
    assert made.stage is Stage.SECOND
    assert accounts.who(made.token) is None
    enrolment = accounts.factors.enrol(accounts.between(made.token))
    assert enrolment == accounts.factors.enrol(accounts.between(made.token)), "a reload shows the same"
    assert enrolment.uri.startswith("otpauth://totp/faqbot:hanako?secret=")
    assert enrolment.secret not in repr(enrolment)
    with pytest.raises(InvalidInput, match="番号が違います"):
        accounts.set_up(made.token, "000000")
    entered, codes = accounts.set_up(made.token, TOTP(enrolment.secret).at(clock.now))
    assert accounts.who(entered.token)
    assert entered.token != made.token
    assert len(set(codes)) == RECOVERY_CODES
    with pytest.raises(NotSignedIn):
        accounts.between(made.token)


def test_other_roles_are_asked_once_they_have_set_it_up(accounts: Accounts, clock: Clock) -> None:
    made = accounts.sign_in("taro", RIGHT)
    assert made.stage is Stage.IN
    app = TOTP(accounts.factors.enrol(made.account).secret)
    assert accounts.sign_in("taro", RIGHT).stage is Stage.IN, "not before it is confirmed"
    accounts.factors.confirm(made.account, app.at(clock.now))
    assert accounts.sign_in("taro", RIGHT).stage is Stage.SECOND
    accounts.drop_factor("taro", RIGHT)
    assert accounts.sign_in("taro", RIGHT).stage is Stage.IN


@pytest.mark.parametrize(("off", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_off_by_one_step(
    accounts: Accounts, app: TOTP, clock: Clock, off: int, taken: bool
) -> None:
    clock.now += timedelta(minutes=5)
    code = app.at(clock.now + timedelta(seconds=off))
    assert accounts.factors.is_right(accounts.account("hanako"), code) is taken


def test_a_code_opens_once(accounts: Accounts, app: TOTP, clock: Clock) -> None:
    code = app.at(clock.now)
    assert accounts.second(accounts.sign_in("hanako", RIGHT).token, f" {code[:3]} {code[3:]} ")
    with pytest.raises(SignInRefused):
        accounts.second(accounts.sign_in("hanako", RIGHT).token, code)
    clock.now += timedelta(seconds=30)
    with pytest.raises(SignInRefused):
        accounts.second(accounts.sign_in("hanako", RIGHT).token, code)
    assert accounts.second(accounts.sign_in("hanako", RIGHT).token, app.at(clock.now))


def test_a_recovery_code_opens_once_however_it_is_typed(accounts: Accounts, clock: Clock) -> None:
    hanako = accounts.account("hanako")
    secret = accounts.factors.enrol(hanako).secret
    codes = accounts.factors.confirm(hanako, TOTP(secret).at(clock.now))
    for typed in (codes[0].upper(), codes[1].replace("-", " ")):
        assert accounts.second(accounts.sign_in("hanako", RIGHT).token, typed)
        with pytest.raises(SignInRefused):
            accounts.second(accounts.sign_in("hanako", RIGHT).token, typed)


def test_guessing_codes_locks_the_account(accounts: Accounts, app: TOTP, clock: Clock) -> None:
    token = accounts.sign_in("hanako", RIGHT).token
    for _ in range(FREE_BY_ACCOUNT):
        with pytest.raises(SignInRefused):
            accounts.second(token, "000000")
    with pytest.raises(SignInRefused):
        accounts.second(token, app.at(clock.now))
    with pytest.raises(SignInRefused):
        accounts.sign_in("hanako", RIGHT)


def test_waiting_for_a_code_ends_soon(accounts: Accounts, app: TOTP, clock: Clock) -> None:
    token = accounts.sign_in("hanako", RIGHT).token
    clock.now += SECOND_LASTS
    with pytest.raises(NotSignedIn):
        accounts.second(token, app.at(clock.now))


def test_nobody_puts_theirs_in_its_place(accounts: Accounts, app: TOTP) -> None:
    with pytest.raises(InvalidInput, match="もう設定"):
        accounts.factors.enrol(accounts.account("hanako"))
    with pytest.raises(InvalidInput, match="この役割では"):
        accounts.drop_factor("hanako", RIGHT)
    with pytest.raises(SignInRefused):
        accounts.drop_factor("hanako", "まちがったパスワードを入れる")
