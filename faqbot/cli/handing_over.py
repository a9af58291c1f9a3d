"""`faqbot hand-over`: everything, in open forms, for a successor."""

from __future__ import annotations

from pathlib import Path

import click

from faqbot.app import database_of, open_store_only
from faqbot.cli.main import cli, with_settings
from faqbot.settings import Settings


@cli.command("hand-over")
@click.argument("folder", type=click.Path(path_type=Path))
@with_settings
def hand_over_all(settings: Settings, folder: Path) -> None:
    """残っているすべてのデータを、CSV と JSON で新しいフォルダーに書き出します。鍵とパスワードは入りません。"""
    from faqbot.trust.handover import hand_over

    database_of(settings)
    with open_store_only(settings) as store:
        counts = hand_over(store, folder)
    click.echo(f"表 {len(counts)}、行 {sum(counts.values())} を {folder} に書き出しました。")
