"""`faqbot serve`: the web server of the resident page, the widget and the API."""

from __future__ import annotations

import click

from faqbot.cli.main import cli, with_settings
from faqbot.operation.listener import address, handed_over, listen
from faqbot.settings import Settings


@cli.command()
@click.option("--host", help="待ち受けるアドレス（既定 127.0.0.1）")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="待ち受けるポート（既定 8000、0 は空いているもの）",
)
@click.option("--fd", type=click.IntRange(3), help="systemd から受け取るソケットの番号（ふつうは 3）")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="いくつのプロセスで答えるか（既定 1）")
@with_settings
def serve(settings: Settings, host: str | None, port: int | None, fd: int | None, workers: int) -> None:
    """住民向けのページと API を動かします。止めるときは Ctrl+C。"""
    from faqbot.cli.worker import work, work_in

    listener = (
        listen(host or settings.host, settings.port if port is None else port)
        if fd is None
        else handed_over(fd)
    )
    shown = address(listener)

    def announce(answering: int = 1) -> None:
        if answering > 1:
            click.echo(f"{answering} 個のプロセスで答えています。")
            return
        click.echo(f"住民向けのページが動いています: {shown}/")
        click.echo(f"職員のページはこちらです: {shown}/desk/")
        if settings.line_token and settings.line_secret:
            click.echo("LINE のメッセージに答えます（Webhook は /line/webhook です）。")

    if workers == 1:
        work(settings, listener, announce)
    else:
        work_in(workers, settings, listener, announce)
