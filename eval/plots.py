"""The report's pictures, drawn to be read at the width of a phone. matplotlib is of the development environment only."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.curves import Bin, Mistake, Sweep

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, FAINT, BLUE, GREEN, RED, AMBER = "#1f2937", "#9ca3af", "#2563eb", "#15803d", "#b91c1c", "#b45309"
_JAPANESE = ("Noto Sans CJK JP", "IPAexGothic", "Hiragino Sans", "Yu Gothic", "MS Gothic")
_STYLE: Mapping[str, Any] = {
    "font.size": 12,
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
}


def png(draw: Callable[[Figure], None], width: float = 5.2, height: float = 4.2) -> bytes:
    """A picture, `width` × `height` inches of 150 dots; the same values give the same bytes."""
    import matplotlib
    from matplotlib import font_manager
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    known = {font.name for font in font_manager.fontManager.ttflist}
    families = [*(name for name in _JAPANESE if name in known), "DejaVu Sans"]
    style: Any = {**_STYLE, "font.family": families}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure)
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=150, metadata={"Software": None})
    return out.getvalue()


def reliability(bins: Sequence[Bin | None], error: float) -> Callable[[Figure], None]:
    """How often the first hit was right at each confidence, with the number of questions under it."""

    def draw(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        centres = (np.arange(len(bins)) + 0.5) / len(bins)
        width = 0.9 / len(bins)
        above.plot([0, 1], [0, 1], color=FAINT, linestyle="--", linewidth=1.2)
        above.bar(centres, [b.right if b else 0 for b in bins], width, color=BLUE, alpha=0.85)
        told = [b for b in bins if b]
        above.plot(
            [b.confidence for b in told], [b.right for b in told], "o", color=INK, markersize=5, clip_on=False
        )
        above.set(ylabel="First hit right", xlim=(0, 1), ylim=(0, 1))
        above.set_title(f"Confidence kept?  error {error:.3f}")
        below.bar(centres, [b.count if b else 0 for b in bins], width, color=FAINT)
        below.set(xlabel="Confidence", ylabel="Questions")

    return draw


def thresholds(swept: Sweep, marks: Mapping[str, float]) -> Callable[[Figure], None]:
    """What is answered from each threshold on; `marks` are the thresholds in use."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        lines = (
            (swept.right, GREEN, "-", "answerable, answered rightly"),
            (swept.wrong, RED, "-", "answerable, answered wrongly"),
            (swept.beyond, AMBER, "--", "out of scope or not known, answered"),
        )
        for values, colour, style, label in lines:
            if not np.isnan(values).any():
                axes.plot(swept.thresholds, values, color=colour, linestyle=style, linewidth=2.2, label=label)
        for name, at in marks.items():
            axes.axvline(at, color=INK, linewidth=1, linestyle=":")
            paper = {"facecolor": "white", "edgecolor": "none", "pad": 1}
            axes.text(at, 0.99, name, rotation=90, va="top", ha="center", fontsize=10, bbox=paper)
        axes.set(
            xlabel="Answer from this confidence on", ylabel="Share of questions", xlim=(0, 1), ylim=(0, 1)
        )
        axes.set_title("What a threshold would do", pad=12)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), fontsize=11)

    return draw


def confusion(counts: Counter[Mistake], short: Mapping[str, str]) -> Callable[[Figure], None]:
    """Wanted down, found across; the numbers off the diagonal are mistakes."""
    found = Counter[str]()
    for mistake, count in counts.items():
        found[mistake.wanted] += count
        found[mistake.got] += 0
    names = [name for name, _ in found.most_common()]
    grid = np.array([[counts[Mistake(wanted, got)] for got in names] for wanted in names], dtype=float)
    labels = [short.get(name, name) or "（なし）" for name in names]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        wrong = np.where(np.eye(len(names), dtype=bool), np.nan, grid)
        darkest = 2 * max(np.nanmax(wrong, initial=0), 2)
        axes.imshow(np.where(wrong > 0, wrong, np.nan), cmap="Reds", vmin=0, vmax=darkest)
        edges = np.arange(len(names) + 1) - 0.5
        axes.set_xticks(edges, minor=True)
        axes.set_yticks(edges, minor=True)
        axes.grid(which="minor", color="#e5e7eb", linewidth=0.6)
        axes.tick_params(which="minor", length=0)
        for row, column in np.argwhere(grid > 0):
            axes.text(
                column, row, f"{grid[row, column]:.0f}", ha="center", va="center", **_weight(row == column)
            )
        axes.set_xticks(range(len(names)), labels, rotation=60, ha="right", rotation_mode="anchor")
        axes.set_yticks(range(len(names)), labels)
        axes.set(xlabel="Category of the first hit", ylabel="Category wanted")
        axes.set_title("Category taken for category")

    return draw


def _weight(right: bool) -> dict[str, Any]:
    return {"color": FAINT, "fontsize": 10} if right else {"color": INK, "fontsize": 12, "weight": "bold"}
