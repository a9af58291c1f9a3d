"""A report as one HTML page that needs nothing else: it prints on A4, or becomes a PDF by the browser's print menu."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from faqbot.reports.document import Cell, Column, Form, Report, Table, said

_STYLE = """
@page { size: A4; margin: 14mm; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #17232c; background: #fff;
  font: 0.9rem/1.6 "Hiragino Sans", "BIZ UDPGothic", "Noto Sans JP", "Noto Sans CJK JP", Meiryo, sans-serif; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2em 0 .5em; break-after: avoid; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .5rem; margin: 1rem 0; }
dl div { padding: .4rem .8rem; border: 1px solid #cdd7de; border-radius: 6px; }
dt { font-size: .8rem; color: #4a5a66; } dd { margin: 0; font-size: 1.2rem; font-weight: 700; }
table { width: 100%; border-collapse: collapse; } thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { padding: .25rem .5rem; border: 1px solid #b7c3cc; text-align: start; vertical-align: top; overflow-wrap: anywhere;
  white-space: pre-line; }
th { background: #dfeef7; } td.right { text-align: end; white-space: nowrap; } tfoot td { font-weight: 700; background: #f2f5f7; }
figure { margin: 1rem 0; break-inside: avoid; } figcaption { font-weight: 700; } svg { width: 100%; height: auto; }
.note { color: #4a5a66; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9pt; } }
"""
_RIGHT = frozenset({Form.NUMBER, Form.RATE, Form.DURATION})
_BAR = 22
"""Height of a bar's line in the chart, in its own units; the chart is 600 wide."""


def page(report: Report) -> str:
    """The report as an HTML document in UTF-8."""
    title = escape(report.title)
    facts = "".join(
        f"<div><dt>{escape(fact.label)}</dt><dd>{_text(fact.value, fact.form)}</dd></div>"
        for fact in report.facts
    )
    return (
        f'<!doctype html>\n<html lang="ja">\n<head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>{escape(report.of)}　{escape(report.span)}　（作成 {report.made_at:%Y/%m/%d}）</p>\n<dl>{facts}</dl>\n"
        + "\n".join(_section(table) for table in report.tables)
        + "\n</body>\n</html>\n"
    )


def _section(table: Table) -> str:
    return f"<section>\n<h2>{escape(table.name)}</h2>\n{''.join(_parts(table))}</section>"


def _parts(table: Table) -> Iterator[str]:
    if not table.rows:
        yield f"<p>{escape(table.empty)}</p>\n"
        return
    if table.chart:
        yield _bars(table.chart.title, [(str(row[0]), row[table.chart.column]) for row in table.rows])
    heads = "".join(f"<th>{escape(column.heading)}</th>" for column in table.columns)
    body = "\n".join(_row(row, table.columns) for row in table.rows)
    foot = f"<tfoot>{_row(table.total, table.columns)}</tfoot>" if table.total else ""
    yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>{foot}\n</table>\n"
    if table.note:
        yield f'<p class="note">{escape(table.note)}</p>\n'


def _row(cells: tuple[Cell, ...], columns: tuple[Column, ...]) -> str:
    return "<tr>" + "".join(map(_cell, cells, columns)) + "</tr>"


def _cell(value: Cell, column: Column) -> str:
    right = ' class="right"' if column.form in _RIGHT and not isinstance(value, str) else ""
    return f"<td{right}>{_text(value, column.form)}</td>"


def _text(value: Cell, form: Form) -> str:
    return escape(said(value, form))


def _bars(title: str, values: list[tuple[str, Cell]]) -> str:
    """Lying bars, whose names may be long; each says its number, so that nothing hangs on length or colour alone."""
    numbers = [value if isinstance(value, int | float) else 0 for _, value in values]
    most = max(numbers) or 1
    lines = "".join(
        f'<text x="170" y="{_BAR * n + 15}" text-anchor="end">{escape(name[:14])}</text>'
        f'<rect x="178" y="{_BAR * n + 3}" width="{360 * number / most:.1f}" height="{_BAR - 6}" fill="#2f7fae"/>'
        f'<text x="{184 + 360 * number / most:.1f}" y="{_BAR * n + 15}">{number:,}</text>'
        for n, ((name, _), number) in enumerate(zip(values, numbers, strict=True))
    )
    caption = escape(title)
    return (
        f'<figure><figcaption>{caption}</figcaption><svg viewBox="0 0 600 {_BAR * len(values) + 6}" role="img" '
        f'aria-label="{caption}" font-size="12">{lines}</svg></figure>\n'
    )
