"""`faqbot doctor`: what is and what isn't in order, and what to do about it."""

from __future__ import annotations

import json
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

import click

from faqbot.app import open_house
from faqbot.cli.main import cli, with_settings
from faqbot.desk.office import Office
from faqbot.errors import FaqbotError
from faqbot.settings import Settings
from faqbot.staff.accounts import Role
from faqbot.types import Audience

State = Literal["ok", "warning", "bad"]
_MARKS = {"ok": "○", "warning": "△", "bad": "×"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. Only `bad` makes the command fail."""

    name: str
    state: State
    detail: str


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="結果を JSON で出す")
@with_settings
def doctor(settings: Settings, as_json: bool) -> int:
    """動くために要るものが揃っているかを調べます。"""
    findings = [_look(name, check, settings) for name, check in _CHECKS.items()]
    findings += _look_at_desk(settings)
    if as_json:
        click.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{_MARKS[finding.state]} {finding.name}: {finding.detail}")
    return int(any(finding.state == "bad" for finding in findings))


def _look(name: str, check: Callable[[Settings], tuple[State, str]], settings: Settings) -> Finding:
    try:
        return Finding(name, *check(settings))
    except FaqbotError as error:
        return Finding(name, "bad", str(error))
    except Exception as error:  # a broken installation fails in ways nobody foresees; doctor must go on
        return Finding(name, "bad", f"調べられませんでした（{type(error).__name__}）")


def _python(_: Settings) -> tuple[State, str]:
    version = platform.python_version()
    return ("ok" if sys.version_info >= (3, 11) else "bad"), version


def _dictionary(_: Settings) -> tuple[State, str]:
    from faqbot.text.tokenizer import SudachiTokenizer

    tokenizer = SudachiTokenizer()
    read = "".join(token.reading for token in tokenizer.tokenize("蛍光管"))
    return ("ok" if read == "ケイコウカン" else "bad"), tokenizer.fingerprint


def _database_parts(_: Settings) -> tuple[State, str]:
    import sqlite_vec
    from sqlcipher3 import dbapi2

    with dbapi2.connect(":memory:") as connection:
        connection.enable_load_extension(True)
        connection.load_extension(sqlite_vec.loadable_path())
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
        vec = connection.execute("SELECT vec_version()").fetchone()
    return "ok", f"SQLCipher {cipher[0]}、sqlite-vec {vec[0]}"


def _learning(_: Settings) -> tuple[State, str]:
    """LightGBM is the one library that wants something of the system which small installations leave out."""
    try:
        import lightgbm
    except OSError:
        return (
            "warning",
            "libgomp1 がないので faqbot train を使えません（apt-get install libgomp1 で入ります）",
        )
    return "ok", f"LightGBM {lightgbm.__version__}"


def _browser(_: Settings) -> tuple[State, str]:
    found = shutil.which("chromium")
    return ("ok", found) if found else ("warning", "ありません（テストのときだけ要ります）")


_CHECKS: dict[str, Callable[[Settings], tuple[State, str]]] = {
    "Python": _python,
    "日本語辞書": _dictionary,
    "データベースの部品": _database_parts,
    "学習の部品": _learning,
    "ブラウザ": _browser,
}


def _look_at_desk(settings: Settings) -> Iterator[Finding]:
    """The database, its key, and each collection's index. Looks only: makes nothing."""
    if not settings.data.exists():
        yield Finding("データ", "warning", f"{settings.data} はまだありません（make run で作られます）")
        return
    try:
        with open_house(settings) as (desk, office, _):
            key = "環境変数 FAQBOT_KEY" if settings.key else f"鍵ファイル {settings.data / 'key'}"
            yield Finding("鍵", "ok", key)
            yield Finding("データベース", "ok", f"{settings.data}（改訂 {desk.revision()}）")
            yield _accounts(office)
            for collection in desk.collections(audience=Audience.STAFF):
                entries = desk.entries(collection.name, audience=Audience.STAFF)
                found = desk.suggest(
                    collection.name,
                    entries[0].question if entries else "",
                    audience=Audience.STAFF,
                )
                state: State = "ok" if found else "warning"
                yield Finding(f"索引 {collection.name}", state, f"{len(entries)} 項目")
    except FaqbotError as error:
        yield Finding("データベース", "bad", str(error))


def _accounts(office: Office) -> Finding:
    """Without an administrator nobody lets the others in."""
    able = [account for account in office.accounts.accounts() if not account.disabled]
    if any(account.role is Role.ADMINISTRATOR for account in able):
        return Finding("アカウント", "ok", f"{len(able)} 人")
    advice = "管理者がいません（faqbot account add 名前 --role administrator --department 所属 で作れます）"
    return Finding("アカウント", "warning", advice)
