"""`faqbot backup`, `restore` and `rehearse`: a copy to go back to, and the proof that one can."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from faqbot.app import database_of, open_desk
from faqbot.cli.main import cli, with_settings
from faqbot.errors import BackupError, FaqbotError, StoreError, WrongKey
from faqbot.operation.chores import Chore, done
from faqbot.settings import Settings
from faqbot.staff.audit import Deed
from faqbot.store import copies
from faqbot.store.key import Key, key_file, read_key
from faqbot.trust import backup as backing
from faqbot.trust.rehearsal import compare

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(path_type=Path)


@cli.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--every", type=click.IntRange(1), metavar="分", help="この間隔でくり返す（止めるときは Ctrl+C）"
)
@click.option(
    "--keep", type=click.IntRange(1), metavar="個", help="新しいほうからこの数だけ残し、古いものを消す"
)
@with_settings
def backup(settings: Settings, folder: Path, every: int | None, keep: int | None) -> None:
    """動いたままバックアップを取り、中身を確かめます。鍵は入らないので、別の場所に控えてください。"""
    while True:
        try:
            _back_up(settings, folder, keep)
        except (FaqbotError, OSError) as error:
            if every is None:
                raise
            click.echo(f"faqbot: {error}", err=True)  # a full disk now need not be one in an hour
        if every is None:
            return
        time.sleep(every * 60)


def _back_up(settings: Settings, folder: Path, keep: int | None) -> None:
    database, key = database_of(settings)
    try:
        copies.note(database, key, Deed.EXPORTED, "backup", str(folder))
    except WrongKey:
        raise
    except StoreError as error:  # of a disk that is full or failing, a copy elsewhere is wanted most
        click.echo(f"faqbot: 監査に記録できませんでした。バックアップは続けます。{error}", err=True)
    file = backing.backup(database, key, folder)
    done(settings.data, Chore.BACKUP)
    click.echo(f"バックアップを取り、確かめました: {file}")
    if keep and (gone := backing.thin_out(folder, keep)):
        click.echo(f"古いバックアップ {gone} 個を消しました。")


_KEY_FILE = click.option(
    "--key-file", type=_FILE, help="バックアップを取ったときの鍵のファイル（なければ、いまの鍵を使う）"
)


@cli.command()
@click.argument("file", type=_FILE)
@click.option("--to", "folder", type=_FILE, required=True, help="まだない、新しいデータの置き場所")
@_KEY_FILE
@with_settings
def restore(settings: Settings, file: Path, folder: Path, key_file: Path | None) -> None:
    """バックアップを、新しい置き場所に戻します。いまのデータには触れません。"""
    key = _key(settings, key_file)
    manifest = backing.restore(file, key, folder)
    copies.note(folder / "faqbot.db", key, Deed.RESTORED, "backup", file.name)
    rows = sum(manifest.contents.counts.values())
    click.echo(
        f"{manifest.made_at[:16]} のバックアップ（{rows} 行）を {folder} に戻しました。"
        f"faqbot --data {folder} serve で動きます。"
    )
    if not key.is_raw():
        click.echo("鍵は環境変数 FAQBOT_KEY のものを、これからも使ってください。")


@cli.command()
@click.argument("where", type=_FILE, required=False)
@_KEY_FILE
@with_settings
def rehearse(settings: Settings, where: Path | None, key_file: Path | None) -> None:
    """バックアップを一時的な場所に戻して、中身と答えが同じことを確かめます。

    WHERE はバックアップのファイルか、入っているフォルダ（その場合はいちばん新しいもの）です。なければ、いま取って確かめます。
    """
    with TemporaryDirectory(prefix="faqbot-") as directory:
        scratch = Path(directory)
        if where is None:
            where = backing.backup(*database_of(settings), scratch / "backup")
        file = _newest(where) if where.is_dir() else where
        key = _key(settings, key_file)
        manifest = backing.restore(file, key, scratch / "restored")
        if copies.contents(scratch / "restored" / "faqbot.db", key) != manifest.contents:
            raise BackupError(
                f"戻した中身がバックアップ {file} と違います。別のバックアップで試してください。"
            )
        rows = sum(manifest.contents.counts.values())
        click.echo(f"{file.name}: 表 {len(manifest.contents.counts)}、行 {rows} が、書いたときと同じです。")
        given = "" if key.is_raw() else key.secret
        _ask_both(settings, replace(settings, data=scratch / "restored", key=given))
    done(settings.data, Chore.REHEARSAL)


def _ask_both(settings: Settings, restored: Settings) -> None:
    with open_desk(settings) as live, open_desk(restored) as again:
        if live.revision() != again.revision():
            click.echo("取ったあとに公開された項目があるので、答えは比べていません。")
            return
        found = compare(live, again)
    if found.otherwise:
        click.echo(
            f"質問 {found.asked} 件のうち {len(found.otherwise)} 件で、答えが違います: "
            + "、".join("/".join(each) for each in found.otherwise[:10]),
            err=True,
        )
        sys.exit(1)
    click.echo(f"質問 {found.asked} 件に、いまと同じ答えが返りました。")


def _newest(folder: Path) -> Path:
    found = backing.backups(folder)
    if not found:
        raise BackupError(f"{folder} にバックアップがないので、faqbot backup {folder} で取ってください。")
    return found[-1]


def _key(settings: Settings, file: Path | None) -> Key:
    """The key of a file, else of the settings, else of the data directory. None is made."""
    if file is None and settings.key:
        return Key(settings.key)
    return read_key(file or key_file(settings.data / "faqbot.db"))
