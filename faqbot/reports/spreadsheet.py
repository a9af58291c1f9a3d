"""A report as a spreadsheet (ECMA-376), ready to send: a sheet a table, printed on A4, with its charts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.text import RichText
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RichTextProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from faqbot.reports.document import Cell, Column, Fact, Form, Report, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMATS = {
    Form.NUMBER: "#,##0",
    Form.RATE: "0.0%",
    Form.DURATION: "[h]:mm:ss",
    Form.MOMENT: "yyyy/mm/dd hh:mm",
    Form.DAY: "yyyy/mm/dd",
}
_FONT = "游ゴシック"
_LINE = Side(style="thin", color="B7C3CC")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="DFEEF7")
_SUM = PatternFill("solid", fgColor="F2F5F7")
_DAY_SECONDS = 86_400
_WIDE = 130
"""Half-width characters that an upright A4 page holds, made smaller by a third; a wider table is printed lying."""
_UPRIGHT = 15
"""Bars whose names still find room side by side."""
_NOT_IN_TABS = str.maketrans(dict.fromkeys("[]:*?/\\", "－"))
_LONGEST_TAB = 31


def spreadsheet(report: Report) -> bytes:
    """The report as an .xlsx file: the figures on the first sheet, then a sheet a table."""
    book = Workbook()
    _cover(book.active, report)
    for table in report.tables:
        _sheet(book.create_sheet(table.name.translate(_NOT_IN_TABS)[:_LONGEST_TAB]), table, report)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _cover(sheet: Worksheet, report: Report) -> None:
    sheet.title = "概要"
    _heading(sheet, report.title, report)
    for row, fact in enumerate(report.facts, start=4):
        _write(sheet, row, 1, fact.label, Column(fact.label)).fill = _HEAD
        _write(sheet, row, 2, fact.value, Column("", _form(fact))).alignment = Alignment(
            horizontal="right", wrap_text=True
        )
    sheet.column_dimensions["A"].width = 40
    sheet.column_dimensions["B"].width = 36
    _print(sheet, report, wide=False)


def _form(fact: Fact) -> Form:
    return Form.TEXT if isinstance(fact.value, str) else fact.form


def _sheet(sheet: Worksheet, table: Table, report: Report) -> None:
    _heading(sheet, f"{report.title}　{table.name}", report)
    for number, column in enumerate(table.columns, start=1):
        head = _write(sheet, 4, number, column.heading, Column(column.heading))
        head.font, head.fill = Font(name=_FONT, bold=True), _HEAD
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = 4
    for last, cells in enumerate(_lines(table), start=5):
        for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True), start=1):
            _write(sheet, last, number, cell, column)
    if table.total:
        for number in range(1, len(table.columns) + 1):
            sheet.cell(last, number).font, sheet.cell(last, number).fill = Font(name=_FONT, bold=True), _SUM
    if table.note:
        sheet.cell(last + 1, 1, table.note).font = Font(name=_FONT, size=9, color="4A5A66")
    if table.chart and table.rows:
        _chart(sheet, table, last + 3)
    sheet.freeze_panes = "B5" if len(table.columns) > 2 else "A5"
    sheet.print_title_rows = "4:4"
    _print(sheet, report, wide=sum(column.width for column in table.columns) > _WIDE)


def _lines(table: Table) -> Iterator[tuple[Cell, ...]]:
    if not table.rows:
        yield (table.empty, *[None] * (len(table.columns) - 1))
        return
    yield from table.rows
    if table.total:
        yield table.total


def _heading(sheet: Worksheet, title: str, report: Report) -> None:
    sheet["A1"], sheet["A2"] = title, f"{report.of}　{report.span}"
    sheet["A1"].font = Font(name=_FONT, bold=True, size=14)
    sheet["A2"].font = Font(name=_FONT, size=10)


def _write(sheet: Worksheet, row: int, number: int, value: Cell, column: Column) -> Any:
    """A cell. A text stays a text: what a caller said may begin with "=", and must not become a formula."""
    cell = sheet.cell(row, number)
    cell.value = _stored(value, column.form)
    if isinstance(value, str):
        cell.data_type = "s"
    elif value is not None:
        cell.number_format = _FORMATS.get(column.form, "General")
    right = column.form in (Form.NUMBER, Form.RATE, Form.DURATION) and not isinstance(value, str)
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="right" if right else None)
    cell.font, cell.border = Font(name=_FONT), _BOX
    return cell


def _stored(value: Cell, form: Form) -> str | int | float | date | datetime | None:
    """As a spreadsheet keeps it: no time zones, durations as parts of a day, no control characters."""
    match value:
        case str():
            return str(ILLEGAL_CHARACTERS_RE.sub("", value))
        case datetime():
            return value.replace(tzinfo=None)
        case int() | float() if form is Form.DURATION:
            return value / _DAY_SECONDS
        case _:
            return value


def _chart(sheet: Worksheet, table: Table, row: int) -> None:
    """Bars below the table, so that they print after it."""
    assert table.chart is not None
    bars = BarChart()
    bars.type, bars.style, bars.title, bars.legend = "col", 10, table.chart.title, None
    # The first line of numbers is the heading; openpyxl hides both axes unless they are told not to be deleted.
    bars.x_axis.delete = bars.y_axis.delete = False
    bars.y_axis.number_format = "#,##0"
    # Bars that do not begin at zero show differences that are not there.
    bars.y_axis.scaling.min = 0
    if len(table.rows) > _UPRIGHT:
        bars.x_axis.txPr = _turned()
    end = 4 + len(table.rows)
    column = table.chart.column + 1
    bars.add_data(Reference(sheet, min_col=column, min_row=4, max_row=end), titles_from_data=True)
    bars.set_categories(Reference(sheet, min_col=1, min_row=5, max_row=end))
    bars.gapWidth, bars.width, bars.height = 60, 21, 9
    sheet.add_chart(bars, f"A{row}")


def _turned() -> RichText:
    """Names written upwards: 60,000ths of a degree (ECMA-376 part 1 §20.1.10.3)."""
    turned = RichTextProperties(rot=-90 * 60_000, vert="horz")
    return RichText(bodyPr=turned, p=[Paragraph(pPr=ParagraphProperties(), endParaRPr=CharacterProperties())])


def _print(sheet: Worksheet, report: Report, *, wide: bool) -> None:
    """A4, as wide as the page and as long as it takes, with page numbers."""
    page = sheet.page_setup
    page.paperSize, page.orientation = sheet.PAPERSIZE_A4, "landscape" if wide else "portrait"
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.left.text = f"作成 {report.made_at:%Y/%m/%d}"
    sheet.oddFooter.center.text = "&P / &N"
