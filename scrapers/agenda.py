"""The sources of a data directory: where their files are, and which are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from faqbot.errors import NotFound, SettingsError
from scrapers.harvest.memory import Memory, recall
from scrapers.harvest.report import Report
from scrapers.sources import Source, find_sources, read_source

_SLACK = timedelta(hours=2)
"""A timer that starts a little earlier than yesterday still finds the source due."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """`data` is the data directory: `sources/` is the operator's, `scrape/` ours."""

    data: Path

    def file(self, name: str) -> Path:
        """Where the operator's file of a source is, or would be."""
        return self.data / "sources" / f"{name}.toml"

    def state(self, name: str = "") -> Path:
        """Where what is kept of a source is; without a name, of all."""
        return self.data / "scrape" / name

    def names(self) -> tuple[str, ...]:
        """All sources, the shipped ones among them."""
        return tuple(find_sources(self.data / "sources"))

    def source(self, name: str) -> Source:
        """A source.

        Raises:
            NotFound: there is none of that name.
            SettingsError: its file cannot be used.
        """
        found = find_sources(self.data / "sources")
        if name not in found:
            known = "、".join(found) or "まだありません"
            raise NotFound(
                f"「{name}」という設定はありません（ある設定: {known}）。faqbot scrape new で作れます。"
            )
        return read_source(found[name])

    def memory(self, source: Source) -> Memory:
        """What the last crawl of a source saw."""
        return recall(self.state(source.name) / "memory", source)

    def due(self, now: datetime) -> tuple[list[Source], list[Report]]:
        """The sources to crawl now, and a report on every file that is none: one bad file does not stop the others."""
        sources: list[Source] = []
        bad: list[Report] = []
        for name in self.names():
            try:
                source = self.source(name)
            except SettingsError as error:
                bad.append(Report(source=name, title="", at=now, failure=str(error)))
            else:
                sources += [source] if source.enabled and self._is_due(source, now) else []
        return sources, bad

    def _is_due(self, source: Source, now: datetime) -> bool:
        """Whether its day has come, or its last crawl did not come to its end."""
        memory = self.memory(source)
        last = memory.crawled_at or datetime.min.replace(tzinfo=UTC)
        waited = now - last >= timedelta(days=source.every_days) - _SLACK
        return waited or bool(memory.report.get("broken_off"))
