"""`faqbot rocketchat …`: whether everything is set up, and a simulator to try the bot with before it is."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

import click

from faqbot.app import open_store_only, rocketchat_account
from faqbot.cli import simulating
from faqbot.cli.main import cli, with_settings
from faqbot.cli.simulating import Specification
from faqbot.errors import FaqbotError, RocketChatError
from faqbot.settings import Settings

WEBHOOK_TOKEN, TOKEN = "simulator-webhook-token", "simulator-token"
"""Where none are set: the simulator listens on this machine alone, and knows nobody."""

BOT = "http://127.0.0.1:8000/rocketchat/webhook"
SPECIFICATION = Specification(
    "FAQBOT_ROCKETCHAT_SPECS", "messaging.yaml", "Rocket.Chat が公開している Rocket.Chat-Open-API のファイル"
)
_SHORTEST = 16

Line = tuple[str, str]
"""A mark (○ in order, △ to be looked at, × wrong) and what it is about."""


@cli.group()
def rocketchat() -> None:
    """Rocket.Chat の設定の確かめと、Rocket.Chat のかわりをする画面。"""


@rocketchat.command()
@click.option("--bot", default=BOT, show_default=True, help="ボットの Webhook の URL")
@with_settings
def check(settings: Settings, bot: str) -> int:
    """Rocket.Chat で使えるように設定できているかを調べます。何も投稿しません。"""
    lines = [*_settings(settings), *_webhook(settings, bot), *_user(settings)]
    for mark, said in lines:
        click.echo(f"{mark} {said}")
    return int(any(mark == "×" for mark, _ in lines))


def _settings(settings: Settings) -> Iterator[Line]:
    token = settings.rocketchat_webhook_token
    if not token:
        yield (
            "×",
            (
                "Webhook のトークンがありません。Rocket.Chat の送信 Webhook の画面に出ているトークンを、"
                "FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN に設定してください。"
            ),
        )
    elif len(token) < _SHORTEST:
        yield "△", f"Webhook のトークンが短すぎます。{_SHORTEST} 文字以上にしてください。"
    else:
        yield "○", "Webhook のトークンが設定されています。"
    yield from _collections(settings)


def _collections(settings: Settings) -> Iterator[Line]:
    """Whether what the settings name is there. Looks only: makes nothing."""
    if not settings.data.exists():
        yield (
            "×",
            f"データの置き場所 {settings.data} がありません。make run か faqbot init で作ってください。",
        )
        return
    try:
        with open_store_only(settings) as store:
            there = sorted(each.name for each in store.collections() if not each.role)
    except FaqbotError as error:
        yield "×", str(error)
        return
    for name in sorted({settings.rocketchat_collection, *settings.rocketchat_rooms.values()}):
        if name in there:
            yield "○", f"窓口「{name}」があります。"
        else:
            yield "×", f"窓口「{name}」がありません。いまある窓口: {'、'.join(there) or 'なし'}"


def _webhook(settings: Settings, bot: str) -> Iterator[Line]:
    """The bot's own door, by a message as a bot's: it is taken, and nothing is kept of it."""
    from faqbot.channels.rocketchat_account import knock

    try:
        said = knock(bot, settings.rocketchat_webhook_token)
    except RocketChatError as error:
        yield "×", str(error)
        return
    if said.get("ignored") == "bot":
        yield "○", f"ボットが {bot} で待っています。"
    else:
        yield (
            "×",
            (
                "動いているボットは、別のトークンで待っています。"
                "FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN をそろえて、faqbot serve を動かし直してください。"
            ),
        )


def _user(settings: Settings) -> Iterator[Line]:
    account = rocketchat_account(settings)
    if account is None:
        yield (
            "△",
            "REST での投稿は使いません（Webhook の返事で答えます。FAQBOT_ROCKETCHAT_URL・USER・TOKEN がそろうと使います）。",
        )
        return
    try:
        yield "○", f"Rocket.Chat に「{account.name()}」として入れます。"
    except RocketChatError as error:
        yield "×", str(error)
        return
    try:
        webhooks = account.webhooks()
    except RocketChatError:
        yield (
            "△",
            "送信 Webhook の設定は、このユーザーでは見られません。docs/rocketchat.md の表と見くらべてください。",
        )
        return
    yield from _integrations(webhooks, settings.rocketchat_webhook_token)


def _integrations(webhooks: Any, token: str) -> Iterator[Line]:
    ours = [
        each for each in webhooks if any("/rocketchat/webhook" in str(url) for url in each.get("urls", ()))
    ]
    if not ours:
        yield (
            "×",
            "このボットを呼ぶ送信 Webhook が、Rocket.Chat にありません。docs/rocketchat.md の手順で作ってください。",
        )
    if len(ours) > 1:
        yield "△", f"このボットを呼ぶ送信 Webhook が {len(ours)} つあります。ひとつにしてください。"
    for each in ours:
        yield from _integration(each, token)


def _integration(each: Mapping[str, Any], token: str) -> Iterator[Line]:
    name = each.get("name") or "名前なし"
    if not each.get("enabled"):
        yield "×", f"送信 Webhook「{name}」が止まっています。有効にしてください。"
    elif not secrets.compare_digest(str(each.get("token", "")).encode(), token.encode()):
        yield (
            "×",
            f"送信 Webhook「{name}」のトークンが、FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN と違います。同じにしてください。",
        )
    else:
        yield "○", f"送信 Webhook「{name}」が動いています。"
    if each.get("scriptEnabled"):
        yield "△", f"送信 Webhook「{name}」のスクリプトは要りません。オフにしてください。"


@rocketchat.command()
@click.option("--bot", default=BOT, show_default=True, help="ボットの Webhook の URL")
@click.option("--word", multiple=True, help="ボットを呼ぶことば（Trigger Words）。何度でも書けます")
@simulating.port(8901)
@with_settings
def simulate(settings: Settings, bot: str, word: tuple[str, ...], port: int) -> None:
    """Rocket.Chat のかわりをして、本物がなくてもボットをためせるようにします。止めるときは Ctrl+C。"""
    from faqbot.simulators.rocketchat.app import create_simulator
    from faqbot.simulators.rocketchat.outgoing import Integration
    from faqbot.simulators.rocketchat.workspace import BOT as USER

    called, token = settings.rocketchat_webhook_token or WEBHOOK_TOKEN, settings.rocketchat_token or TOKEN
    contract = SPECIFICATION.within(settings.rocketchat_specs)
    made = create_simulator(Integration(bot, called, word), token=token, contract=contract)
    listener, address = simulating.begin(port, "Rocket.Chat")
    click.echo(f"メッセージの届け先（送信 Webhook）: {bot}")
    click.echo("ボットの側は、次の設定で動かしてください。")
    given = simulating.told(settings.rocketchat_webhook_token, called)
    click.echo(f"  FAQBOT_ROCKETCHAT_WEBHOOK_TOKEN={given}")
    click.echo("REST での投稿もためすときは、次も設定してください。")
    click.echo(f"  FAQBOT_ROCKETCHAT_URL={address}")
    click.echo(f"  FAQBOT_ROCKETCHAT_USER={USER.id}")
    click.echo(f"  FAQBOT_ROCKETCHAT_TOKEN={simulating.told(settings.rocketchat_token, token)}")
    simulating.run(made.app, listener)
