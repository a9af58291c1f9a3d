"""`faqbot rekey`: another key for the database, and other hashes for the people on LINE."""

from __future__ import annotations

import secrets
import sys

import click

from faqbot.app import database_of, open_store_only, open_trust
from faqbot.cli.main import cli, with_settings
from faqbot.errors import InvalidInput
from faqbot.settings import Settings
from faqbot.store.key import Key, key_file
from faqbot.store.rekey import change_key


@cli.group()
def rekey() -> None:
    """データベースの鍵と、LINE の利用者の番号を作る鍵を替えます。"""


@rekey.command()
@with_settings
def database(settings: Settings) -> None:
    """データベースの鍵を替えます。先に、サービスと編集画面を止めてください。

    鍵をファイル key に置いているときは、新しい鍵を作って置きかえます。FAQBOT_KEY で渡しているときは、
    新しい鍵を標準入力の 1 行目に書いて渡します。
    """
    with open_store_only(settings):
        pass  # what was interrupted is finished, and the schema is the newest
    file, old = database_of(settings)
    new = _given() if settings.key else Key(secrets.token_hex(32))
    change_key(file, old, new)
    where = (
        "FAQBOT_KEY を新しい鍵にしてから、サービスを始めてください。"
        if settings.key
        else f"新しい鍵のファイル {key_file(file)} を、別の場所に控えてください。"
    )
    click.echo(f"鍵を替えました。{where}前のバックアップを開くには、前の鍵が要ります。")


@rekey.command()
@with_settings
def pseudonyms(settings: Settings) -> None:
    """LINE の利用者を表す番号を、新しい鍵で付け直します。前の番号からは、だれのことか分からなくなります。"""
    with open_trust(settings) as trust:
        click.echo(f"{trust.persons.rename_sessions()} 人の番号を付け直しました。会話は続けられます。")


def _given() -> Key:
    line = sys.stdin.readline().strip() if not sys.stdin.isatty() else ""
    if not line or not line.isprintable():
        raise InvalidInput("新しい鍵を、標準入力の 1 行目に書いて渡してください。")
    return Key(line)
