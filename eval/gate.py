"""The gate: no measure of the shipped ranking below its pinned floor, and nothing changed under the floors.

python -m eval.gate                                   # exit code 1 and the reasons if it is shut
python -m eval.gate --pin                             # raise the floors to what is measured now
python -m eval.gate --pin --allow-lower "why"         # lower some as well; the reason is kept in eval/floors.json
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table as Grid

from eval import own
from eval.floors import Floors, LoweringRefused, Table, failures, holds, pin, read, write
from eval.measures import ALL, MEASURES, Bound, Measure, grouped, measured
from eval.outcomes import Observed, observe
from faqbot.corpus.collection import read_collection
from faqbot.evaluation.files import read_set
from faqbot.search.searcher import Searcher

FLOORS = own.ROOT / "eval" / "floors.json"
SETS: Mapping[str, str] = {**own.COLLECTIONS, **own.HELD_OUT}
_WIDTH = 132


@dataclass(frozen=True, slots=True)
class Look:
    """What the gate sees: the measures, the digests of what they were measured on, and judgements that hang in the air."""

    measured: Table
    counts: Mapping[str, int]
    digests: Mapping[str, str]
    stray: tuple[str, ...]


def look(
    root: Path = own.ROOT,
    sets: Mapping[str, str] = SETS,
    searcher: Callable[[str], Searcher] = own.searcher,
) -> Look:
    """Ask every question of the sets (set → collection) under a root folder."""
    seen = tuple(ask(root, sets, searcher))
    return Look(
        measured(seen),
        {name: len(questions) for name, questions in grouped(seen).items()},
        digests(root, sets),
        tuple(_stray(seen)),
    )


def ask(
    root: Path = own.ROOT,
    sets: Mapping[str, str] = SETS,
    searcher: Callable[[str], Searcher] = own.searcher,
) -> tuple[Observed, ...]:
    """Every question of the sets and what became of it."""
    cases = (
        own.Case(name, query, searcher(collection))
        for name, collection in sets.items()
        for query in read_set(root / "eval" / "sets" / name)
    )
    described = {name: read_collection(root / "corpus" / collection) for name, collection in sets.items()}
    return observe(cases, described)


def digests(root: Path, sets: Mapping[str, str]) -> dict[str, str]:
    """SHA-256 of each set's and each corpus file, by its path from the root."""
    paths = {root / "eval" / "sets" / name / file for name in sets for file in ("queries.jsonl", "qrels.tsv")}
    paths |= {root / "corpus" / collection / "entries.csv" for collection in sets.values()}
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
    }


def shut(floors: Floors, seen: Look) -> tuple[str, ...]:
    """Why the gate is shut, a sentence each; nothing if it is open."""
    return (*seen.stray, *failures(floors, seen.measured, seen.digests))


def grid(floors: Floors, seen: Look) -> Grid:
    """The measures down, the sets across; under each value the floor that holds it."""
    table = Grid(title="Measured, and the pinned floor below it (%)", show_lines=True)
    table.add_column("")
    for name, count in seen.counts.items():
        table.add_column(f"{name.replace('_', ' ')}\n{count}", justify="right")
    for measure in MEASURES:
        if any(measure.name in values for values in seen.measured.values()):
            table.add_row(measure.name, *(_cell(measure, name, floors, seen) for name in seen.measured))
    return table


def _cell(measure: Measure, name: str, floors: Floors, seen: Look) -> str:
    value = seen.measured[name].get(measure.name)
    floor = floors.pinned.get(name, {}).get(measure.name)
    if value is None:
        return ""
    if floor is None:
        return f"{100 * value:.1f}"
    colour = "green" if holds(measure.name, value, floor) else "bold red"
    side = "≥" if measure.bound is Bound.AT_LEAST else "≤"
    return f"[{colour}]{100 * value:.1f}[/]\n[dim]{side} {100 * floor:.1f}[/]"


def _stray(seen: Sequence[Observed]) -> Iterator[str]:
    for o in seen:
        for entry_id in o.stray:
            query = o.case.query.id
            yield f"{o.case.set_name}: {query} is judged by {entry_id}, which its corpus does not have."


@click.command()
@click.option("--pin", "pinning", is_flag=True, help="Raise the floors to just below what is measured now.")
@click.option("--allow-lower", "reason", default="", help="Let floors fall, for this reason.")
@click.option("--floors", "path", default=FLOORS, type=click.Path(path_type=Path), help="The file of floors.")
def main(pinning: bool, reason: str, path: Path) -> None:
    """Measure the shipped ranking on our own sets and hold it to the pinned floors."""
    if reason and not pinning:
        raise click.UsageError("--allow-lower goes with --pin.")
    console = Console(width=_WIDTH)
    floors, seen = read(path), look()
    if pinning:
        try:
            floors = pin(floors, seen.measured, seen.digests, on=date.today().isoformat(), reason=reason)
        except LoweringRefused as refused:
            console.print(grid(floors, seen))
            raise click.ClickException(f'{refused}\nPin with --allow-lower "why" if that is meant.') from None
        write(path, floors)
    console.print(grid(floors, seen))
    reasons = shut(floors, seen)
    for sentence in reasons:
        console.print(sentence, style="red", highlight=False, soft_wrap=True)
    if reasons:
        raise click.ClickException(f"The gate is shut ({len(reasons)}). See docs/evaluation.md.")
    console.print(f"The gate is open: {seen.counts[ALL]} questions.", style="green")


if __name__ == "__main__":
    main()
