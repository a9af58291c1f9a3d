"""The keys of machines."""

from __future__ import annotations

from datetime import timedelta

import pytest

from faqbot.errors import InvalidInput, NotFound
from faqbot.identity.api_keys import ApiKeys
from faqbot.staff.credentials import Scope
from faqbot.store.base import Store
from tests.conftest import Clock


@pytest.fixture
def keys(store: Store, clock: Clock) -> ApiKeys:
    return ApiKeys(store, clock=clock)


def test_a_key_opens_what_it_is_for_until_it_expires(keys: ApiKeys, clock: Clock) -> None:
    made, sent = keys.create("案内端末", [Scope.ASK], days=30)
    assert sent.startswith(f"fq_{made.id}_")
    holder = keys.holder(sent, Scope.ASK)
    assert holder
    assert holder.name == "案内端末"
    assert keys.holder(sent, Scope.METRICS) is None
    (listed,) = keys.all()
    assert listed.used_at == clock.now
    clock.now += timedelta(days=30)
    assert keys.holder(sent, Scope.ASK) is None


def test_a_revoked_key_opens_nothing(keys: ApiKeys) -> None:
    made, sent = keys.create("案内端末", [Scope.ASK], days=30)
    keys.revoke(made.id)
    assert keys.holder(sent, Scope.ASK) is None
    with pytest.raises(NotFound):
        keys.revoke("nothing")


def test_the_store_does_not_hold_what_the_machine_sends(keys: ApiKeys, store: Store) -> None:
    made, sent = keys.create("案内端末", [Scope.ASK], days=30)
    assert sent.rpartition("_")[2] not in str(store.api_key(made.id))
    assert made.digest not in repr(made)


@pytest.mark.parametrize(
    "sent", ["", "fq_", "fq__", "fq_{id}_", "fq_{id}_x", "{id}", "fq_x_{secret}", "\ud800"]
)
def test_what_is_no_key_opens_nothing(keys: ApiKeys, sent: str) -> None:
    made, real = keys.create("案内端末", [Scope.ASK], days=30)
    secret = real.removeprefix(f"fq_{made.id}_")
    assert keys.holder(real, Scope.ASK)
    assert keys.holder(sent.format(id=made.id, secret=secret), Scope.ASK) is None


@pytest.mark.parametrize(
    ("name", "scopes", "days"),
    [("", [Scope.ASK], 1), ("a", [], 1), ("a", [Scope.ASK], 0), ("a", [Scope.ASK], 999)],
)
def test_a_key_without_bounds_is_refused(keys: ApiKeys, name: str, scopes: list[Scope], days: int) -> None:
    with pytest.raises(InvalidInput):
        keys.create(name, scopes, days=days)
    assert keys.all() == ()
