"""The one house of this process: opened before the first page is served, the same for everybody who signs in."""

from __future__ import annotations

from dataclasses import dataclass

from faqbot.curation.curation import Curation


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the staff's own pages are, seen from the panel: another port of the same host, or the same server."""

    port: int
    behind_one_server: bool = False

    def page(self, path: str, *, seen_at: str) -> str:
        """The address of a page of the staff, for who sees the panel at the address `seen_at`."""
        if self.behind_one_server:
            return path
        scheme, _, rest = seen_at.partition("://")
        host = rest.split("/", 1)[0]
        name = host if host.endswith("]") else host.rpartition(":")[0] or host
        return f"{scheme}://{name}:{self.port}{path}"


@dataclass(frozen=True, slots=True)
class House:
    """What the pages stand on."""

    curation: Curation
    desk: Desk


_ours: list[House] = []


def move_in(house: House) -> None:
    """Make this the house of the process."""
    _ours[:] = [house]


def ours() -> House:
    """The house that the process moved into."""
    (house,) = _ours
    return house


def move_out() -> None:
    """Leave it: it is about to be shut."""
    _ours.clear()
