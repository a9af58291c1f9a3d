"""What has changed on a site since the last crawl: new, changed, gone, moved; and what is too much to be believed. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from faqbot.types import ProposalKind
from scrapers.harvest.sightings import Sighting

Things = Mapping[str, tuple[Sighting, ...]]
"""The sightings of each page, by URL."""

FEW = 5
"""A page or site with fewer things may lose most of them in one honest edit."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise than last time; `now` bears the id of `before`, which stays with the thing."""

    kind: ProposalKind
    url: str
    before: Sighting | None
    now: Sighting | None

    @property
    def sighting(self) -> Sighting:
        """The thing, as it is now if it is."""
        sighting = self.now or self.before
        assert sighting is not None, "a difference is about something"
        return sighting


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A page (or all of them: the URL is then empty) that says far less than last time, and is not believed."""

    url: str
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """`things` are what is known of every page from now on: of one that has shrunk, what it said before."""

    differences: tuple[Difference, ...]
    shrunk: tuple[Shrunk, ...]
    things: Things


def compare(
    last: Things, read: Things, gone: Collection[str], *, trusted: Collection[str] = ()
) -> Comparison:
    """Compare the pages that were read (and those that are gone) with what they said last time. All others stand as they did.

    A page that says nothing any more, or less than half of FEW things or more, is not believed unless a person does
    (`trusted`); nor are the pages together, when half of all that is known would go at once.
    """
    shrunk = tuple(
        Shrunk(url, len(last[url]), len(things))
        for url, things in read.items()
        if url in last and url not in trusted and _is_less(len(last[url]), len(things))
    )
    doubted = {each.url for each in shrunk}
    believed = {url: things for url, things in read.items() if url not in doubted}
    now = _with_old_ids(believed, last) | {url: () for url in gone if url in last}
    old = {url: last.get(url, ()) for url in now}
    elsewhere = {s.entry.id for things in {**last, **now}.values() for s in things}
    made = [
        d
        for d in _differences(old, now)
        if d.kind is not ProposalKind.GONE or d.sighting.entry.id not in elsewhere
    ]
    known = sum(map(len, last.values()))
    lost = [d for d in made if d.kind is ProposalKind.GONE]
    if len(lost) >= FEW and len(lost) * 2 > known and "" not in trusted:
        return _held_back(made, lost, last, now, shrunk, known)
    return Comparison(tuple(made), shrunk, _without_empty({**last, **_with_moved_ids(now, made)}))


def _is_less(before: int, now: int) -> bool:
    return before > 0 and (now == 0 or (before >= FEW and now * 2 < before))


def _held_back(
    made: Sequence[Difference],
    lost: Sequence[Difference],
    last: Things,
    now: Things,
    shrunk: tuple[Shrunk, ...],
    known: int,
) -> Comparison:
    """Everything but the removals; the pages that lost something are known as before."""
    doubted = {d.url for d in lost}
    rest = tuple(d for d in made if d.url not in doubted)
    kept = {url: things for url, things in _with_moved_ids(now, rest).items() if url not in doubted}
    return Comparison(rest, (*shrunk, Shrunk("", known, known - len(lost))), _without_empty({**last, **kept}))


def _differences(old: Things, now: Things) -> list[Difference]:
    changed: list[Difference] = []
    appeared: dict[str, list[tuple[str, Sighting]]] = defaultdict(list)
    vanished: dict[str, list[tuple[str, Sighting]]] = defaultdict(list)
    for url in now:
        before, after = _by_key(old[url]), _by_key(now[url])
        for key in dict.fromkeys((*after, *before)):
            if key not in before:
                appeared[key].append((url, after[key]))
            elif key not in after:
                vanished[key].append((url, before[key]))
            elif before[key].says() != after[key].says():
                changed.append(_same(ProposalKind.CHANGED, url, before[key], after[key]))
    changed += _moved(vanished, appeared)
    changed += (Difference(ProposalKind.GONE, url, s, None) for each in vanished.values() for url, s in each)
    changed += (Difference(ProposalKind.NEW, url, None, s) for each in appeared.values() for url, s in each)
    order = {url: place for place, url in enumerate(now)}
    return sorted(changed, key=lambda d: order[d.url])


def _moved(
    vanished: dict[str, list[tuple[str, Sighting]]], appeared: dict[str, list[tuple[str, Sighting]]]
) -> Iterator[Difference]:
    """The one thing of its name that went from one page and came to another; it is taken out of both."""
    for key in [*vanished]:
        if len(vanished[key]) == len(appeared.get(key, ())) == 1:
            ((_, before),) = vanished.pop(key)
            ((url, after),) = appeared.pop(key)
            kind = ProposalKind.MOVED if before.says() == after.says() else ProposalKind.CHANGED
            yield _same(kind, url, before, after)


def _same(kind: ProposalKind, url: str, before: Sighting, after: Sighting) -> Difference:
    return Difference(kind, url, before, _named(after, before.entry.id))


def _named(sighting: Sighting, entry_id: str) -> Sighting:
    return replace(sighting, entry=replace(sighting.entry, id=entry_id))


def _with_old_ids(now: Things, last: Things) -> dict[str, tuple[Sighting, ...]]:
    """What was on its page last time has the id that it had then."""
    ids = {url: {s.key: s.entry.id for s in last.get(url, ())} for url in now}
    return {
        url: tuple(_named(s, ids[url].get(s.key, s.entry.id)) for s in things) for url, things in now.items()
    }


def _with_moved_ids(now: Things, made: Sequence[Difference]) -> Things:
    """What has come from another page has brought its id along."""
    found = {(d.url, d.now.key): d.now for d in made if d.now}
    return {url: tuple(found.get((url, s.key), s) for s in things) for url, things in now.items()}


def _without_empty(things: Things) -> Things:
    return {url: each for url, each in things.items() if each}


def _by_key(things: Sequence[Sighting]) -> dict[str, Sighting]:
    return {sighting.key: sighting for sighting in things}
