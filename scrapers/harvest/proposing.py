"""From differences to proposals, seen against what is stored and what is waiting already."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from faqbot.desk.proposals import merge
from faqbot.text.sentences import changes
from faqbot.types import Entry, Proposal, ProposalKind
from scrapers.harvest.compare import Difference, Shrunk
from scrapers.sources import Source


def proposal(
    difference: Difference, stored: Entry | None, waiting: Proposal | None, source: Source, at: datetime
) -> Proposal:
    """What a difference asks. Where an earlier change still waits, it is compared with what was there before that one."""
    before, now = difference.before, difference.now
    base = before.entry if before else None
    if waiting and waiting.kind is not ProposalKind.GONE:
        base = waiting.base
    said = now.entry if now else None
    kind = _kind(difference.kind, base, said, waiting)
    old = _shown(stored if base is None and kind is ProposalKind.CHANGED else base)
    new = _shown(said)
    if kind is ProposalKind.MOVED and base and said:
        old, new = base.source_url, said.source_url
    return Proposal(
        source=source.name,
        collection=source.collection,
        department=difference.sighting.entry.department,
        kind=kind,
        url=difference.url,
        entry_id=difference.sighting.entry.id,
        before=old,
        after=new,
        sentences=() if kind is ProposalKind.MOVED else changes(old, new),
        base=base,
        said=said,
        found_at=at,
    )


def _kind(
    kind: ProposalKind, base: Entry | None, said: Entry | None, waiting: Proposal | None
) -> ProposalKind:
    """What it is together with the change that still waits."""
    if said and waiting and waiting.kind is ProposalKind.NEW:
        return ProposalKind.NEW
    if kind is ProposalKind.MOVED and base and said and _shown(base) != _shown(said):
        return ProposalKind.CHANGED
    return kind


def doubt(shrunk: Shrunk, source: Source, at: datetime) -> Proposal:
    """What a page that says far less asks: is that so?"""
    return Proposal(
        source=source.name,
        collection=source.collection,
        department=source.department,
        kind=ProposalKind.SUSPICIOUS,
        url=shrunk.url,
        before=f"{shrunk.before} 件",
        after=f"{shrunk.now} 件",
        found_at=at,
    )


def changes_nothing(asked: Proposal, stored: Entry | None) -> bool:
    """Whether accepting it would write nothing but where and when the site said it."""
    merged = merge(asked, stored).entry
    if merged is None or stored is None:
        return merged is None
    if asked.kind is ProposalKind.MOVED:
        return merged.source_url == stored.source_url
    origin = {"source_title": "", "source_url": "", "checked_on": None}
    return replace(merged, **origin) == replace(stored, **origin)  # type: ignore[arg-type]


def _shown(entry: Entry | None) -> str:
    """An entry as a person compares it."""
    if entry is None:
        return ""
    name = f"{entry.question}（{entry.condition}）" if entry.condition else entry.question
    said = [f"■ {name}", f"分類: {entry.category}" if entry.category else "", entry.answer]
    return "\n".join(filter(None, said))
