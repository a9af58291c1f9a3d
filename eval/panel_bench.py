"""How long does a curator wait? Each page of the panel over a million questions, eighteen months and 20,000 entries.

    python -m eval.panel_bench                        # makes the data under /tmp once: some minutes
    python -m eval.panel_bench --turns 20000          # a small city
    python -m eval.panel_bench --docs                 # writes the table of docs/bench.md

A page is found by its module in `ui/views` and run as Streamlit runs it, all of its use cases included, without a browser.
*first* is the first run in the process, *again* the median of those after it.
"""

from __future__ import annotations

import pkgutil
import resource
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median

import click
from rich.console import Console
from rich.table import Table
from streamlit.testing.v1 import AppTest

from eval import past
from eval.clock import apart, load, machine, resident, seconds
from eval.marked import put, told
from eval.own import ROOT
from faqbot.app import open_curation, open_store_only
from faqbot.curation.curation import Curation
from faqbot.settings import Settings
from faqbot.staff.accounts import Account, Role
from faqbot.staff.figures import Period
from faqbot.staff.funnel import Chosen
from ui import views

LIMIT = 2.0
"""Seconds within which a page has to stand."""
_ROUNDS, _PATIENCE = 3, 120
_LAST = (past.FIRST + past.timedelta(days=past.DAYS)).date()
_PERIODS = {
    "4 weeks": Period(first=_LAST - past.timedelta(days=27), last=_LAST),
    "18 months": Period(first=past.FIRST.date(), last=_LAST),
}
CURATOR = Account(
    name="bench",
    display_name="bench",
    role=Role.ADMINISTRATOR,
    department=past.DEPARTMENTS[0],
    password_hash="",
    created_at=past.FIRST,
)


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of one page or use case; `failed` says what went wrong."""

    name: str
    first: float
    again: float
    failed: str = ""


def made(data: Path, turns: int) -> float:
    """Make the data unless it is there, count every day of it, and return the seconds that the counting took."""
    settings = Settings(data=data)
    with open_store_only(settings) as store:
        if store.count_turns() != turns:
            past.fill(store, turns, lambda step: click.echo(step, err=True))
        return seconds(store.recount)[0]


def measured(data: Path) -> tuple[list[Timed], float, float]:
    """Each use case of the figures and each page; the memory (MB) before the first, and the most that was ever used."""
    with open_curation(Settings(data=data)) as curation:
        curation.desk.warm()
        before = resident()
        found = [*_figures(curation), *_pages(curation)]
    return found, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _figures(curation: Curation) -> Iterator[Timed]:
    for name, period in _PERIODS.items():
        for look in ("progress", "helped", "missing", "published"):
            find = getattr(curation.figures, look)
            yield _timed(
                f"figures.{look}, {name}", lambda find=find, p=period: find(CURATOR, Chosen(period=p))
            )


def _pages(curation: Curation) -> Iterator[Timed]:
    for found in pkgutil.iter_modules(views.__path__):
        page = getattr(import_module(f"ui.views.{found.name}"), "page", None)
        if page:
            failures: list[str] = []
            timed = _timed(f"page {found.name}", lambda page=page, told=failures: _run(page, curation, told))
            yield Timed(timed.name, timed.first, timed.again, "".join(failures[:1]))


def _run(page: object, curation: Curation, failures: list[str]) -> None:
    seen = AppTest.from_function(_framed, args=(page, curation, CURATOR), default_timeout=_PATIENCE).run()
    failures.extend(error.message for error in seen.exception)


def _framed(page, curation, account):  # type: ignore[no-untyped-def]  # the source of this is run as a script
    page(curation, account)


def _timed(name: str, work: Callable[[], object]) -> Timed:
    first, *again = (seconds(work)[0] for _ in range(1 + _ROUNDS))
    return Timed(name, first, median(again))


@click.command()
@click.option("--turns", default=1_000_000, help="How many questions.")
@click.option("--data", type=click.Path(path_type=Path), help="Where the data is kept (under /tmp).")
@click.option("--docs", is_flag=True, help="Write the figures to docs/bench.md.")
def main(turns: int, data: Path | None, docs: bool) -> None:
    """Print how long each page takes, and fail where one takes longer than it may."""
    before = load()
    data = data or Path(f"/tmp/faqbot-panel-{turns}")
    counting = made(data, turns)
    timed, resting, most = apart(measured, data)
    table = Table("", "first s", "again s", "")
    for each in timed:
        table.add_row(each.name, f"{each.first:.2f}", f"{each.again:.2f}", each.failed)
    Console(width=110).print(table)
    click.echo(
        f"every day counted anew in {counting:.0f} s; memory {resting:,.0f} MB, at most {most:,.0f} MB"
    )
    if docs:
        put(ROOT / "docs" / "bench.md", "panel", _lines(timed, turns, (counting, resting, most), before))
    slow = [each.name for each in timed if each.first > LIMIT or each.failed]
    if slow:
        raise SystemExit(f"slower than {LIMIT} s, or failed: {', '.join(slow)}")


def _lines(timed: Sequence[Timed], turns: int, whole: tuple[float, float, float], busy: float) -> list[str]:
    counting, resting, most = whole
    return [
        *told(machine(), busy, f"python -m eval.panel_bench --turns {turns} --docs"),
        "| | first s | again s |",
        "|---|--:|--:|",
        *(f"| {each.name} | {each.first:.2f} | {each.again:.2f} |" for each in timed),
        "",
        f"All days counted anew (`faqbot stats --rebuild`): {counting:.0f} s.",
        f"Memory of the panel's process: {resting:,.0f} MB before the first page, {most:,.0f} MB at most.",
    ]


if __name__ == "__main__":
    main()
