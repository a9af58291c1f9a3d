"""`faqbot report`: what the city is sent, as a spreadsheet or a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from faqbot.app import open_office
from faqbot.cli.main import cli, with_settings
from faqbot.errors import InvalidInput
from faqbot.reports.document import Report
from faqbot.settings import Settings
from faqbot.staff.figures import Period


@cli.group()
def report() -> None:
    """報告書を作ります。書き出すファイルの名前が .xlsx なら表計算、.html なら印刷用のページです。"""


_OUTPUT = click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="書き出すファイル（.xlsx か .html）",
)
_MONTH = click.option("--month", required=True, metavar="年-月", help="対象の月（例: 2026-10）")
_SINCE = click.option("--since", required=True, metavar="年-月-日", help="初めの日（例: 2026-10-01）")
_UNTIL = click.option("--until", required=True, metavar="年-月-日", help="終わりの日（その日も入る）")
_SYSTEM = click.option("--system", default="", help="システムの窓口の名前（なければすべて）")


def _system(default: str) -> Callable[[Any], Any]:
    return click.option("--system", default=default, help=f"システムの窓口の名前（既定 {default}）")


@report.command()
@_MONTH
@_SYSTEM
@_OUTPUT
@with_settings
def monthly(settings: Settings, month: str, system: str, output: Path) -> None:
    """月次報告書: 件数、初回解決率、回答までの時間、よくある質問、障害。"""
    with open_office(settings) as office:
        save(office.reports.monthly(Period.month(month), system), output)


@report.command()
@_SINCE
@_UNTIL
@_system("counter")
@_OUTPUT
@with_settings
def work(settings: Settings, since: str, until: str, system: str, output: Path) -> None:
    """作業報告書: 作業日時、担当者名、作業名、作業内容、特記事項。作業のない期間も、そう書きます。"""
    with open_office(settings) as office:
        save(office.reports.work(_period(since, until), system), output)


@report.command()
@_SINCE
@_UNTIL
@_SYSTEM
@_OUTPUT
@with_settings
def fault(settings: Settings, since: str, until: str, system: str, output: Path) -> None:
    """障害報告書: 障害ごとの原因、対処、再発防止。"""
    with open_office(settings) as office:
        save(office.reports.fault(_period(since, until), system), output)


@report.command()
@_MONTH
@_system("kiosk")
@_OUTPUT
@with_settings
def periodic(settings: Settings, month: str, system: str, output: Path) -> None:
    """定期報告書: 翌月の第 10 営業日までに出すもの。"""
    with open_office(settings) as office:
        save(office.reports.periodic(Period.month(month), system), output)


@report.command()
@_SINCE
@_UNTIL
@_SYSTEM
@_OUTPUT
@with_settings
def log(settings: Settings, since: str, until: str, system: str, output: Path) -> None:
    """利用記録: 期間のすべての記録。1 件ずつ、履歴が書きかえられていないかも調べます。"""
    with open_office(settings) as office:
        save(office.reports.log(_period(since, until), system), output)


def _period(since: str, until: str) -> Period:
    try:
        first, last = (datetime.strptime(text, "%Y-%m-%d").date() for text in (since, until))
    except ValueError:
        raise InvalidInput("日付は 2026-10-01 のように書いてください。") from None
    return Period.between(first, last)


def save(made: Report, output: Path) -> None:
    """Write a report in the form that the file's name asks for.

    Raises:
        InvalidInput: it asks for none that there is.
    """
    from faqbot.reports.page import page
    from faqbot.reports.spreadsheet import spreadsheet

    match output.suffix.lower():
        case ".xlsx":
            output.write_bytes(spreadsheet(made))
        case ".html":
            output.write_text(page(made), encoding="utf-8")
        case _:
            raise InvalidInput("書き出すファイルの名前は .xlsx か .html で終わるようにしてください。")
    click.echo(f"{made.title}（{made.span}）を {output} に書きました。")
