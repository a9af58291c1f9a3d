"""`faqbot conformance`: what was asked for, what does it, and what is missing."""

from __future__ import annotations

from pathlib import Path

import click

from faqbot.cli.main import cli


@cli.command()
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="書き出すファイル（.html か .md）"
)
def conformance(out: Path | None) -> None:
    """求められていることへの対応を、機能・テスト・測った値とともに一覧にします。"""
    from faqbot.operation.conformance import html, markdown, requirements

    asked = requirements()
    made = html(asked) if out and out.suffix == ".html" else markdown(asked)
    if out is None:
        click.echo(made, nl=False)
        return
    out.write_text(made, encoding="utf-8")
    click.echo(f"{out} に書きました。")
