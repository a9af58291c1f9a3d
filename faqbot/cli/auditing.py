"""`faqbot audit`: who did what, and is all of it still there?"""

from __future__ import annotations

import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import click

from faqbot.app import open_trust
from faqbot.cli.main import cli, with_settings
from faqbot.errors import InvalidInput
from faqbot.schedule.hours import JST
from faqbot.settings import Settings
from faqbot.staff.audit import AuditSought, Deed
from faqbot.trust.trail import DEEDS, anchors_in, row, spoken


@cli.group()
def audit() -> None:
    """監査の記録（だれが、いつ、何をしたか）を調べ、書き出し、改ざんがないことを確かめます。"""


@audit.command()
@click.option(
    "--anchor",
    "anchors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="faqbot audit anchor で取っておいた控え",
)
@with_settings
def verify(settings: Settings, anchors: Path | None) -> None:
    """記録が書きかえられたり、抜かれたり、並べかえられたりしていないことを確かめます。"""
    kept = anchors_in(anchors.read_text("utf-8").splitlines()) if anchors else {}
    with open_trust(settings) as trust:
        verdict = trust.trail.verify(kept)
    for each in verdict.breaks:
        click.echo(f"{each.number} 番: {each.what}。", err=True)
    if verdict.breaks:
        click.echo(
            "監査の記録が正しくありません。データベースをこのまま残し、情報セキュリティの担当に知らせてください。",
            err=True,
        )
        sys.exit(1)
    click.echo(f"監査の記録 {verdict.end.number} 件は、すべて正しくつながっています。")


@audit.command()
@with_settings
def anchor(settings: Settings) -> None:
    """いまの記録の終わりを 1 行で出します。別の機械や紙に控えておくと、あとで verify に使えます。"""
    with open_trust(settings) as trust:
        click.echo(spoken(trust.trail.anchor()))


_DAY = click.DateTime(["%Y-%m-%d"])


@audit.command()
@click.option("--who", default="", help="アカウントの名前")
@click.option("--deed", type=click.Choice([deed.value for deed in Deed]), help="したこと")
@click.option("--kind", default="", help="対象の種類（entries、accounts、sessions、inquiries など）")
@click.option("--thing", default="", help="対象（項目なら「窓口/ID」、アカウントなら名前）")
@click.option("--since", type=_DAY, metavar="年-月-日", help="初めの日")
@click.option("--until", type=_DAY, metavar="年-月-日", help="終わりの日（その日も入る）")
@click.option("--limit", type=click.IntRange(1), default=200, help="出す件数（既定 200、新しいものから）")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="CSV で書き出す（件数の限りなし）"
)
@with_settings
def search(
    settings: Settings,
    who: str,
    deed: str | None,
    kind: str,
    thing: str,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    output: Path | None,
) -> None:
    """記録を探します。--output を付けると CSV のファイルにします。"""
    sought = AuditSought(
        who=who,
        deed=Deed(deed) if deed else None,
        kind=kind,
        thing=thing,
        since=_midnight(since.date()) if since else None,
        until=_midnight(until.date() + timedelta(days=1)) if until else None,
        limit=None if output else limit,
    )
    if output and output.suffix != ".csv":
        raise InvalidInput("書き出すファイルの名前は .csv で終わるようにしてください。")
    with open_trust(settings) as trust:
        if output:
            click.echo(f"{trust.trail.export(sought, output)} 件を {output} に書き出しました。")
            return
        for each in trust.trail.search(sought):
            number, at, by, address, _, _, sort, what, *_ = row(each)
            click.echo("\t".join((number, at, by or "-", address or "-", DEEDS[each.deed], sort, what)))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), JST)
