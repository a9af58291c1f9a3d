"""How long does a curator wait? Each page of the panel over a million questions, eighteen months and 20,000 entries.

    python -m eval.panel_bench                        # makes the data under /tmp once: some minutes
    python -m eval.panel_bench --turns 20000          # a small city
    python -m eval.panel_bench --docs                 # writes the table of docs/bench.md

A page is found by its module in `ui/views` and run as Streamlit runs it, all of its use cases included, without a browser;
the page of figures in each of its tabs and periods, and over all eighteen months; a page that opens an entry also with one
open. *first* is the first run in the process, *again* the median of those after it.

What the panel does behind its pages (`ui.behind`) is done once before, in a process of its own, as it is in a panel that has
run: the measured one starts from what was kept.
"""

from __future__ import annotations

import pkgutil
import resource
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from inspect import getsource
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

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
from faqbot.curation.entries import Filter
from faqbot.settings import Settings
from faqbot.staff.accounts import Account, Role
from ui import views
from ui.behind import tend
from ui.parts.choosing import OWN_DAYS, SPANS
from ui.views import figures

LIMIT = 2.0
"""Seconds within which a page has to stand."""
_ROUNDS, _PATIENCE, _NOTES = 3, 120, 3
_WHOLE = (past.FIRST.date() + past.timedelta(days=1), (past.FIRST + past.timedelta(days=past.DAYS)).date())
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
    """Seconds of a page; `failed` says what went wrong."""

    name: str
    first: float
    busy: float
    """Of the processor, in the first run: what other jobs on the machine add to `first` is not in it."""
    again: float
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """Seconds of what nobody waits for."""

    counting: float
    """Every day, anew."""
    reading: float
    """The entries, the first time."""
    tending: float
    """The words of all tickets, and their groups, the first time."""


@dataclass(frozen=True, slots=True)
class Found:
    """The pages; how long (seconds) the panel took until it could be visited; its memory (MB) then, and at most."""

    pages: tuple[Timed, ...]
    start: float
    resting: float
    most: float


def made(data: Path, turns: int) -> float:
    """Make the data unless it is there, count every day of it, and return the seconds that the counting took."""
    settings = Settings(data=data)
    with open_store_only(settings) as store:
        if store.count_turns() != turns:
            past.fill(store, turns, lambda step: click.echo(step, err=True))
        return seconds(store.recount)[0]


def prepared(data: Path) -> tuple[float, float]:
    """Do what the panel does behind its pages; how long reading the entries took, and the rest."""
    with open_curation(Settings(data=data)) as curation:
        return seconds(curation.desk.warm)[0], seconds(lambda: tend(curation))[0]


def measured(data: Path) -> Found:
    """Each page of a panel that has just started."""
    begun = perf_counter()
    with open_curation(Settings(data=data)) as curation:
        curation.desk.warm()
        start = perf_counter() - begun
        resting = resident()
        found = (*_pages(curation), *_figures(curation))
    return Found(found, start, resting, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _pages(curation: Curation) -> Iterator[Timed]:
    entry = curation.entries.list(CURATOR, _first_entries(curation), limit=1).rows[0].entry
    for found in pkgutil.iter_modules(views.__path__):
        module = import_module(f"ui.views.{found.name}")
        if page := getattr(module, "page", None):
            yield _timed(found.name, lambda page=page: _opened(page, curation).run())
            if "opened" in getsource(module):
                at = f"{entry.collection}/{entry.id}"
                yield _timed(
                    f"{found.name}, one open", lambda page=page, at=at: _opened(page, curation, at).run()
                )


def _first_entries(curation: Curation) -> Filter:
    return Filter(collection=curation.entries.collections(CURATOR)[0].name)


def _figures(curation: Curation) -> Iterator[Timed]:
    """As somebody chooses them, one after the other."""
    seen = _opened(figures.page, curation).run()
    for span in (*SPANS, OWN_DAYS):
        seen.selectbox(key="figures_span").set_value(span).run()
        if span == OWN_DAYS:
            seen.date_input[0].set_value(_WHOLE).run()
        for name in figures.SECTIONS:
            seen.segmented_control[0].set_value(name)
            yield _timed(f"figures: {name}, {'18 months' if span == OWN_DAYS else span}", seen.run)


def _opened(page: object, curation: Curation, entry: str = "") -> AppTest:
    seen = AppTest.from_function(_framed, args=(page, curation, CURATOR), default_timeout=_PATIENCE)
    if entry:
        seen.query_params["entry"] = entry
    return seen


def _framed(page, curation, account):  # type: ignore[no-untyped-def]  # the source of this is run as a script
    page(curation, account)


def _timed(name: str, run: Callable[[], AppTest]) -> Timed:
    before = process_time()
    first, seen = seconds(run)
    busy = process_time() - before
    again = median(seconds(run)[0] for _ in range(_ROUNDS))
    return Timed(name, first, busy, again, "".join(error.message for error in seen.exception))


@click.command()
@click.option("--turns", default=1_000_000, help="How many questions.")
@click.option("--data", type=click.Path(path_type=Path), help="Where the data is kept (under /tmp).")
@click.option("--docs", is_flag=True, help="Write the figures to docs/bench.md.")
def main(turns: int, data: Path | None, docs: bool) -> None:
    """Print how long each page takes, and fail where one takes longer than it may."""
    before = load()
    data = data or Path(f"/tmp/faqbot-panel-{turns}")
    counting = made(data, turns)
    behind = Behind(counting, *apart(prepared, data))
    found = apart(measured, data)
    table = Table("", "first s", "of it processor", "again s", "")
    for each in found.pages:
        table.add_row(each.name, f"{each.first:.2f}", f"{each.busy:.2f}", f"{each.again:.2f}", each.failed)
    Console(width=110).print(table)
    lines = _lines(found, behind, turns, before)
    click.echo("\n".join(lines[-_NOTES:]))
    if docs:
        put(ROOT / "docs" / "bench.md", "panel", lines)
    slow = [each.name for each in found.pages if each.first > LIMIT or each.failed]
    if slow:
        raise SystemExit(f"slower than {LIMIT} s, or failed: {', '.join(slow)}")


def _lines(found: Found, behind: Behind, turns: int, busy: float) -> list[str]:
    return [
        *told(machine(), busy, f"python -m eval.panel_bench --turns {turns} --docs"),
        "| | first s | of it processor | again s |",
        "|---|--:|--:|--:|",
        *(f"| {e.name} | {e.first:.2f} | {e.busy:.2f} | {e.again:.2f} |" for e in found.pages),
        "",
        f"A panel that has run before can be visited after {found.start:.1f} s; the first time, when every entry has to be "
        f"read, after {behind.reading:.0f} s.",
        f"Behind the pages, the first time: the words of all tickets and their groups {behind.tending:.0f} s. "
        f"All days counted anew (`faqbot stats --rebuild`): {behind.counting:.0f} s.",
        f"Memory of the panel's process: {found.resting:,.0f} MB before the first page, {found.most:,.0f} MB at most.",
    ]


if __name__ == "__main__":
    main()
