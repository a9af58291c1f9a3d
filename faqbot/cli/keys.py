"""`faqbot key`: keys for machines that ask. What is shown once is kept nowhere."""

from __future__ import annotations

import click

from faqbot.app import open_office
from faqbot.cli.main import cli, with_settings
from faqbot.settings import Settings
from faqbot.staff.credentials import ApiKey, Scope

SCOPE_NAMES = {Scope.ASK: "質問", Scope.METRICS: "監視"}


@cli.group()
def key() -> None:
    """機械（案内端末や監視）が使うキーを作り、止めます。"""


@key.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice([scope.value for scope in Scope]),
    multiple=True,
    required=True,
    help="できること。いくつでも",
)
@click.option("--days", default=365, show_default=True, help="何日使えるか")
@with_settings
def create(settings: Settings, name: str, scopes: tuple[str, ...], days: int) -> None:
    """キーを作ります。キーが出るのはこの一度だけです。"""
    with open_office(settings) as office:
        made, sent = office.keys.create(name, [Scope(each) for each in scopes], days=days)
    click.echo(sent)
    click.echo(
        f"「{made.name}」のキーを作りました（番号 {made.id}、{made.expires_at:%Y-%m-%d} まで）。"
        "いま出たキーを、その機械に設定してください。もう一度見ることはできません。",
        err=True,
    )


@key.command("list")
@with_settings
def list_(settings: Settings) -> None:
    """キーの一覧を出します。キーそのものは出ません。"""
    with open_office(settings) as office:
        for each in office.keys.all():
            click.echo(_line(each))


@key.command()
@click.argument("number")
@with_settings
def revoke(settings: Settings, number: str) -> None:
    """キーを止めます。すぐに使えなくなります。"""
    with open_office(settings) as office:
        office.keys.revoke(number)
    click.echo(f"キー {number} を止めました。")


def _line(each: ApiKey) -> str:
    used = f"{each.used_at:%Y-%m-%d %H:%M} に使用" if each.used_at else "未使用"
    state = "停止" if each.revoked else f"{each.expires_at:%Y-%m-%d} まで"
    may = "・".join(SCOPE_NAMES[scope] for scope in sorted(each.scopes))
    return f"{each.id}\t{each.name}\t{may}\t{state}\t{used}"
