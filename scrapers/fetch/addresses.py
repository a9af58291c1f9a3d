"""Which network addresses may be connected to. Pure.

A page on the city's site may redirect to, or a name in its DNS may stand for, a machine inside the city hall's own
network. Only addresses of the public internet are admitted (the registries of RFC 6890, through `ipaddress`); an IPv4
address that an IPv6 one carries inside is judged as such.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address
_REFUSED = tuple(
    ip_network(network)
    for network in (
        "::/96",  # IPv4-compatible, deprecated (RFC 4291, 2.5.5.1)
        "64:ff9b:1::/48",  # NAT64 inside one's own network (RFC 8215)
        "2001::/32",  # Teredo: carries a server's and a client's address (RFC 4380)
        "192.88.99.0/24",  # relays of 6to4, deprecated (RFC 7526)
    )
)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Public addresses, and the networks that are allowed by name: a test's own server, an intranet that shall be crawled."""

    allowed: tuple[Network, ...] = ()

    @classmethod
    def allowing(cls, *networks: str) -> AddressPolicy:
        return cls(tuple(ip_network(network) for network in networks))

    def admits(self, address: str) -> bool:
        """Whether to connect; what is no address at all is not admitted."""
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        return any(found in network for network in self.allowed) or _public(_carried(found))


def _carried(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _public(address: Address) -> bool:
    if any(address in network for network in _REFUSED):
        return False
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)
