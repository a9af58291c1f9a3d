"""Does a slip of the thumb still find the thing? Every item of a real city's list, written in nine ways.

    python -m eval.robustness              # all items (a few minutes)
    python -m eval.robustness --sample 400

The list is 津市's open data in ../shared (3,984 items, CC BY 2.1 JP); it is read as a city would import it, and not part of
the product. An item is found when one of the first three hits has its name: the list has some names twice.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from eval.own import ROOT
from eval.slips import WAYS, Way, exact, kana
from faqbot.app import make_analyzer, open_desk
from faqbot.corpus.reader import read_entries
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.settings import Settings
from faqbot.types import Audience, Collection, Entry

ITEMS = ROOT.parent / "shared" / "data" / "tsu_gomi" / "tsu_gomi.ja.utf8.csv"
SEED = 20261120


@dataclass(frozen=True, slots=True)
class Imported:
    """The list, searchable; what each step took (seconds), and the process's peak memory after them (MB)."""

    entries: tuple[Entry, ...]
    searcher: Searcher
    seconds: Mapping[str, float]
    peak: float


@dataclass(frozen=True, slots=True)
class Found:
    """How many of `asked` items were first, and in the first three; `lost` are (text typed, item's name)."""

    way: str
    asked: int
    first: int
    three: int
    floor: float
    lost: tuple[tuple[str, str], ...]

    @property
    def kept(self) -> bool:
        return self.three >= self.floor * self.asked


def take_in(path: Path = ITEMS) -> Imported:
    """Read the list, put it into a new store, and index it."""
    analyzer = make_analyzer(Settings())
    analyzer.analyze("辞書を読む")
    begin = time.perf_counter()
    entries = tuple(e for e in read_entries(path, "items", department="").entries if e.reading)
    read = time.perf_counter()
    with TemporaryDirectory() as folder, open_desk(Settings(data=Path(folder))) as desk:
        desk.describe(Collection(name="items", title="品目", audience=Audience.PUBLIC, owner=""))
        desk.take_in("items", entries)
    stored = time.perf_counter()
    searcher = Searcher(Index.build(entries, analyzer))
    seconds = {"read": read - begin, "stored": stored - read, "indexed": time.perf_counter() - stored}
    return Imported(entries, searcher, seconds, _peak())


def find(searcher: Searcher, entries: Sequence[Entry], name: str) -> Found:
    """Ask for every item in one way. An item that this way writes like an easier one is not asked."""
    way, floor = WAYS[name]
    first = three = asked = 0
    lost = []
    for entry, text in _written(way, entries):
        names = [hit.entry.question for hit in searcher.search(text, 3)]
        asked += 1
        first += entry.question in names[:1]
        three += entry.question in names
        if entry.question not in names:
            lost.append((text, entry.question))
    return Found(name, asked, first, three, floor, tuple(lost))


def _written(way: Way, entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        text = way(entry, Random(f"{SEED} {way.__name__} {entry.id}"))
        if way in (exact, kana) or text not in ("", entry.question, entry.reading):
            yield entry, text


def _peak() -> float:
    """Peak memory of this process in MB; Linux counts in KB, macOS in bytes."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024**2 if sys.platform == "darwin" else 1024)


@click.command()
@click.option("--sample", default=0, help="Ask only this many items, chosen by the seed.")
@click.option("--lost", "listed", default=0, help="List this many items that were not found, each way.")
def main(sample: int, listed: int) -> None:
    """Print how many items are found in each way of writing, and what the import cost."""
    console = Console()
    if not ITEMS.exists():
        console.print(f"Skipped: {ITEMS} is not here (the list is not part of the project).")
        return
    taken = take_in()
    steps = ", ".join(f"{step} in {seconds:.2f} s" for step, seconds in taken.seconds.items())
    console.print(f"{len(taken.entries)} items: {steps}; peak memory {taken.peak:.0f} MB")
    entries = Random(SEED).sample(taken.entries, sample) if sample else taken.entries
    results = [find(taken.searcher, entries, name) for name in track(WAYS, "Asking", console=console)]
    console.print(_table(results))
    for result in results:
        for text, name in result.lost[:listed]:
            console.print(f"{result.way}: {text} → {name}", highlight=False)
    if not all(result.kept for result in results):
        raise click.ClickException("Below the floor: see the rows in red.")


def _table(results: Sequence[Found]) -> Table:
    table = Table(title="Items found (%)")
    for title in ("written", "items", "first", "first 3", "floor"):
        table.add_column(title, justify="left" if title == "written" else "right")
    for r in results:
        share = (f"{100 * count / max(r.asked, 1):.2f}" for count in (r.first, r.three))
        table.add_row(r.way, str(r.asked), *share, f"{100 * r.floor:.0f}", style="" if r.kept else "bold red")
    return table


if __name__ == "__main__":
    main()
