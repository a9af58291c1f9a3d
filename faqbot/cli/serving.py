"""`faqbot serve`: the web server of the resident page, the widget and the API."""

from __future__ import annotations

import socket
import sys

import click

from faqbot.app import create_web, make_line, open_house
from faqbot.cli.main import cli, with_settings
from faqbot.errors import SettingsError
from faqbot.settings import Settings

# A thread that comes back from the database waits so long for one that computes, some thirty times a question; Python's own
# 5 ms add up. `python -m eval.load --rate 30`, p95 of three runs beside other jobs: 5 ms 976 ms, 0.5 ms 148 ms.
_SWITCH_SECONDS = 0.0005


@cli.command()
@click.option("--host", help="待ち受けるアドレス（既定 127.0.0.1）")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="待ち受けるポート（既定 8000、0 は空いているもの）",
)
@with_settings
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """住民向けのページと API を動かします。止めるときは Ctrl+C。"""
    import uvicorn

    listener = listen(host or settings.host, settings.port if port is None else port)
    address, bound = listener.getsockname()[:2]
    shown = "127.0.0.1" if address in ("0.0.0.0", "::") else address
    sys.setswitchinterval(_SWITCH_SECONDS)
    with open_house(settings) as (desk, office, store):
        swept = desk.sweep()
        desk.warm()
        if swept:
            click.echo(f"前回答えられなかった質問 {swept} 件を、未回答の一覧に入れました。", err=True)
        click.echo(f"住民向けのページが動いています: http://{shown}:{bound}/")
        click.echo(f"職員のページはこちらです: http://{shown}:{bound}/desk/")
        line = make_line(settings, desk, store)
        if line:
            click.echo("LINE のメッセージに答えます（Webhook は /line/webhook です）。")
        # No access log: request lines carry what people type into the suggestions.
        config = uvicorn.Config(
            create_web(settings, desk, office, line),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=10,
        )
        uvicorn.Server(config).run(sockets=[listener])


def listen(host: str, port: int, variable: str = "FAQBOT_PORT") -> socket.socket:
    """A socket that listens there; `variable` is the setting that chooses another port.

    Raises:
        SettingsError: the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"{host}:{port} で待ち受けられません（{error.strerror}）。"
            f"ほかのプログラムが使っていれば、--port か {variable} で別の番号にしてください。"
        ) from error
    return listener
