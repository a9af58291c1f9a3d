from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.fetch.addresses import AddressPolicy

PUBLIC = [
    "8.8.8.8",
    "133.242.0.1",
    "2001:4860:4860::8888",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]
INSIDE = """
    127.0.0.1 127.8.8.8 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 100.127.255.254
    192.0.2.1 198.18.0.1 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 192.88.99.1
    ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 fec0::1 ff02::1 2001:db8::1 2001::1
    ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::808:808 2002:7f00:1::1 2002:a00:1::1
""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet_is_admitted(address: str) -> None:
    assert AddressPolicy().admits(address)


@pytest.mark.parametrize("address", INSIDE)
def test_what_lies_inside_is_not(address: str) -> None:
    assert not AddressPolicy().admits(address)


@pytest.mark.parametrize("word", ["", "localhost", "0x7f.1", "127.1", "2130706433", "[::1]"])
def test_what_is_no_address_is_not(word: str) -> None:
    assert not AddressPolicy().admits(word)


def test_a_network_is_allowed_by_name_and_no_other() -> None:
    policy = AddressPolicy.allowing("10.20.0.0/16")
    assert policy.admits("10.20.3.4")
    assert not policy.admits("10.21.3.4")
    assert not policy.admits("127.0.0.1")


@given(st.ip_addresses(v=4))
def test_an_address_carried_in_another_is_judged_as_itself(address: object) -> None:
    policy = AddressPolicy()
    assert policy.admits(f"::ffff:{address}") == policy.admits(str(address))
