"""What the bench found, for people: tables on the terminal, tables in docs/bench.md, two pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from eval.contest import Stage
from eval.marked import put, told
from eval.pipeline import Pipeline
from eval.plots import BLUE, FAINT, INK, png

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WHOLE = ("entries", "p50 ms", "p95 ms", "p99 ms", "build s", "next index ms", "live ms", "memory MB")
_ALONE = ("entries", "engine", "p50 ms", "p95 ms", "p99 ms", "of our p50", "build s", "memory MB", "same ten")


@dataclass(frozen=True, slots=True)
class Bench:
    pipelines: tuple[Pipeline, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Where and how it was measured."""

    machine: str
    load: float
    command: str


def grids(bench: Bench) -> tuple[Table, Table]:
    """The tables for a terminal."""
    return (
        _grid("Question to decision, one thread", _WHOLE, map(_whole, bench.pipelines)),
        _grid("BM25 alone, the same terms", _ALONE, map(_alone, bench.stages)),
    )


def write(docs: Path, bench: Bench, conditions: Conditions) -> None:
    """Put the tables between the marks of docs/bench.md, and the pictures beside it."""
    put(docs / "bench.md", "measured", _markdown(bench, conditions))
    images = docs / "images"
    images.mkdir(exist_ok=True)
    (images / "bench.png").write_bytes(png(whole_picture(bench.pipelines), height=3.9))
    (images / "bench_peers.png").write_bytes(png(peers_picture(bench.stages), height=4.2))


def _whole(p: Pipeline) -> tuple[str, ...]:
    size = f"{p.size:,}, trained" if p.trained else f"{p.size:,}"
    asked = (f"{t:.2f}" for t in (p.asked.p50, p.asked.p95, p.asked.p99))
    return size, *asked, f"{p.build:.1f}", f"{p.index:.0f}", f"{p.live:.0f}", f"{p.memory:.0f}"


def _alone(s: Stage) -> tuple[str, ...]:
    asked = (f"{t:.3f}" for t in (s.asked.p50, s.asked.p95, s.asked.p99))
    rest = (f"{s.ratio:.2f} ×", f"{s.build:.2f}", f"{s.memory:.0f}", f"{s.agreement:.1%}")
    return f"{s.size:,}", s.engine, *asked, *rest


def _grid(title: str, columns: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Table:
    table = Table(title=title)
    for column in columns:
        table.add_column(column, justify="left" if column == "engine" else "right")
    for row in rows:
        table.add_row(*row)
    return table


def _markdown(bench: Bench, conditions: Conditions) -> Iterator[str]:
    yield from told(conditions.machine, conditions.load, conditions.command)
    if conditions.load > 1:
        yield "*Provisional: other jobs were running, so the times (less so the ratios) are too long.*\n"
    yield from _rows(_WHOLE, map(_whole, bench.pipelines))
    yield ""
    yield from _rows(_ALONE, map(_alone, bench.stages))


def _rows(columns: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"|{'|'.join('---' if column == 'engine' else '--:' for column in columns)}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


# Pictures


def whole_picture(pipelines: Sequence[Pipeline]) -> Callable[[Figure], None]:
    """Milliseconds a question at each size: the median, with a line up to the 95th percentile."""
    sizes = sorted({p.size for p in pipelines})

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for trained, colour, name in ((False, BLUE, "as installed"), (True, INK, "with trained parts")):
            of = [p for p in pipelines if p.trained is trained]
            at = [sizes.index(p.size) + (0.2 if trained else -0.2) for p in of]
            medians = [p.asked.p50 for p in of]
            above = [p.asked.p95 - p.asked.p50 for p in of]
            axes.bar(at, medians, 0.36, color=colour, label=name, yerr=([0] * len(of), above), ecolor=FAINT)
            for x, p in zip(at, of, strict=True):
                axes.annotate(f"{p.asked.p50:.1f}", (x, p.asked.p50), (4, 4), textcoords="offset points")
        axes.set(xlabel="Entries", ylabel="Milliseconds a question")
        axes.set_xticks(range(len(sizes)), [f"{size:,}" for size in sizes])
        axes.tick_params(axis="x", length=0)
        axes.set_title("Question to decision: median (line: to 95 %)", x=0)
        if any(p.trained for p in pipelines):
            axes.legend(loc="upper left")

    return draw


def peers_picture(stages: Sequence[Stage]) -> Callable[[Figure], None]:
    """Each engine's median at the size nearest 20,000, fastest on top."""
    size = min({s.size for s in stages}, key=lambda n: abs(n - 20_000))
    of = sorted((s for s in stages if s.size == size), key=lambda s: -s.asked.p50)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        colours = [BLUE if s.engine == "faqbot" else FAINT for s in of]
        bars = axes.barh([s.engine for s in of], [s.asked.p50 for s in of], color=colours)
        axes.bar_label(bars, [f"{s.asked.p50:.2g} ms" for s in of], padding=4)
        axes.set(xscale="log", xlabel="Milliseconds a question (logarithmic)")
        axes.margins(x=0.3)
        axes.set_title(f"BM25 alone, {size:,} entries", x=0)
        axes.tick_params(axis="y", length=0)

    return draw
