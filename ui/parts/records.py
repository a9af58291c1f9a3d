"""A table of a report as a chart and as a grid take it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from faqbot.reports.document import Form, Table, said


def records(table: Table) -> list[dict[str, Any]]:
    """A record a row, by the headings."""
    names = [column.heading for column in table.columns]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in table.rows]


def shown_as_table(tables: Sequence[Table]) -> None:
    """The same figures to read, folded away."""
    with st.expander("表で見る"):
        for table in tables:
            st.markdown(f"**{table.name}**")
            if table.rows:
                st.dataframe(_readable(table), hide_index=True)
            else:
                st.caption(table.empty)
            if table.note:
                st.caption(table.note)


def _readable(table: Table) -> list[dict[str, Any]]:
    """Shares and durations in words; numbers stay numbers, so that they can be sorted."""
    return [
        {
            column.heading: cell if column.form is Form.NUMBER else said(cell, column.form)
            for cell, column in zip(row, table.columns, strict=True)
        }
        for row in table.rows
    ]


def _plain(cell: object) -> object:
    return cell.isoformat() if isinstance(cell, date) else cell
