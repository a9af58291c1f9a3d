"""What was read, as tables on a terminal. Text from a page is data: it is shown, never taken for markup."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from scrapers.harvest.memory import Memory
from scrapers.sources import Source
from scrapers.survey import Look


def show_page(console: Console, look: Look, source: Source, rows: int) -> None:
    """A page: its title and date, what could not be read, and the first things on it."""
    page = look.extracted
    updated = f"、更新日 {page.updated_on}" if page.updated_on else ""
    contact = f"、{page.contact.department} {page.contact.phone}" if page.contact else ""
    console.print(
        f"[bold]{escape(page.title or look.url)}[/bold]{updated}{escape(contact)}\n{escape(look.url)}"
    )
    for problem in page.problems:
        console.print(f"  注意: {escape(problem)}")
    found = [*page.items, *page.faqs]
    if found:
        table = Table("品目・質問", "よみ", "分類", "答え・備考")
        for thing in found[:rows]:
            category = source.categories.get(thing.category, thing.category)
            cells = (thing.question, thing.reading, category, f"{thing.answer} {thing.note}".strip()[:120])
            table.add_row(*map(escape, cells))
        console.print(table)
    if len(found) > rows:
        console.print(f"  ほか {len(found) - rows} 件")


def status_table() -> Table:
    """The head of the table of sources."""
    return Table("名前", "窓口", "有効", "前の回", "ページ", "件数", "注意", "確認待ち")


def add_status(table: Table, source: Source, memory: Memory, waiting: int) -> None:
    """A row: what the last crawl of a source came to."""
    figures = {key: value for key, value in memory.report.items() if isinstance(value, int)}
    at = f"{memory.crawled_at.astimezone():%Y-%m-%d %H:%M}" if memory.crawled_at else "まだ"
    wrong = sum(figures.get(key, 0) for key in ("refused", "doubts", "problems"))
    counts = (len(memory.digests), figures.get("things", 0), wrong, waiting)
    table.add_row(
        source.name,
        source.collection,
        "○" if source.enabled else "",
        at,
        *(str(count or "") for count in counts),
    )
