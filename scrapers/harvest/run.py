"""One crawl of one source, from its pages to what people are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from faqbot.desk.desk import Desk
from faqbot.errors import NotFound
from faqbot.types import Entry, Proposal, ProposalKind
from scrapers.harvest.adopting import adopt
from scrapers.harvest.compare import Comparison, Difference, compare
from scrapers.harvest.memory import Memory, recall, remember
from scrapers.harvest.proposing import changes_nothing, doubt, proposal
from scrapers.harvest.report import Report
from scrapers.harvest.seen import Crawl, Extract, Seen, see
from scrapers.sources import Source


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
    seen = see(source, memory, trusted, crawl(source, memory.digests.keys()), extract)
    if not (seen.unchanged or seen.things or seen.gone - {*source.start}):
        why = "、".join([*seen.problems, *(f"{url}（{reason}）" for url, reason in seen.refused)])
        return Report(
            source=source.name, title=source.title, at=now(), failure=why or "読めるページがありません"
        )
    compared = compare(memory.things, seen.things, seen.gone, trusted=trusted)
    compared, differences, at_odds = adopt(compared, stored)
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
        problems=(*seen.problems, *at_odds),
    )
    remember(file, Memory(compared.things, digests, at, _figures(report, seen)))
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
    rest = [doubt(shrunk, source, at) for shrunk in compared.shrunk]
    firsts: dict[str, Difference] = {}
    for each in differences:  # of what two pages say of one entry, the first
        firsts.setdefault(each.sighting.entry.id, each)
    for entry_id, difference in firsts.items():
        asked = proposal(difference, stored.get(entry_id), open_.get(entry_id), source, at)
        if not changes_nothing(asked, stored.get(entry_id)):
            (tables if difference.sighting.table else rest).append(asked)
        elif entry_id in open_:
            desk.proposals.reject(open_[entry_id].id, by=source.author)
    made = desk.proposals.propose(tables, publish=source.publish == "tables", by=source.author)
    others = desk.proposals.propose(rest)
    return tuple(e.id for e in made.published), (*made.waiting, *others.waiting)


def _figures(report: Report, seen: Seen) -> dict[str, object]:
    """What `faqbot scrape status` shows of the last crawl."""
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "refused": len(report.refused),
        "things": report.things,
        "published": len(report.published),
        "doubts": len(report.doubts),
        "problems": len(report.problems),
        "broken_off": seen.broken_off,
    }
