"""New things that are there already: put in by somebody before the site was crawled, or said by another page as well. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from faqbot.types import Entry, ProposalKind, Status
from scrapers.harvest.compare import Comparison, Difference
from scrapers.harvest.sightings import Sighting


def adopt(
    compared: Comparison, stored: Mapping[str, Entry]
) -> tuple[Comparison, list[Difference], list[str]]:
    """Let new things that are there already under another id have that id.

    What is stored is asked about if its category differs; where two pages of the site disagree, the operator is told.
    """
    new = [d.now for d in compared.differences if d.kind is ProposalKind.NEW and d.now]
    taken = _adopted(new, stored)
    differences: list[Difference] = []
    at_odds: list[str] = []
    for d in compared.differences:
        here, first = d.sighting.entry, taken.get(d.sighting.entry.id)
        if first is None or d.kind is not ProposalKind.NEW:
            differences.append(d)
        elif here.category and here.category != first.category:
            if first.id in stored:
                differences.append(replace(d, kind=ProposalKind.CHANGED, now=_under(d.sighting, first.id)))
            else:
                at_odds.append(
                    f"「{here.question}」の分類が、ページによって違います: "
                    f"{first.category}（{first.source_url}）と {here.category}（{here.source_url}）"
                )
    things = {
        url: tuple(_under(s, taken[s.entry.id].id) if s.entry.id in taken else s for s in each)
        for url, each in compared.things.items()
    }
    return replace(compared, things=things), differences, at_odds


def _under(sighting: Sighting, entry_id: str) -> Sighting:
    return replace(sighting, entry=replace(sighting.entry, id=entry_id))


def _adopted(sightings: Iterable[Sighting], stored: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entry of each new sighting that asks what another one asks already, by the sighting's id.

    Somebody has put it in before the site was crawled, or another page says it too; it shall not be there twice.
    """
    named = {(e.question, e.condition): e for e in stored.values() if e.status is not Status.ARCHIVED}
    found: dict[str, Entry] = {}
    for sighting in sightings:
        entry = sighting.entry
        first = named.setdefault((entry.question, entry.condition), entry)
        # 色紙 is いろがみ or しきし: what is read in two ways is two things.
        alike = not (first.reading and entry.reading) or first.reading == entry.reading
        if alike and first.id != entry.id and entry.id not in stored:
            found[entry.id] = first
    return found
