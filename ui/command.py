"""`faqbot panel`: the curators' panel, alone or beside the residents' service."""

from __future__ import annotations

from contextlib import nullcontext
from socket import socket

import click

from faqbot.app import open_curation, panel_admitting
from faqbot.cli.main import with_settings
from faqbot.operation.listener import listen
from faqbot.settings import Settings
from ui.behind import tending
from ui.beside import service
from ui.house import Desk, House, move_in


@click.command()
@click.option("--host", help="待ち受けるアドレス（既定 127.0.0.1）")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help="待ち受けるポート（既定 8501、0 は空いているもの）",
)
@click.option("--serve", is_flag=True, help="住民向けのページと API も一緒に動かす")
@with_settings
def panel(settings: Settings, host: str | None, port: int | None, serve: bool) -> None:
    """FAQ を編集する画面（職員用）を動かします。止めるときは Ctrl+C。"""
    import uvicorn

    from ui import sections  # noqa: F401  (the first visitor does not wait for the pages to be read in)
    from ui.serving import create_panel

    wanted = settings.panel_port if port is None else port
    listener = listen(host or settings.host, wanted, "FAQBOT_PANEL_PORT")
    with open_curation(settings) as curation:
        curation.desk.warm()
        move_in(House(curation, Desk(settings.port, behind_one_server=bool(settings.panel_path))))
        config = uvicorn.Config(
            panel_admitting(create_panel(settings.panel_path), settings),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
        server = uvicorn.Server(config)

        def stop() -> None:
            server.should_exit = True

        with tending(curation), service(settings.data, gone=stop) if serve else nullcontext():
            click.echo(f"FAQ を編集する画面はこちらです: {_address(listener)}{settings.panel_path}")
            server.run(sockets=[listener])


def _address(listener: socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/"
