"""`faqbot account`: who may sign in. The first administrator comes from here; no account has a default password."""

from __future__ import annotations

import sys

import click

from faqbot.app import open_office
from faqbot.cli.main import cli, with_settings
from faqbot.errors import InvalidInput, SettingsError
from faqbot.settings import Settings
from faqbot.staff.accounts import Account, Role

ROLE_NAMES = {Role.AGENT: "受付", Role.CURATOR: "編集", Role.ADMINISTRATOR: "管理者"}


@cli.group()
def account() -> None:
    """職員のアカウントを作り、止め、パスワードを変えます。"""


@account.command()
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.AGENT.value)
@click.option("--department", required=True, help="所属")
@click.option("--display-name", default="", help="報告書に出る担当者名（既定はアカウントの名前）")
@with_settings
def add(settings: Settings, name: str, role: str, department: str, display_name: str) -> None:
    """アカウントを作ります。パスワードはこのあとで聞きます（15 文字以上）。"""
    with open_office(settings) as office:
        made = office.accounts.create(
            name, _new_password(), role=Role(role), department=department, display_name=display_name
        )
    click.echo(f"アカウント「{made.name}」を作りました（{ROLE_NAMES[made.role]}、{made.department}）。")


@account.command("list")
@with_settings
def list_(settings: Settings) -> None:
    """アカウントの一覧を出します。"""
    with open_office(settings) as office:
        for each in office.accounts.accounts():
            click.echo(_line(each))


@account.command()
@click.argument("name")
@click.option("--again", is_flag=True, help="止めたアカウントを、また使えるようにする")
@with_settings
def disable(settings: Settings, name: str, again: bool) -> None:
    """アカウントを止めます。サインイン中でも、すぐに使えなくなります。記録は残ります。"""
    with open_office(settings) as office:
        office.accounts.disable(name, disabled=not again)
    click.echo(f"アカウント「{name}」を" + ("また使えるようにしました。" if again else "止めました。"))


@account.command()
@click.argument("name")
@with_settings
def password(settings: Settings, name: str) -> None:
    """パスワードを決め直します。その人のサインインはすべて切れます。"""
    with open_office(settings) as office:
        office.accounts.set_password(name, _new_password())
    click.echo(f"アカウント「{name}」のパスワードを変えました。")


@account.command()
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="新しい役割")
@click.option("--department", help="新しい所属")
@with_settings
def place(settings: Settings, name: str, role: str | None, department: str | None) -> None:
    """役割か所属を変えます。変わったときは、その人のサインインはすべて切れます。"""
    with open_office(settings) as office:
        now = office.accounts.account(name)
        office.accounts.set_place(now.name, Role(role or now.role), department or now.department)
        after = office.accounts.account(name)
    click.echo(f"アカウント「{after.name}」は、いま {ROLE_NAMES[after.role]}、{after.department} です。")


@account.command("reset-code")
@click.argument("name")
@with_settings
def reset_code(settings: Settings, name: str) -> None:
    """確認アプリの設定を消します。電話をなくした人のためのものです。その人のサインインはすべて切れます。"""
    with open_office(settings) as office:
        office.accounts.reset_factor(name)
    click.echo("確認アプリの設定を消しました。役割に必要なら、次のサインインで設定し直します。")


@account.command("single-sign-on")
@click.argument("name")
@with_settings
def single_sign_on(settings: Settings, name: str) -> None:
    """前からあるアカウントを、庁内の認証に移します。同じ名前で最初に来た人のものになり、パスワードは使えなくなります。"""
    if not settings.oidc_issuer:
        raise SettingsError(
            "先に FAQBOT_OIDC_ISSUER を設定してください。docs/accounts.ja.md に手順があります。"
        )
    with open_office(settings) as office:
        office.accounts.sign_in_elsewhere(name, settings.oidc_issuer)
    click.echo("次からは、庁内の認証でサインインしてもらってください。")


@account.command("sign-out")
@click.argument("name")
@with_settings
def sign_out(settings: Settings, name: str) -> None:
    """その人のサインインを、すべての端末で切ります。"""
    with open_office(settings) as office:
        office.accounts.sessions.end_everywhere(office.accounts.account(name))
    click.echo("すべての端末でサインアウトしました。")


def _line(each: Account) -> str:
    state = "（停止中）" if each.disabled else ""
    return f"{each.name}\t{each.display_name}\t{ROLE_NAMES[each.role]}\t{each.department}{state}"


def _new_password() -> str:
    """Asked for twice at a terminal; a script pipes it in as one line, so that it stands in no argument and no history."""
    if sys.stdin.isatty():
        typed: str = click.prompt("パスワード", hide_input=True, confirmation_prompt="もう一度")
        return typed
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise InvalidInput(
            "パスワードがありません。端末で実行するか、標準入力の 1 行目に書いて渡してください。"
        )
    return line
