"""What does the audit say? Its records, and whether any was changed, taken out, put in or moved.

The records are a chain (see `chain`) from the first to the last, over every kind of object; its head says how long it is. Who
can write the database can forge chain and head alike, so an `Anchor` is to be kept elsewhere: on paper, in another machine's log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum

from faqbot.staff.chain import START, linked


class Deed(StrEnum):
    """What was done."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    REFUSED = "refused"
    LOCKED = "locked"
    LOOKED = "looked"
    EXPORTED = "exported"
    ERASED = "erased"
    KEY_CHANGED = "key_changed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One thing done. `before` and `after` are SHA-256 of what the object was: they prove, and tell nothing."""

    number: int
    at: datetime
    who: str
    address: str
    request: str
    deed: Deed
    kind: str
    """What sort of thing: a table's name, mostly."""
    thing: str
    """Which of them."""
    before: str = ""
    after: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The end of the chain at one time: how many records there were, and the digest of the last."""

    number: int = 0
    digest: str = START


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSought:
    """Which records? What is empty or None narrows nothing; `since` counts, `until` does not."""

    who: str = ""
    deed: Deed | None = None
    kind: str = ""
    thing: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = 200


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole chain as stored at one time: (number, JSON) in order, its end as kept, and whether that bears our seal."""

    links: Iterable[tuple[int, str]]
    head: Anchor
    sealed: bool


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain is broken, and how."""

    number: int
    what: str


_BOUND = tuple(field.name for field in fields(Record) if field.name != "digest")


def moment(at: datetime) -> str:
    """A time as records hold it: ISO 8601 in UTC with microseconds, so that text sorts as time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def bind(record: Mapping[str, object], previous: str) -> str:
    """The digest of a record (by field, `at` as ISO text) after the one with the digest `previous`."""
    return linked(previous, [record[name] for name in _BOUND])


def read(link: str) -> Record:
    """A record from its JSON as stored.

    Raises:
        ValueError, TypeError, KeyError: it was not written by us.
    """
    values = json.loads(link)
    at, deed = datetime.fromisoformat(values["at"]), Deed(values["deed"])
    return Record(**values | {"at": at, "deed": deed})


def breaks(chain: Chain, anchors: Mapping[int, str] | None = None) -> Iterator[Break]:
    """What is wrong with a chain; `anchors`, digests by number, are what was kept elsewhere."""
    kept = dict(anchors or {})
    last = Anchor()
    for number, link in chain.links:
        if number != last.number + 1:
            yield Break(last.number + 1, "記録がなくなっています")
            last = Anchor(number - 1, "")
        found, right = _follows(link, number, last.digest)
        if not right:
            yield Break(number, "記録が書きかえられたか、前後の記録がなくなったか、順番が変えられています")
        if kept.pop(number, found) != found:
            yield Break(number, "控えの値と違います")
        last = Anchor(number, found)
    if last != chain.head or not chain.sealed:
        yield Break(last.number, "最後の記録が、別にしまってある値と合いません")
    for number in sorted(kept):
        yield Break(number, "控えにある記録がありません")


def _follows(link: str, number: int, previous: str) -> tuple[str, bool]:
    """The digest that a record bears, and whether it is the one that follows."""
    try:
        values = json.loads(link)
        found = str(values["digest"])
        return found, values["number"] == number and found == bind(values, previous)
    except (ValueError, TypeError, KeyError):
        return START, False
