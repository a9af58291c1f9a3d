"""One crawl of one source, from its pages to what people are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from faqbot.desk.desk import Desk
from faqbot.errors import NotFound
from faqbot.types import Entry, Proposal, ProposalKind
from scrapers.extract.found import Extracted, Hints
from scrapers.harvest.compare import Comparison, Difference, compare
from scrapers.harvest.memory import Memory, recall, remember
from scrapers.harvest.proposing import adopted, changes_nothing, doubt, proposal
from scrapers.harvest.report import Report
from scrapers.harvest.sightings import Sighting, sightings
from scrapers.page import Fetched, NotModified, Page, Reason, Refused
from scrapers.sources import Source

Crawl = Callable[[Source, Iterable[str]], Iterable[Fetched]]
"""The pages of a source; the URLs are those known from the last time, which are asked for as well."""
Extract = Callable[[Page, Hints], Extracted]


@dataclass(slots=True)
class _Seen:
    """What has come in so far."""

    things: dict[str, tuple[Sighting, ...]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unchanged: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def run(
    source: Source, desk: Desk, file: Path, *, crawl: Crawl, extract: Extract, now: Callable[[], datetime]
) -> Report:
    """Crawl, compare with what `file` remembers, propose, and remember: in this order, so that a crash loses nothing.

    Raises:
        NotFound: the source's collection does not exist.
    """
    stored = {entry.id: entry for entry in _entries(desk, source)}
    memory = recall(file, source)
    trusted = _trusted(desk, source, memory)
    seen = _see(source, memory, trusted, crawl(source, tuple(memory.digests)), extract)
    compared = compare(memory.things, seen.things, seen.gone, trusted=trusted)
    compared, differences = _adopt(compared, stored)
    at = now()
    published, waiting = _propose(source, desk, differences, compared, stored, at)
    digests = {
        url: d
        for url, d in {**memory.digests, **seen.digests}.items()
        if url not in seen.gone or url in compared.things
    }
    report = Report(
        source=source.name,
        title=source.title,
        at=at,
        read=len(seen.things),
        unchanged=seen.unchanged,
        refused=tuple(seen.refused),
        things=sum(map(len, compared.things.values())),
        published=published,
        waiting=waiting,
        problems=tuple(seen.problems),
    )
    remember(file, Memory(compared.things, digests, at, _figures(report)))
    return report


def _entries(desk: Desk, source: Source) -> tuple[Entry, ...]:
    try:
        return desk.hand_over(source.collection)
    except NotFound:
        raise NotFound(
            f"窓口「{source.collection}」がありません。先に faqbot init か faqbot import で作ってください。"
        ) from None


def _trusted(desk: Desk, source: Source, memory: Memory) -> frozenset[str]:
    """Pages that a person has said are right to say less, since they were last read."""
    accepted = desk.proposals.list(source=source.name, state="accepted")
    return frozenset(
        p.url
        for p in accepted
        if p.kind is ProposalKind.SUSPICIOUS
        and p.decided_at
        and memory.crawled_at
        and p.decided_at >= memory.crawled_at
    )


def _see(
    source: Source, memory: Memory, trusted: frozenset[str], fetched: Iterable[Fetched], extract: Extract
) -> _Seen:
    seen = _Seen()
    for each in fetched:
        match each:
            case Refused(url, Reason.GONE):
                seen.gone.add(url)
            case Refused(url, reason, detail):
                seen.refused.append((url, f"{reason} {detail}".strip()))
            case Page() as page:
                _read(page, source, memory, trusted, extract, seen)
            case NotModified(page=page):
                _read(page, source, memory, trusted, extract, seen)
    return seen


def _read(
    page: Page, source: Source, memory: Memory, trusted: frozenset[str], extract: Extract, seen: _Seen
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


def _adopt(compared: Comparison, stored: Mapping[str, Entry]) -> tuple[Comparison, list[Difference]]:
    """Let new things that are stored already under another id have that id; they are asked about if their category differs."""
    new = [d for d in compared.differences if d.kind is ProposalKind.NEW and d.now]
    taken = adopted((d.sighting for d in new), stored)
    differences: list[Difference] = []
    for d in compared.differences:
        entry = taken.get(d.sighting.entry.id) if d.kind is ProposalKind.NEW else None
        if entry is None:
            differences.append(d)
        elif d.sighting.entry.category not in ("", entry.category):
            known = replace(d.sighting, entry=replace(d.sighting.entry, id=entry.id))
            differences.append(replace(d, kind=ProposalKind.CHANGED, now=known))
    things = {
        url: tuple(
            replace(s, entry=replace(s.entry, id=taken[s.entry.id].id)) if s.entry.id in taken else s
            for s in each
        )
        for url, each in compared.things.items()
    }
    return replace(compared, things=things), differences


def _propose(
    source: Source,
    desk: Desk,
    differences: Iterable[Difference],
    compared: Comparison,
    stored: Mapping[str, Entry],
    at: datetime,
) -> tuple[tuple[str, ...], tuple[Proposal, ...]]:
    """The ids published at once, and what waits for people."""
    open_ = {p.entry_id: p for p in desk.proposals.list(source=source.name) if p.entry_id}
    tables: list[Proposal] = []
    rest = [doubt(each, source, at) for each in compared.shrunk]
    for difference in differences:
        entry_id = difference.sighting.entry.id
        asked = proposal(difference, stored.get(entry_id), open_.get(entry_id), source, at)
        if not changes_nothing(asked, stored.get(entry_id)):
            (tables if difference.sighting.table else rest).append(asked)
        elif entry_id in open_:
            desk.proposals.reject(open_[entry_id].id, by=source.author)
    made = desk.proposals.propose(tables, publish=source.publish == "tables", by=source.author)
    others = desk.proposals.propose(rest)
    return tuple(e.id for e in made.published), (*made.waiting, *others.waiting)


def _figures(report: Report) -> dict[str, object]:
    """What `faqbot scrape status` shows of the last crawl."""
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "refused": len(report.refused),
        "things": report.things,
        "published": len(report.published),
        "doubts": len(report.doubts),
    }
