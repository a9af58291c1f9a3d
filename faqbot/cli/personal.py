"""`faqbot retention` and `faqbot personal`: what goes when its time is over, and what one person may ask for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from faqbot.app import open_trust
from faqbot.cli.main import cli, with_settings
from faqbot.operation.chores import Chore, done
from faqbot.settings import Settings
from faqbot.staff.retention import Kept
from faqbot.store.key import write_private
from faqbot.trust.persons import Persons

NAMES = {
    Kept.QUESTIONS: "質問の文と、だれの質問か",
    Kept.TICKETS: "閉じた未回答の質問の文",
    Kept.VISITORS: "覚えた地区",
    Kept.ARRIVALS: "LINE で届いた記録",
    Kept.DELIVERIES: "Rocket.Chat に返した内容",
    Kept.DRAFTS: "書きかけの問い合わせ記録",
    Kept.INQUIRIES: "問い合わせ記録",
    Kept.SESSIONS: "職員のサインインの記録",
}


@cli.command()
@click.option("--dry-run", is_flag=True, help="消さずに、消える件数だけを出す")
@with_settings
def retention(settings: Settings, dry_run: bool) -> None:
    """保存の期間が過ぎたデータを消します。毎晩動かします。期間は FAQBOT_KEEP_DAYS で変えられます。"""
    with open_trust(settings) as trust:
        counts = trust.persons.due() if dry_run else trust.persons.expire()
    if not dry_run:
        done(settings.data, Chore.RETENTION)
    for kind, count in counts.items():
        click.echo(f"{NAMES[kind]}（{kind}）\t{count} 件" + ("が消えます" if dry_run else "を消しました"))


@cli.group()
def personal() -> None:
    """一人についてのデータを、本人に渡すために書き出すか、消します。"""


def _typed(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """`-` is the first line of standard input: what stands in an argument, every process of the machine may read."""
    return sys.stdin.readline().strip() if value == "-" else value


_WHOSE = (
    click.option(
        "--line",
        default="",
        callback=_typed,
        help="LINE の利用者の ID（U で始まる）。- なら標準入力の 1 行目",
    ),
    click.option(
        "--session", default="", callback=_typed, help="ページの会話の番号。- なら標準入力の 1 行目"
    ),
    click.option("--account", default="", help="職員のアカウントの名前"),
)


@personal.command("export")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="書き出す JSON"
)
@_WHOSE[0]
@_WHOSE[1]
@_WHOSE[2]
@with_settings
def export_person(settings: Settings, output: Path, line: str, session: str, account: str) -> None:
    """残っているデータをすべて JSON で書き出します。"""
    _only_one(line, session, account)
    with open_trust(settings) as trust:
        told = (
            trust.persons.of_account(account)
            if account
            else trust.persons.of_session(_session(trust.persons, line, session))
        )
    write_private(output, told)
    click.echo(f"{output} に書き出しました。渡したあとは、このファイルを消してください。")


@personal.command()
@_WHOSE[0]
@_WHOSE[1]
@_WHOSE[2]
@with_settings
def erase(settings: Settings, line: str, session: str, account: str) -> None:
    """残っているデータを消します。件数の統計と、仕事の記録に残る担当者の名前は残ります。"""
    _only_one(line, session, account)
    with open_trust(settings) as trust:
        if account:
            trust.persons.erase_account(account)
            click.echo(f"アカウント「{account}」のデータを消し、使えないようにしました。")
        else:
            count = trust.persons.erase_session(_session(trust.persons, line, session))
            click.echo(f"質問 {count} 件の文と、だれの質問かを消しました。")


def _only_one(*given: str) -> None:
    if len(list(filter(None, given))) != 1:
        raise click.UsageError("--line、--session、--account のどれか一つを指定してください。")


def _session(persons: Persons, line: str, session: str) -> str:
    return persons.line_session(line) if line else session
