"""How a figure is drawn: the colours, the letters and the sizes that all charts share.

The colours can be told apart by people who see colours differently (M. Okabe and K. Ito, *Color universal design*, 2008),
and none of them carries a meaning that no word beside it says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import streamlit as st

BLUE, VERMILION, GREY = "#0072B2", "#D55E00", "#8A8F94"
_FONT = '"Hiragino Kaku Gothic ProN", "Yu Gothic UI", "Noto Sans CJK JP", "Noto Sans JP", sans-serif'
# 10-19 of 2026-10-19; what has no room is left out.
_DAYS = alt.Axis(labelExpr="slice(datum.label, 5)", labelAngle=0, labelOverlap=True)
_ROW = 26
"""Pixels a bar."""
_NAME = 170
"""Pixels for the name of a bar; a longer one ends in …, and is read whole under the pointer."""

Rows = Sequence[Mapping[str, Any]]
Chart = alt.Chart | alt.LayerChart | alt.FacetChart


def show(chart: Chart, said: str) -> None:
    """A chart under the sentence that says what it shows."""
    st.markdown(said)
    drawn = chart.configure(font=_FONT).configure_axis(labelLimit=_NAME, titleFontWeight="normal")
    st.altair_chart(drawn.configure_view(stroke=None), alt=said)


def bars(rows: Rows, name: str, number: str, colour: str = BLUE) -> Chart:
    """Lying bars in the order of the rows, each with its number at its end."""
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y(f"{name}:N", sort=None, title=None),
        x=alt.X(f"{number}:Q", title=number, axis=alt.Axis(tickMinStep=1, format=",d")),
        tooltip=[alt.Tooltip(f"{name}:N"), alt.Tooltip(f"{number}:Q", format=",")],
    )
    labels = base.mark_text(align="left", dx=4).encode(text=alt.Text(f"{number}:Q", format=","))
    return alt.layer(base.mark_bar(color=colour), labels).properties(height=alt.Step(_ROW))


def spans(rows: Rows, name: str, low: str, high: str) -> Chart:
    """From where to where a share may lie, a line a row."""
    base = alt.Chart(_data(rows)).encode(y=alt.Y(f"{name}:N", sort=None, title=None))
    share = alt.X(
        f"{low}:Q",
        title="「解決しない」の割合",
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    )
    told = [alt.Tooltip(f"{key}:{'N' if key == name else 'Q'}") for key in (name, "解決した", "解決しない")]
    line = base.mark_rule(color=VERMILION, strokeWidth=4).encode(x=share, x2=f"{high}:Q", tooltip=told)
    dot = base.mark_point(color=VERMILION, filled=True, size=70).encode(x=share, tooltip=told)
    return alt.layer(line, dot).properties(height=alt.Step(_ROW))


def course(rows: Rows, day: str, share: str, count: str) -> Chart:
    """A share over time as a line, with the numbers behind it as pale bars."""
    base = alt.Chart(_data(rows)).encode(
        x=alt.X(f"{day}:O", title=day, axis=_DAYS),
        tooltip=[
            f"{day}:O",
            alt.Tooltip(f"{share}:Q", format=".1%"),
            alt.Tooltip(f"{count}:Q", format=","),
        ],
    )
    behind = base.mark_bar(color=GREY, opacity=0.3).encode(
        y=alt.Y(f"{count}:Q", title=count, axis=alt.Axis(tickMinStep=1, format=",d"))
    )
    line = base.mark_line(color=BLUE, point=True).encode(
        y=alt.Y(f"{share}:Q", title=share, axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1]))
    )
    drawn: Chart = alt.layer(behind, line).resolve_scale(y="independent").properties(height=240)
    return drawn


def heat(rows: Rows, across: str, down: str, number: str, order: Sequence[str]) -> Chart:
    """A table of cells, the darker the more."""
    drawn: Chart = (
        alt.Chart(_data(rows))
        .mark_rect()
        .encode(
            x=alt.X(f"{across}:O", title=across, axis=alt.Axis(labelAngle=0)),
            y=alt.Y(f"{down}:N", sort=list(order), title=None),
            color=alt.Color(
                f"{number}:Q",
                title=number,
                scale=alt.Scale(scheme="blues"),
                legend=alt.Legend(format=",d", tickMinStep=1),
            ),
            tooltip=[f"{down}:N", f"{across}:O", alt.Tooltip(f"{number}:Q", format=",")],
        )
        .properties(height=alt.Step(_ROW))
    )
    return drawn


def pairs(rows: Rows, name: str, before: str, after: str) -> Chart:
    """From one number to another, a row each: hollow before, full after."""
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y(f"{name}:N", sort=None, title=None),
        tooltip=[f"{name}:N", alt.Tooltip(f"{before}:Q", format=","), alt.Tooltip(f"{after}:Q", format=",")],
    )
    first = alt.X(
        f"{before}:Q", title="4 週間の質問の数（○ 前、● 後）", axis=alt.Axis(tickMinStep=1, format=",d")
    )
    last = alt.X(f"{after}:Q")
    line = base.mark_rule(color=GREY).encode(x=first, x2=f"{after}:Q")
    hollow = base.mark_point(color=GREY, size=70).encode(x=first)
    full = base.mark_point(color=BLUE, filled=True, size=80).encode(x=last)
    return alt.layer(line, hollow, full).properties(height=alt.Step(_ROW))


def _data(rows: Rows) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])
