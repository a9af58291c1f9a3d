"""Where does somebody come from, and may they from there? Addresses and the proxies before us. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from faqbot.errors import SettingsError

Network = IPv4Network | IPv6Network
UNKNOWN = ""
"""Where nobody can say where somebody comes from: no network has it."""


class Surface(StrEnum):
    """What can be reached over a network, each with networks of its own."""

    API = "api"
    """The residents' page, the widget and the API."""
    DESK = "desk"
    PANEL = "panel"
    METRICS = "metrics"


@dataclass(frozen=True, slots=True)
class Networks:
    """Which proxies are believed, and from where each surface may be reached; one without networks, from everywhere."""

    proxies: tuple[Network, ...] = ()
    allowed: Mapping[Surface, tuple[Network, ...]] = field(default_factory=dict)

    def client(self, peer: str, forwarded: Sequence[str]) -> str:
        """Who is asking: the peer or, behind proxies that we believe, whom they say.

        `forwarded` are the entries of X-Forwarded-For in their order. Each proxy appends whom it saw, so they are read from
        the right and only as far as proxies of ours go: what is further left, anybody may have written.
        """
        at = _address(peer)
        for entry in reversed(forwarded):
            if at is None or not self._is_proxy(at):
                break
            at = _address(entry)
        return str(at) if at else UNKNOWN

    def believes(self, peer: str) -> bool:
        """Whether this peer is a proxy of ours."""
        at = _address(peer)
        return at is not None and self._is_proxy(at)

    def allows(self, surface: Surface, address: str) -> bool:
        """Whether a surface may be reached from an address."""
        networks = self.allowed.get(surface, ())
        at = _address(address)
        return not networks or (at is not None and any(at in network for network in networks))

    def _is_proxy(self, at: IPv4Address | IPv6Address) -> bool:
        return any(at in network for network in self.proxies)


def read_networks(variable: str, texts: Sequence[str]) -> tuple[Network, ...]:
    """Networks as they are written in a setting: `10.1.0.0/16`, `2001:db8::/32`, or one address.

    Raises:
        SettingsError: one is none, or has bits outside of its mask, and so may mean something else than it says.
    """
    try:
        return tuple(map(ip_network, texts))
    except ValueError:
        raise SettingsError(
            f"{variable} は 10.1.0.0/16 のようなネットワークを空白で区切って並べてください（いまは「{' '.join(texts)}」）。"
        ) from None


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    at = _address(address)
    return at is not None and at.is_loopback


def party(address: str) -> str:
    """How much of an address one party holds: all of IPv4; of IPv6 the /64 (RFC 7421), where addresses are theirs to make up."""
    at = _address(address)
    return str(ip_network((at, 64), strict=False)) if isinstance(at, IPv6Address) else address


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, also with a port or in brackets; one of IPv4 that is written as IPv6 is that of IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        at = ip_address(text)
    except ValueError:
        return None
    return getattr(at, "ipv4_mapped", None) or at


ANYWHERE = Networks()
"""Every surface from everywhere, and no proxy."""
