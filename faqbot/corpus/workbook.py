"""Entries to an Excel workbook, so that reading it again gives the same entries."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from faqbot.corpus.writer import table
from faqbot.types import Entry

_BOLD = Font(bold=True)
_LINES = Alignment(vertical="top", wrap_text=True)
_WIDE = frozenset({"質問", "言い換え", "答え"})


def to_xlsx(entries: Sequence[Entry]) -> bytes:
    """A workbook with one sheet, its columns as in CSV. Every cell is text: nothing in it is reckoned as a formula."""
    header, rows = table(entries)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("項目")
    sheet.freeze_panes = "C2"
    for number, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 48 if name in _WIDE else 16
    sheet.append([_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, row.get(name, "")) for name in header])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text) or None)
    if text:
        cell.data_type = "s"
    if bold:
        cell.font = _BOLD
    elif "\n" in text:
        cell.alignment = _LINES
    return cell
