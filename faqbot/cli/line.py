"""`faqbot line …`: whether the account is set up, its menus, and a simulator to try the bot with before there is one."""

from __future__ import annotations

from pathlib import Path

import click

from faqbot.cli import simulating
from faqbot.cli.main import cli, with_settings
from faqbot.cli.simulating import Specification
from faqbot.settings import Settings

TOKEN, SECRET = "simulator-token", "simulator-secret"
"""Where none are set: the simulator listens on this machine alone, and knows nobody."""

BOT = "http://127.0.0.1:8000/line/webhook"
SPECIFICATION = Specification(
    "FAQBOT_LINE_SPECS", "messaging-api.yml", "LINE が公開している line-openapi のファイル"
)


@cli.group()
def line() -> None:
    """LINE のメニューと、LINE のかわりをする画面。"""


@line.command()
@click.option("--bot", default=BOT, show_default=True, help="ボットの Webhook の URL")
@simulating.port(8900)
@with_settings
def simulate(settings: Settings, bot: str, port: int) -> None:
    """LINE のかわりをして、アカウントなしでボットをためせるようにします。止めるときは Ctrl+C。"""
    from faqbot.simulators.line.app import create_simulator

    token, secret = settings.line_token or TOKEN, settings.line_secret or SECRET
    made = create_simulator(
        bot=bot, token=token, secret=secret, contract=SPECIFICATION.within(settings.line_specs)
    )
    listener, address = simulating.begin(port, "LINE")
    click.echo(f"メッセージの届け先（Webhook）: {bot}")
    click.echo("ボットの側は、次の設定で動かしてください。")
    click.echo(f"  FAQBOT_LINE_HOST={address}")
    click.echo(f"  FAQBOT_LINE_TOKEN={simulating.told(settings.line_token, token)}")
    click.echo(f"  FAQBOT_LINE_SECRET={simulating.told(settings.line_secret, secret)}")
    simulating.run(made.app, listener)


@line.command()
@with_settings
def check(settings: Settings) -> int:
    """トークン・シークレット・Webhook URL が正しいかを調べ、直すところを知らせます。"""
    from faqbot.channels.line_check import check as checked

    wrong = False
    for finding in checked(settings.line_token, settings.line_secret, settings.line_host):
        wrong = wrong or not finding.ok
        click.echo(f"{'○' if finding.ok else '×'} {finding.said}")
        if finding.advice:
            click.echo(f"  → {finding.advice}")
    _tell_counts(settings)
    return int(wrong)


def _tell_counts(settings: Settings) -> None:
    """How the last day's messages went, where there is a database."""
    from datetime import UTC, datetime, timedelta

    from faqbot.app import open_store_only

    if not (settings.data / "faqbot.db").exists():
        return
    with open_store_only(settings) as store:
        counts = store.count_arrivals("line", datetime.now(UTC) - timedelta(days=1))
    if counts:
        told = "、".join(f"{_FATES.get(fate, fate)} {count} 件" for fate, count in sorted(counts.items()))
        click.echo(f"この 1 日のメッセージ: {told}")


_FATES = {
    "done": "答えた",
    "pushed": "後から送った",
    "late": "間に合わず未回答に入れた",
    "failed": "送れなかった",
    "taken_back": "取り消された",
    "waiting": "これから答える",
}

MENUS = Path("corpus/line/menu.toml")
_file = click.option(
    "--file",
    type=click.Path(path_type=Path),
    default=MENUS,
    show_default=True,
    help="メニューを書いたファイル",
)


@line.group()
def menu() -> None:
    """トークの下に出るメニュー（リッチメニュー）。"""


@menu.command()
@_file
@with_settings
def push(settings: Settings, file: Path) -> None:
    """メニューをすべて LINE に送ります。災害のときのメニューも、前もってここで送られます。"""
    from faqbot.channels.line_account import Account
    from faqbot.channels.line_menufile import read_menus

    Account(settings.line_token, settings.line_host).push(read_menus(file), click.echo)


@menu.command()
@click.argument("name")
@_file
@with_settings
def switch(settings: Settings, name: str, file: Path) -> None:
    """みなさんに出すメニューを切りかえます（例: faqbot line menu switch disaster）。"""
    from faqbot.channels.line_account import Account
    from faqbot.channels.line_menufile import read_menus

    chosen = Account(settings.line_token, settings.line_host).switch(read_menus(file), name)
    click.echo(f"「{chosen.title}」に切りかえました。届くまで 1 分ほどかかることがあります。")


@menu.command("list")
@_file
@with_settings
def list_menus(settings: Settings, file: Path) -> None:
    """ファイルのメニューと、LINE にあるかどうかを並べます。"""
    from faqbot.channels.line_account import Account
    from faqbot.channels.line_menufile import read_menus

    for sent in Account(settings.line_token, settings.line_host).tabs(read_menus(file)):
        state = "表示中" if sent.shown else "送信ずみ" if sent.menu_id else "まだ送っていません"
        click.echo(f"{sent.menu.name}\t{sent.menu.title}\t{sent.tab.label}\t{state}")


@menu.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_file
@with_settings
def draw(settings: Settings, folder: Path, file: Path) -> None:
    """送る前に見られるように、メニューの絵をフォルダーに作ります。"""
    from faqbot.channels.line_menufile import read_menus
    from faqbot.channels.line_picture import draw as drawn

    folder.mkdir(parents=True, exist_ok=True)
    for each in read_menus(file):
        for tab in each.tabs:
            (folder / f"{tab.alias}.png").write_bytes(drawn(each, tab))
            click.echo(f"{folder / f'{tab.alias}.png'} を作りました。")
