"""A report as comma-separated values (RFC 4180), its tables one below the other."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from faqbot.reports.document import Cell, Form, Report, Table, duration

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program takes for the beginning of a formula (OWASP, *CSV injection*)."""


def separated(report: Report) -> bytes:
    """UTF-8 with a mark at its beginning, without which Excel in Japan reads another encoding."""
    out = StringIO()
    write = csv.writer(out)
    write.writerows([[report.title], [report.of, report.span]])
    write.writerows([[fact.label, _plain(fact.value)] for fact in report.facts])
    for table in report.tables:
        write.writerows([[], [table.name], *_lines(table)])
    return out.getvalue().encode("utf-8-sig")


def _lines(table: Table) -> list[list[str]]:
    head = [column.heading for column in table.columns]
    rows = [
        [_plain(cell, column.form) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return [head, *(rows or [[table.empty]])]


def _plain(cell: Cell, form: Form = Form.TEXT) -> str:
    match cell:
        case None:
            return ""
        case int() | float() if form is Form.DURATION:
            return duration(cell)
        case float():
            return f"{cell:.4g}"
        case date():
            return cell.isoformat()
        case str() if cell.startswith(_FORMULA):
            return f"'{cell}"
        case _:
            return str(cell)
