"""Who may come behind the desk, and for how long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from pyotp import TOTP

from faqbot.errors import InvalidInput, NotFound, SignInRefused
from faqbot.identity.accounts import Accounts
from faqbot.identity.lockout import _by_account
from faqbot.identity.sessions import IDLE, LASTS
from faqbot.staff.accounts import Origin, Role
from faqbot.staff.audit import AuditSought, Deed
from faqbot.staff.lockout import FIRST, FORGOTTEN, FREE_BY_ACCOUNT, FREE_BY_ADDRESS, LONGEST
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


def test_refusals_are_audited_without_what_was_typed(accounts: Accounts, store: Store) -> None:
    guess(accounts, "taro")
    guess(accounts, RIGHT)
    for _ in range(FREE_BY_ACCOUNT):
        guess(accounts, "taro")
    last, *_, unknown, first = store.audited(AuditSought(kind="sessions"))
    assert (first.deed, first.thing) == (Deed.REFUSED, "taro")
    assert (unknown.deed, unknown.thing) == (Deed.REFUSED, "")
    assert (last.deed, last.thing) == (Deed.LOCKED, "taro")


def guess(accounts: Accounts, name: str, password: str = WRONG, address: str = "") -> None:
    with pytest.raises(SignInRefused):
        accounts.sign_in(name, password, Origin(address=address))


def test_guessing_waits_longer_each_time(accounts: Accounts, store: Store, clock: Clock) -> None:
    for _ in range(FREE_BY_ACCOUNT):
        guess(accounts, "taro")
    waits = []
    for _ in range(6):
        begun = clock.now
        guess(accounts, "taro", RIGHT)
        while True:
            clock.now += timedelta(seconds=30)
            try:
                accounts.sign_in("taro", WRONG)
            except SignInRefused:
                found = store.attempts(_by_account("taro"))  # counted only once the wait is over
                if found and found.last_at == clock.now:
                    break
        waits.append(clock.now - begun)
    assert waits == [FIRST, 2 * FIRST, 4 * FIRST, 8 * FIRST, LONGEST, LONGEST]
    assert accounts.sign_in("hanako", RIGHT)
    clock.now += LONGEST
    assert accounts.sign_in("taro", RIGHT)
    guess(accounts, "taro")
    assert accounts.sign_in("taro", RIGHT), "the right password has forgiven what was before"


def test_guesses_at_once_are_checked_no_more_often_than_one_after_the_other(
    accounts: Accounts, store: Store
) -> None:
    with ThreadPoolExecutor(16) as guessing:
        list(guessing.map(lambda _: guess(accounts, "taro", address="192.0.2.7"), range(32)))
    deeds = [record.deed for record in store.audited(AuditSought(kind="sessions"))]
    assert deeds.count(Deed.REFUSED) == FREE_BY_ACCOUNT
    assert deeds.count(Deed.LOCKED) == 1, "a flood does not fill the audit"


def test_colleagues_who_come_in_at_once_do_not_make_each_other_wait(accounts: Accounts) -> None:
    here = Origin(address="192.0.2.7")
    for number in range(FREE_BY_ADDRESS - 4):
        guess(accounts, f"name{number}", address=here.address)
    for _ in range(9):
        assert accounts.sign_in("hanako", RIGHT, here)


def test_the_password_is_no_way_to_guess_codes_without_end(store: Store, clock: Clock) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    accounts = Accounts(store, clock=clock, hasher=hasher)
    taro = accounts.create("taro", RIGHT, role=Role.AGENT, department="市民課")
    secret = accounts.factors.enrol(taro).secret
    accounts.factors.confirm(taro, TOTP(secret).at(clock.now))
    for _ in range(FREE_BY_ACCOUNT):
        token = accounts.sign_in("taro", RIGHT).token
        with pytest.raises(SignInRefused):
            accounts.second(token, "000000")
    guess(accounts, "taro", RIGHT)


@pytest.mark.parametrize(
    ("address", "neighbour", "waits"),
    [
        ("2001:db8::1", "2001:db8::2:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.7", "192.0.2.8", False),
    ],
)
def test_who_has_a_network_of_addresses_is_one_party(
    accounts: Accounts, address: str, neighbour: str, waits: bool
) -> None:
    for number in range(FREE_BY_ADDRESS):
        guess(accounts, f"name{number}", address=address)
    if waits:
        guess(accounts, "hanako", RIGHT, address=neighbour)
    else:
        assert accounts.sign_in("hanako", RIGHT, Origin(address=neighbour))


def test_names_that_nobody_has_wait_like_any_other(accounts: Accounts, store: Store) -> None:
    for _ in range(FREE_BY_ACCOUNT):
        guess(accounts, "nobody")
    found = store.attempts(_by_account("nobody"))
    assert found
    assert found.failures == FREE_BY_ACCOUNT
    guess(accounts, "nobody")
    assert store.attempts(_by_account("nobody")) == found


def test_an_address_that_tries_many_names_waits(accounts: Accounts, clock: Clock) -> None:
    for number in range(FREE_BY_ADDRESS):
        guess(accounts, f"name{number}", address="192.0.2.7")
    guess(accounts, "hanako", RIGHT, address="192.0.2.7")
    assert accounts.sign_in("hanako", RIGHT, Origin(address="192.0.2.8"))
    clock.now += FORGOTTEN
    assert accounts.sign_in("hanako", RIGHT, Origin(address="192.0.2.7"))


def test_another_role_ends_the_sessions_and_the_last_administrator_keeps_theirs(accounts: Accounts) -> None:
    token = accounts.sign_in("taro", RIGHT).token
    accounts.set_place("taro", Role.CURATOR, "環境課")
    assert accounts.who(token) is None
    assert accounts.sign_in("taro", RIGHT).account.department == "環境課"
    with pytest.raises(InvalidInput, match="最後の管理者"):
        accounts.set_place("hanako", Role.AGENT, "情報課")


def test_who_is_signed_in_where_and_out_everywhere(accounts: Accounts, clock: Clock) -> None:
    here = accounts.sign_in("taro", RIGHT, Origin(address="192.0.2.1", device="Firefox" * 99))
    clock.now += timedelta(minutes=5)
    there = accounts.sign_in("taro", RIGHT)
    others = accounts.sign_in("hanako", RIGHT)
    listed = accounts.sessions.own(here.account)
    assert [each.address for each in listed] == ["", "192.0.2.1"]
    assert len(listed[1].device) == 200
    accounts.sessions.end_one(others.account, listed[0].key)
    assert accounts.who(there.token), "nobody ends another's session"
    accounts.sessions.end_one(here.account, listed[0].key)
    assert accounts.who(there.token) is None
    accounts.sessions.end_everywhere(here.account)
    assert accounts.who(here.token) is None
    assert accounts.who(others.token)


def test_forty_accounts_sign_in_side_by_side(accounts: Accounts) -> None:
    for number in range(40):
        accounts.create(f"agent{number}", RIGHT, role=Role.AGENT, department="市民課")
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: accounts.sign_in(f"agent{number}", RIGHT), range(40)))
    whose = [accounts.who(each.token) for each in made]
    assert [each.name for each in whose if each] == [f"agent{number}" for number in range(40)]
    assert len({each.token for each in made}) == 40


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
