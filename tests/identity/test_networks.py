"""Where somebody comes from: only proxies of ours are believed, and only as far as they reach."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from faqbot.app import make_networks
from faqbot.errors import SettingsError
from faqbot.identity.networks import ANYWHERE, UNKNOWN, Networks, Surface
from faqbot.settings import Settings

OURS = Networks(proxies=(ip_network("127.0.0.1/32"), ip_network("10.0.0.0/24"), ip_network("fd00::/64")))


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.1", [], "192.0.2.1"),
        ("192.0.2.1", ["10.9.9.9"], "192.0.2.1"),
        ("127.0.0.1", ["192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["10.9.9.9", "192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["10.9.9.9", "192.0.2.1", " 10.0.0.7 "], "192.0.2.1"),
        ("127.0.0.1", ["10.0.0.8", "10.0.0.7"], "10.0.0.8"),
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["192.0.2.1:4711"], "192.0.2.1"),
        ("fd00::1", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("::ffff:127.0.0.1", ["::ffff:192.0.2.1"], "192.0.2.1"),
        ("127.0.0.1", ["10.0.0.5", "unknown"], UNKNOWN),
        ("127.0.0.1", [""], UNKNOWN),
        ("", [], UNKNOWN),
        ("testclient", ["127.0.0.1"], UNKNOWN),
    ],
)
def test_entries_are_read_from_the_right_through_our_proxies(
    peer: str, forwarded: list[str], client: str
) -> None:
    assert OURS.client(peer, forwarded) == client


def test_a_surface_has_its_own_networks() -> None:
    networks = make_networks(Settings(desk_networks=("10.1.0.0/16", "2001:db8::7")))
    reached = ("10.1.2.3", "2001:db8::7", "10.2.0.1", "2001:db8::8", UNKNOWN)
    assert [networks.allows(Surface.DESK, each) for each in reached] == [True, True, False, False, False]
    assert networks.allows(Surface.API, UNKNOWN)
    assert networks.believes("::1")
    assert not ANYWHERE.believes("127.0.0.1")


@pytest.mark.parametrize("text", ["10.1.0.0/33", "10.1.0.7/16", "city", "10.1.*"])
def test_what_is_no_network_is_told_with_its_setting(text: str) -> None:
    with pytest.raises(SettingsError, match="FAQBOT_PANEL_NETWORKS"):
        make_networks(Settings(panel_networks=(text,)))
