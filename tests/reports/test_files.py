"""The spreadsheet and the page: what is in them, what a caller's words cannot do in them, and that an office opens them."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from faqbot.desk.reports import Reports
from faqbot.reports.document import Chart, Column, Fact, Form, Report, Table
from faqbot.reports.page import page
from faqbot.reports.spreadsheet import spreadsheet
from tests.staff.month import OCTOBER

EVIL = '=HYPERLINK("http://evil.example","見て")\x07<script>alert(1)</script>'
SMALL = Report(
    title="報告書",
    span="2026年10月",
    made_at=datetime(2026, 11, 20, tzinfo=UTC),
    facts=(Fact("受付", 3, Form.NUMBER), Fact("率", None, Form.RATE)),
    tables=(
        Table(
            "一/二",
            (
                Column("名", width=100),
                Column("数", Form.NUMBER),
                Column("率", Form.RATE),
                Column("時", Form.DURATION),
                Column("日時", Form.MOMENT),
            ),
            ((EVIL, 3, 0.5, 90, datetime(2026, 10, 1, 9, 30, tzinfo=UTC)), ("い", 0, None, None, None)),
            chart=Chart("数", 1),
            total=("合計", 3, 0.5, 90, None),
            note="注",
        ),
        Table("空", (Column("名"),), ()),
    ),
)


def opened(report: Report) -> Any:
    return load_workbook(BytesIO(spreadsheet(report)))


def test_a_callers_words_stay_words() -> None:
    cell = opened(SMALL).worksheets[1]["A5"]
    assert (cell.data_type, cell.value) == ("s", EVIL.replace("\x07", ""))
    shown = page(SMALL)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_numbers_are_numbers() -> None:
    sheet = opened(SMALL).worksheets[1]
    assert [sheet.cell(5, n).value for n in (2, 3)] == [3, 0.5]
    assert sheet.cell(5, 4).number_format == "[h]:mm:ss"
    assert sheet.cell(5, 4).value.total_seconds() == 90
    assert sheet.cell(5, 5).value == datetime(2026, 10, 1, 9, 30)
    assert sheet.cell(7, 1).value == "合計"
    assert sheet.cell(8, 1).value == "注"


def test_every_sheet_is_ready_to_print() -> None:
    book = opened(SMALL)
    assert book.sheetnames == ["概要", "一－二", "空"]
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [sheet.page_setup.orientation for sheet in book.worksheets] == [
        "portrait",
        "landscape",
        "portrait",
    ]
    assert book.worksheets[1].freeze_panes == "B5"
    assert book.worksheets[1].print_title_rows == "$4:$4"
    assert len(book.worksheets[1]._charts) == 1
    assert book.worksheets[2]["A5"].value == "この期間にはありませんでした。"


def test_the_page_needs_nothing_else() -> None:
    shown = page(SMALL)
    assert "<link" not in shown
    assert "src=" not in shown
    assert "@page { size: A4" in shown
    assert "50.0%" in shown
    assert "1分30秒" in shown
    assert "2026/10/01 09:30" in shown
    assert "－" in shown


@pytest.fixture(scope="module")
def every(reports: Reports) -> dict[str, Report]:
    return {
        "monthly": reports.monthly(OCTOBER),
        "work": reports.work(OCTOBER, "counter"),
        "fault": reports.fault(OCTOBER),
        "periodic": reports.periodic(OCTOBER, "kiosk"),
        "log": reports.log(OCTOBER, "terminal"),
    }


def test_every_kind_becomes_both(every: dict[str, Report]) -> None:
    for report in every.values():
        book = opened(report)
        assert len(book.sheetnames) == len(report.tables) + 1
        assert book.worksheets[0]["A1"].value == report.title
        for table in report.tables:
            assert f"<h2>{table.name}</h2>" in page(report)


def test_the_sums_in_the_file_are_those_of_its_rows(every: dict[str, Report]) -> None:
    sheet = opened(every["monthly"])["日別"]
    numbers = [sheet.cell(row, 2).value for row in range(5, 36)]
    assert sheet["A36"].value == "合計"
    assert sheet["B36"].value == sum(numbers) >= 2000
    assert sheet["A5"].value == "10/1（木）"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_an_office_opens_the_month(every: dict[str, Report], tmp_path: Path) -> None:
    (tmp_path / "monthly.xlsx").write_bytes(spreadsheet(every["monthly"]))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "monthly.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "monthly.pdf").read_bytes().startswith(b"%PDF")


def test_days_are_days() -> None:
    report = Report(
        "報", "", datetime(2026, 1, 1, tzinfo=UTC), (Fact("期限", date(2026, 11, 13), Form.DAY),), ()
    )
    assert opened(report)["概要"]["B4"].value == datetime(2026, 11, 13)
    assert "2026/11/13" in page(report)
