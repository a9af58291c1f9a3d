"""What the last crawl of a source saw, in one file of JSON lines that is replaced in one step.

The first line tells of the crawl, each further one of a page. Pages are public, so the file is not encrypted. What is damaged
is as if nothing had been seen: then everything is compared with what is stored, and nothing is lost.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from faqbot.types import Entry
from scrapers.harvest.compare import Things
from scrapers.harvest.sightings import Sighting
from scrapers.sources import Source

_TEXTS = (
    "id",
    "question",
    "reading",
    "answer",
    "category",
    "condition",
    "subject",
    "department",
    "source_title",
    "source_url",
)


@dataclass(frozen=True, slots=True)
class Memory:
    """`digests` tell of each page by URL what it held when it was last read; `report` is what the last crawl ended with."""

    things: Things = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    crawled_at: datetime | None = None
    report: Mapping[str, Any] = field(default_factory=dict)


def recall(path: Path, source: Source) -> Memory:
    """What is remembered of a source; nothing if it has never been crawled."""
    try:
        head, *pages = map(json.loads, path.read_text("utf-8").splitlines())
        return Memory(
            things={
                page["url"]: tuple(_sighting(s, source) for s in page["things"])
                for page in pages
                if page["things"]
            },
            digests={page["url"]: page["digest"] for page in pages},
            crawled_at=datetime.fromisoformat(head["crawled_at"]),
            report=head["report"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()


def remember(path: Path, memory: Memory) -> None:
    """Replace what is remembered: whoever is killed while writing leaves the old file."""
    at = memory.crawled_at.isoformat() if memory.crawled_at else ""
    lines: list[Any] = [{"crawled_at": at, "report": dict(memory.report)}]
    for url in memory.digests:
        things = [_packed(s) for s in memory.things.get(url, ())]
        lines.append({"url": url, "digest": memory.digests[url], "things": things})
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".", delete=False) as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    os.replace(file.name, path)


def _packed(sighting: Sighting) -> dict[str, Any]:
    entry = sighting.entry
    texts = {name: text for name in _TEXTS if (text := getattr(entry, name))}
    checked_on = entry.checked_on.isoformat() if entry.checked_on else ""
    more = {"checked_on": checked_on, "phrasings": list(entry.phrasings)}
    return {"key": sighting.key, "table": sighting.table, "entry": texts | more}


def _sighting(packed: Mapping[str, Any], source: Source) -> Sighting:
    said: dict[str, Any] = dict(packed["entry"])
    checked_on = said.pop("checked_on")
    entry = Entry(
        collection=source.collection,
        phrasings=tuple(said.pop("phrasings")),
        checked_on=date.fromisoformat(checked_on) if checked_on else None,
        **({"answer": "", "department": source.department} | said),
    )
    return Sighting(packed["key"], packed["table"], entry)
