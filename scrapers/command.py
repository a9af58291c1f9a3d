"""`faqbot scrape new | try | run | status`: a city's web site, looked at, tried, crawled."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from faqbot.app import open_desk
from faqbot.cli.main import with_settings
from faqbot.desk.desk import Desk
from faqbot.errors import FaqbotError, NotFound, SettingsError
from faqbot.settings import Settings
from scrapers import app
from scrapers.agenda import Agenda
from scrapers.extract import extract
from scrapers.harvest.lock import Busy, alone
from scrapers.harvest.reasons import in_words
from scrapers.harvest.report import Report, body, mail, subject
from scrapers.harvest.run import run as harvest
from scrapers.progress import CrawlProgress
from scrapers.showing import add_status, show_page, status_table
from scrapers.sources import Source
from scrapers.survey import Look, draft, first_source, look

LOOK, BUSY = 3, 75
"""Exit codes: somebody should look; another run is going on (EX_TEMPFAIL of sysexits.h)."""


@click.group()
def scrape() -> None:
    """市のサイトを読み、FAQ との違いを担当課に知らせます。"""


@scrape.command()
@click.argument("url")
@click.option("--name", required=True, help="名前（英小文字・数字・ハイフン）。ファイルの名前になる")
@click.option("--contact", required=True, help="サイトの管理者から連絡がつくメールアドレスかURL")
@click.option("--collection", default="garbage", help="取り込み先の窓口（既定 garbage）")
@click.option("--pages", default=10, type=click.IntRange(1, 100), help="見るページ数（既定 10）")
@click.option(
    "--network", "networks", multiple=True, help="庁内のサイトを読むとき、接続を許す範囲（例: 10.1.2.0/24）"
)
@with_settings
def new(
    settings: Settings,
    url: str,
    name: str,
    contact: str,
    collection: str,
    pages: int,
    networks: tuple[str, ...],
) -> None:
    """サイトを少し見て、最初の設定ファイルを作ります。"""
    agenda = Agenda(settings.data)
    file = agenda.file(name)
    if file.exists():
        raise SettingsError(f"{file} はもうあります。別の名前にするか、そのファイルを直してください。")
    source = first_source(name, url, contact, networks=networks, pages=pages)
    looks = _looks(source, agenda.state(name))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(draft(source, looks, collection), "utf-8")
    click.echo(f"{file} を作りました。読み取りの様子は faqbot scrape try {name} で見られます。")


@scrape.command("try")
@click.argument("name")
@click.option("--pages", default=10, type=click.IntRange(1, 1000), help="読むページ数（既定 10）")
@click.option("--rows", default=20, type=click.IntRange(1, 1000), help="1 ページで見せる件数（既定 20）")
@with_settings
def try_(settings: Settings, name: str, pages: int, rows: int) -> None:
    """何が読み取れるかを見せます。FAQ は変わりません。"""
    # A person is waiting: ten pages by day disturb nobody.
    agenda = Agenda(settings.data)
    source = replace(agenda.source(name), pages=pages, hours=None)
    console = Console()
    looks = _looks(source, agenda.state(name) / "try")
    for each in looks:
        show_page(console, each, source, rows)
    found = sum(len(each.extracted.items) + len(each.extracted.faqs) for each in looks)
    console.print(f"{len(looks)} ページから、{found} 件を読み取りました。")


@scrape.command()
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="有効な設定のうち、見る日が来たものをすべて")
@click.option("--mail-to", metavar="アドレス", help="結果をメールの形で出す（| sendmail -t で送れる）")
@with_settings
def run(settings: Settings, names: tuple[str, ...], everything: bool, mail_to: str | None) -> int:
    """サイトを読み、前の回との違いを担当課に確かめてもらいます。

    終了コード: 0 はよし、3 は注意あり、1 は取り込めないサイトあり、75 はほかで実行中。
    """
    if bool(names) == everything:
        raise click.UsageError("名前か --all の、どちらか一方を指定してください。")
    agenda = Agenda(settings.data)
    sources, reports = ([agenda.source(name) for name in names], []) if names else agenda.due(app.WATCH.now())
    try:
        with alone(agenda.state()), CrawlProgress() as progress, open_desk(settings) as desk:
            reports += [_run(source, agenda, desk, progress) for source in sources]
    except Busy:
        click.echo(
            "faqbot: ほかの取り込みが動いているので、終わってから、もう一度実行してください。", err=True
        )
        return BUSY
    click.echo(mail(reports, mail_to) if mail_to else f"{subject(reports)}\n\n{body(reports)}", nl=False)
    if any(report.failure for report in reports):
        return 1
    return LOOK if any(report.needs_a_look for report in reports) else 0


@scrape.command()
@with_settings
def status(settings: Settings) -> None:
    """それぞれのサイトの、前の回の結果と、確認待ちの件数を見せます。"""
    agenda, table = Agenda(settings.data), status_table()
    with open_desk(settings) as desk:
        for name in agenda.names():
            try:
                source = agenda.source(name)
            except SettingsError as error:
                click.echo(str(error), err=True)
            else:
                add_status(table, source, agenda.memory(source), len(desk.proposals.list(source=name)))
    Console().print(table)


def _looks(source: Source, folder: Path) -> list[Look]:
    """What a few pages say; those that cannot be read are told on standard error."""
    walk = app.Walk(source, (), folder)
    looks, refused = look(walk, source.hints)
    if not looks:
        why = in_words(refused[0]) if refused else walk.problem or "ページがありません"
        raise NotFound(f"{source.start[0]} を読めませんでした: {why}。")
    for each in refused:
        click.echo(f"読めなかったページ {each.url}: {in_words(each)}", err=True)
    return looks


def _run(source: Source, agenda: Agenda, desk: Desk, progress: CrawlProgress) -> Report:
    """One source; whatever goes wrong with it, the others are still crawled."""
    folder = agenda.state(source.name)

    def walk(source: Source, known: Iterable[str]) -> app.Walk:
        return app.Walk(source, tuple(known), folder, progress.of(source.title or source.name))

    try:
        return harvest(source, desk, folder / "memory", crawl=walk, extract=extract, now=app.WATCH.now)
    except FaqbotError as error:
        failure = str(error)
    except Exception as error:  # a page nobody foresaw must not keep the other sources from being crawled
        if "--traceback" in sys.argv:
            raise
        logging.getLogger(__name__).error("source %s failed: %s", source.name, type(error).__name__)
        failure = f"思いがけない不具合（{type(error).__name__}）。faqbot --traceback で実行し、開発者に知らせてください。"
    return Report(source=source.name, title=source.title, at=app.WATCH.now(), failure=failure)
