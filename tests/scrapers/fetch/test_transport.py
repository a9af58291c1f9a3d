"""Real sockets: the server is at 127.0.0.1, which only a policy that names it may reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

import httpx
import pytest

from scrapers.fetch.addresses import AddressPolicy
from scrapers.fetch.declined import Declined
from scrapers.fetch.transport import GuardedTransport, Resolver, system_resolver
from scrapers.page import Reason
from tests.scrapers.conftest import Hands
from tests.scrapers.server import Reply, Site, html

HERE = AddressPolicy.allowing("127.0.0.1/32")


def get(
    url: str, policy: AddressPolicy, hands: Hands, resolver: Resolver = system_resolver
) -> httpx.Response:
    transport = GuardedTransport(policy, hands, resolver)
    transport.deadline.begin(60)
    with httpx.Client(transport=transport, timeout=10) as client:
        return client.get(url)


def test_a_server_of_the_allowed_network_answers(site: Site, hands: Hands) -> None:
    site.pages["/"] = html("みほん市")
    assert get(site.url("/"), HERE, hands).text == "みほん市"


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://169.254.169.254/", "http://[::1]/"],
)
def test_private_addresses_are_refused_before_anything_is_sent(site: Site, hands: Hands, url: str) -> None:
    with pytest.raises(Declined) as refusal:
        get(url.format(port=site.host.partition(":")[2]), AddressPolicy(), hands)
    assert refusal.value.reason is Reason.ADDRESS
    assert site.asked == []


@pytest.mark.parametrize("found", [["10.0.0.7"], ["8.8.8.8", "10.0.0.7"], ["::ffff:192.168.0.1"]])
def test_a_name_that_points_inside_is_refused(hands: Hands, found: list[str]) -> None:
    with pytest.raises(Declined) as refusal:
        get("http://www.city.mihon.example/", AddressPolicy(), hands, lambda host, port: found)
    assert refusal.value.reason is Reason.ADDRESS


def test_a_name_is_looked_up_once_for_each_connection_and_that_address_is_used(
    site: Site, hands: Hands
) -> None:
    """DNS rebinding: the second answer would lead elsewhere, and is never asked for."""
    answers: Iterator[Sequence[str]] = iter([["127.0.0.1"], ["127.0.0.2"]])
    site.pages["/"] = html("みほん市")
    port = site.host.partition(":")[2]
    assert get(f"http://city.mihon.example:{port}/", HERE, hands, lambda *_: next(answers)).status_code == 200
    assert site.asked[0].headers["host"] == f"city.mihon.example:{port}"
    with pytest.raises(Declined):
        get(f"http://city.mihon.example:{port}/", HERE, hands, lambda *_: next(answers))
    assert len(site.asked) == 1


def test_the_next_address_is_tried_where_one_is_dead(site: Site, hands: Hands) -> None:
    site.pages["/"] = html("みほん市")
    port = site.host.partition(":")[2]
    policy = AddressPolicy.allowing("127.0.0.0/8")
    found = get(f"http://city.mihon.example:{port}/", policy, hands, lambda *_: ["127.0.0.9", "127.0.0.1"])
    assert found.status_code == 200


def test_a_name_without_address_is_a_network_error(hands: Hands) -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise OSError("no such host")

    with pytest.raises(httpx.TransportError):
        get("http://city.mihon.example/", HERE, hands, unknown)


def test_a_slow_drip_ends_at_the_deadline(site: Site, hands: Hands) -> None:
    """The server sends single bytes without end; each look at the clock is five seconds later."""
    site.pages["/"] = Reply(repeat(b"x"), headers={"Content-Type": "text/html"})
    hands.step = 5
    with pytest.raises(Declined) as refusal:
        get(site.url("/"), HERE, hands)
    assert refusal.value.reason is Reason.DEADLINE


def test_a_connection_that_breaks_is_a_network_error(site: Site, hands: Hands) -> None:
    site.pages["/"] = Reply(iter([b"half"]), headers={"Content-Length": "8"})
    with pytest.raises(httpx.TransportError):
        get(site.url("/"), HERE, hands)
