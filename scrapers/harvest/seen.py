"""What a walk over a source brings in: pages read into things, pages that have not changed, pages that did not come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from scrapers.extract.found import Extracted, Hints
from scrapers.harvest.memory import Memory
from scrapers.harvest.reasons import in_words
from scrapers.harvest.sightings import Sighting, sightings
from scrapers.journal import PASSING
from scrapers.page import Fetched, NotModified, Page, Reason, Refused
from scrapers.sources import Source


class Visits(Protocol):
    """The pages of a source, one after the other."""

    @property
    def problem(self) -> str:
        """Why there were not more of them, in words; empty where that was all. Known afterwards."""
        ...

    def __iter__(self) -> Iterator[Fetched]: ...


Crawl = Callable[[Source, Collection[str]], Visits]
"""The URLs are those known from the last time, which are asked for as well."""
Extract = Callable[[Page, Hints], Extracted]


@dataclass(slots=True)
class Seen:
    """What has come in so far."""

    things: dict[str, tuple[Sighting, ...]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    broken_off: str = ""


def see(source: Source, memory: Memory, trusted: frozenset[str], visits: Visits, extract: Extract) -> Seen:
    """Read what has changed since `memory`, and the pages of `trusted` in any case (all of them where "" is among those)."""
    seen = Seen()
    for each in visits:
        match each:
            case Refused():
                if each.reason is Reason.GONE:
                    seen.gone.add(each.url)
                if _matters(each, source, memory):
                    seen.refused.append((each.url, in_words(each)))
            case Page() as page:
                _read(page, source, memory, trusted, extract, seen)
            case NotModified(page=page):
                _read(page, source, memory, trusted, extract, seen)
    seen.broken_off = visits.problem
    seen.problems += filter(None, [visits.problem])
    return seen


def _matters(refused: Refused, source: Source, memory: Memory) -> bool:
    """Whether an operator should know: a start, or a page that could be read before, or a trouble that passes.

    Others are links that lead nowhere, every night anew.
    """
    known = refused.url in memory.digests and refused.reason is not Reason.GONE
    return known or refused.url in source.start or refused.reason in PASSING


def _read(
    page: Page, source: Source, memory: Memory, trusted: frozenset[str], extract: Extract, seen: Seen
) -> None:
    """Read a page, unless it is what was read last time, in the same way. One that leads elsewhere has moved there."""
    url, digest = page.final_url, _digest(page, source)
    if page.url != url:
        seen.gone.add(page.url)
    if url in seen.things:
        return
    if memory.digests.get(url) == digest and not trusted & {url, ""}:
        seen.unchanged += 1
        return
    extracted = extract(page, source.hints)
    seen.digests[url] = digest
    seen.things[url] = sightings(extracted, source)
    seen.problems += extracted.problems


def _digest(page: Page, source: Source) -> str:
    """Of what is read and how: with other hints the same page says something else."""
    how = repr((source.hints, sorted(source.categories.items()), source.department)).encode()
    return sha256(how + b"\0" + page.body).hexdigest()
