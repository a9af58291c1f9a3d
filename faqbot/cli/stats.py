"""`faqbot stats`: how far questions got, what was looked at most, and what was missed most."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime, timedelta

import click
from rich.console import Console
from rich.table import Table

from faqbot.app import open_store_only
from faqbot.cli.main import cli, with_settings
from faqbot.desk.funnel import Statistics, statistics
from faqbot.errors import InvalidInput
from faqbot.schedule.hours import JST
from faqbot.settings import Settings
from faqbot.staff.figures import Period
from faqbot.staff.funnel import STEPS, Along, Chosen, Funnel

SPAN = timedelta(weeks=4)
_BAR = 20
_ALONG = {Along.WEEK: "週（月曜）", Along.CHANNEL: "入口", Along.COLLECTION: "窓口"}


@cli.command()
@click.option("--since", metavar="年-月-日", help="初めの日（なければ 4 週間前）")
@click.option("--until", metavar="年-月-日", help="終わりの日（その日も入る。なければ今日）")
@click.option("--collection", default="", help="この窓口だけ")
@click.option("--channel", default="", help="この入口だけ（例: web）")
@click.option("--json", "as_json", is_flag=True, help="1 つの JSON で出す")
@click.option("--rebuild", is_flag=True, help="残っている質問を、はじめに全部数えなおす")
@with_settings
def stats(
    settings: Settings,
    since: str | None,
    until: str | None,
    collection: str,
    channel: str,
    as_json: bool,
    rebuild: bool,
) -> None:
    """質問がどこまで届いたかを数えます。よく見られた項目と、答えられなかった質問も出します。"""
    last = _day(until) if until else datetime.now(JST).date()
    first = _day(since) if since else last - SPAN
    if first > last:
        raise InvalidInput(f"初めの日（{first}）を、終わりの日（{last}）より前にしてください。")
    chosen = Chosen(period=Period(first=first, last=last), collection=collection, channel=channel)
    with open_store_only(settings) as store:
        if rebuild:
            click.echo(f"{store.recount():,} 日分を数えなおしました。", err=True)
        found = statistics(store, chosen)
    if as_json:
        click.echo(json.dumps(_plain(found, chosen), ensure_ascii=False))
    else:
        _show(found, chosen)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"日は 2026-11-20 のように書いてください（いまは「{text}」）。") from None


def _plain(found: Statistics, chosen: Chosen) -> dict[str, object]:
    return {
        "since": chosen.period.first.isoformat(),
        "until": chosen.period.last.isoformat(),
        "funnel": asdict(found.whole),
        **{along.value: [asdict(each) for each in funnels] for along, funnels in found.along.items()},
        "viewed": [asdict(each) for each in found.viewed],
        "missed": [asdict(each) | {"week": each.week.isoformat()} for each in found.missed],
    }


def _show(found: Statistics, chosen: Chosen) -> None:
    console = Console()
    console.print(f"{chosen.period.first} から {chosen.period.last} まで")
    if not found.whole.received:
        console.print("この間の質問はありません。")
        return
    console.print(_steps(found.whole))
    for along, funnels in found.along.items():
        console.print(_groups(_ALONG[along], funnels))
    console.print(
        _listed(
            "よく見られた項目", ("窓口", "項目"), [(v.count, v.collection, v.entry_id) for v in found.viewed]
        )
    )
    missed = [(m.count, m.week.isoformat(), m.text) for m in found.missed]
    console.print(_listed("答えられなかった質問", ("週（月曜）", "質問"), missed))


def _steps(funnel: Funnel) -> Table:
    table = Table(box=None, show_header=False)
    for name, title in STEPS.items():
        count = getattr(funnel, name)
        share = count / funnel.received
        table.add_row(title, f"{count:,}", f"{share:.0%}", "█" * round(_BAR * share))
    return table


def _groups(title: str, funnels: tuple[Funnel, ...]) -> Table:
    table = Table(title, *STEPS.values(), box=None)
    for funnel in funnels:
        table.add_row(funnel.key, *(f"{getattr(funnel, name):,}" for name in STEPS))
    return table


def _listed(title: str, columns: tuple[str, ...], rows: list[tuple[int, str, str]]) -> Table:
    table = Table("回数", *columns, title=title, title_justify="left", box=None)
    for count, *cells in rows:
        table.add_row(f"{count:,}", *cells)
    return table
