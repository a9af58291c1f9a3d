"""Signing in elsewhere: what an honest provider says is believed, and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from joserfc.jwk import RSAKey

from faqbot.errors import InvalidInput, SettingsError, SignInRefused
from faqbot.identity.accounts import Accounts
from faqbot.identity.claims import ClaimMap, person, values
from faqbot.identity.provider import Client, Provider
from faqbot.identity.sessions import SignedIn
from faqbot.identity.single_sign_on import SingleSignOn
from faqbot.identity.tokens import LOGOUT
from faqbot.staff.accounts import Origin, Role
from faqbot.staff.audit import AuditSought, Deed
from faqbot.store.base import Store
from tests.identity.provider import CLIENT, SECRET, LocalProvider, local_provider

PASSWORD = "窓口で待つ人に、すぐに答えよう"
BACK = "https://faq.city.example.jp/desk/sso/back"
CLAIMS = ClaimMap(
    role_claim="realm_access.roles",
    roles={"faqbot-agent": Role.AGENT, "faqbot-curator": Role.CURATOR, "faqbot-admin": Role.ADMINISTRATOR},
    department_claim="groups",
    departments={"joho": "情報システム課"},
)


@pytest.fixture
def provider() -> Iterator[LocalProvider]:
    with local_provider() as made:
        yield made


@pytest.fixture
def accounts(store: Store) -> Accounts:
    return Accounts(store, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def sso(store: Store, accounts: Accounts, provider: LocalProvider) -> SingleSignOn:
    return SingleSignOn(store, accounts, Provider(Client(provider.issuer, CLIENT, SECRET)), CLAIMS)


@pytest.fixture
def come(sso: SingleSignOn, provider: LocalProvider) -> Callable[[], SignedIn]:
    def come() -> SignedIn:
        url, seed = sso.begin(BACK)
        return sso.finish(provider.sign_in(url), seed, BACK, Origin())

    return come


def test_whom_the_provider_lets_in_has_its_role_and_department(
    come: Callable[[], SignedIn], accounts: Accounts
) -> None:
    made = come()
    whose = accounts.who(made.token)
    assert whose
    assert (whose.name, whose.display_name, whose.role, whose.department) == (
        "hanako",
        "山田花子",
        Role.CURATOR,
        "環境課",
    )
    assert come().account == made.account, "the second time it is the same account"
    assert len(accounts.accounts()) == 1


def test_no_password_opens_such_an_account(come: Callable[[], SignedIn], accounts: Accounts) -> None:
    come()
    for password in ("", PASSWORD):
        with pytest.raises(SignInRefused):
            accounts.sign_in("hanako", password)
    with pytest.raises(InvalidInput, match="庁内の認証"):
        accounts.set_password("hanako", PASSWORD)


def test_a_role_taken_away_counts_at_the_next_sign_in(
    come: Callable[[], SignedIn], accounts: Accounts, provider: LocalProvider
) -> None:
    before = come().token
    provider.person["realm_access"] = {"roles": ["faqbot-agent"]}
    assert come().account.role is Role.AGENT
    assert accounts.who(before) is None, "sessions of the old role end"
    provider.person["realm_access"] = {"roles": ["offline_access"]}
    with pytest.raises(SignInRefused, match="faqbot-curator"):
        come()
    provider.person["realm_access"] = {"roles": ["faqbot-admin"]}
    provider.person["groups"] = []
    with pytest.raises(SignInRefused, match="groups"):
        come()


def test_who_is_disabled_stays_out(come: Callable[[], SignedIn], accounts: Accounts, store: Store) -> None:
    token = come().token
    accounts.disable("hanako")
    assert accounts.who(token) is None
    with pytest.raises(SignInRefused, match="止められ"):
        come()
    (refused,) = store.audited(AuditSought(deed=Deed.REFUSED))
    assert refused.thing == "hanako"


def change(**claims: Any) -> Callable[[dict[str, Any]], object]:
    return lambda token: token.update(claims)


SPOILT: dict[str, Callable[[dict[str, Any]], object]] = {
    "another nonce": change(nonce="another"),
    "no nonce": lambda token: token.pop("nonce"),
    "another audience": change(aud="another"),
    "an audience among others and no azp": change(aud=[CLIENT, "another"]),
    "another azp": change(aud=[CLIENT, "another"], azp="another"),
    "another azp alone": change(azp="another"),
    "another issuer": change(iss="https://evil.example"),
    "expired": change(exp=int(time.time()) - 3600),
    "no expiry": lambda token: token.pop("exp"),
    "from the future": change(iat=int(time.time()) + 3600),
    "not yet": change(nbf=int(time.time()) + 3600),
    "about nobody": lambda token: token.pop("sub"),
    "for nobody": lambda token: token.pop("aud"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_token_that_is_not_for_us_now_is_refused(
    come: Callable[[], SignedIn],
    accounts: Accounts,
    provider: LocalProvider,
    spoil: Callable[[dict[str, Any]], object],
) -> None:
    provider.spoil = spoil
    with pytest.raises(SignInRefused, match="確かめられません"):
        come()
    assert accounts.accounts() == ()


@pytest.mark.parametrize("how", ["by_another", "unsigned", "by_the_public_key"])
def test_a_signature_that_proves_nothing_is_refused(
    come: Callable[[], SignedIn], provider: LocalProvider, how: str
) -> None:
    provider.sign = getattr(provider, how)
    with pytest.raises(SignInRefused, match="確かめられません"):
        come()


def test_several_audiences_with_us_as_the_authorized_party(
    come: Callable[[], SignedIn], provider: LocalProvider
) -> None:
    provider.spoil = change(aud=[CLIENT, "account"], azp=CLIENT)
    assert come().account.name == "hanako"


def test_an_answer_belongs_to_the_browser_that_asked(sso: SingleSignOn, provider: LocalProvider) -> None:
    url, seed = sso.begin(BACK)
    answer = provider.sign_in(url)
    _, anothers = sso.begin(BACK)
    for spoilt, kept in (
        (answer, anothers),
        (answer, ""),
        (answer | {"state": "x"}, seed),
        (answer | {"iss": "https://evil.example"}, seed),
        ({"state": answer["state"], "code": "x"}, seed),
    ):
        with pytest.raises(SignInRefused):
            sso.finish(spoilt, kept, BACK, Origin())
    assert sso.finish(answer, seed, BACK, Origin())
    with pytest.raises(SignInRefused):
        sso.finish(answer, seed, BACK, Origin())


def test_a_name_that_is_taken_is_linked_by_an_administrator_only(
    come: Callable[[], SignedIn], accounts: Accounts, provider: LocalProvider
) -> None:
    accounts.create("hanako", PASSWORD, role=Role.AGENT, department="市民課")
    with pytest.raises(SignInRefused, match="single-sign-on hanako"):
        come()
    accounts.sign_in_elsewhere("hanako", provider.issuer)
    with pytest.raises(SignInRefused):
        accounts.sign_in("hanako", PASSWORD)
    assert come().account.role is Role.CURATOR
    provider.person["sub"] = "43"
    with pytest.raises(SignInRefused, match="前からあります"):
        come()


def logout(provider: LocalProvider, **more: Any) -> str:
    return provider.token(**{"events": {LOGOUT: {}}, **more})


def test_what_ends_there_ends_here(
    come: Callable[[], SignedIn], sso: SingleSignOn, accounts: Accounts, provider: LocalProvider
) -> None:
    provider.spoil = change(sid="s1")
    first = come().token
    provider.spoil = change(sid="s2")
    second = come().token
    provider.spoil = lambda _: None
    for wrong in (
        logout(provider, sid="s1", nonce="n"),
        logout(provider, sid="s1", events={}),
        logout(provider, sid="s1", iat=int(time.time()) - 3600),
        provider.token(sid="s1"),
        "garbage",
        "",
    ):
        with pytest.raises(SignInRefused):
            sso.told_to_end(wrong)
    sso.told_to_end(logout(provider, sid="s1"))
    assert accounts.who(first) is None
    assert accounts.who(second)
    sso.told_to_end(logout(provider))
    assert accounts.who(second) is None


def test_a_provider_that_is_another_or_away_is_told_and_asked_no_more_for_a_while(
    store: Store, accounts: Accounts, provider: LocalProvider
) -> None:
    provider.published = "https://evil.example"
    sso = SingleSignOn(store, accounts, Provider(Client(provider.issuer, CLIENT, SECRET)), CLAIMS)
    with pytest.raises(SignInRefused, match="FAQBOT_OIDC_ISSUER"):
        sso.begin(BACK)
    with pytest.raises(SignInRefused, match="つながりません"):
        sso.begin(BACK)
    assert provider.asked == 1
    gone = SingleSignOn(store, accounts, Provider(Client("http://127.0.0.1:9", CLIENT)), CLAIMS)
    with pytest.raises(SignInRefused, match="つながりません"):
        gone.begin(BACK)


@pytest.mark.parametrize(
    "issuer", ["http://id.city.example.jp", "ftp://id.city.example.jp", "id.city.example.jp"]
)
def test_tokens_come_by_tls(issuer: str) -> None:
    with pytest.raises(SettingsError, match="https://"):
        Client(issuer, CLIENT)


def test_the_best_of_several_roles_and_the_department_we_have_a_name_for() -> None:
    told = {
        "sub": "1",
        "roles": ["faqbot-agent", "faqbot-admin", "faqbot-curator"],
        "groups": ["/市/環境課", "joho"],
    }
    who = person(told, replace(CLAIMS, role_claim="roles"))
    assert (who.name, who.role, who.department) == ("1", Role.ADMINISTRATOR, "情報システム課")


def test_a_claim_by_its_path_or_its_own_name() -> None:
    assert values({"a": {"b": ["x", 1]}}, "a.b") == ("x", "1")
    assert values({"https://city.example/roles": "x"}, "https://city.example/roles") == ("x",)
    assert values({"a": "text"}, "a.b") == ()
    assert values({"a": {"b": {}}}, "a.b") == ()


def test_another_key_is_learned(
    come: Callable[[], SignedIn], provider: LocalProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    come()
    provider.key = RSAKey.generate_key(2048, {"kid": "second"})
    with pytest.raises(SignInRefused):
        come()
    monkeypatch.setattr("faqbot.identity.provider._AGAIN_AFTER", 0.0)
    assert come().account.name == "hanako"
