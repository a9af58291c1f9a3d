"""Where do requests come in? A socket made here, or one that was handed over (systemd's socket activation)."""

from __future__ import annotations

import socket

from faqbot.errors import SettingsError

QUEUE = 4096
"""Connections that the kernel keeps while nobody takes them: a burst, a restart. Linux allows so many (`somaxconn`)."""


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
        listener.listen(QUEUE)
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"{host}:{port} で待ち受けられません（{error.strerror}）。"
            f"ほかのプログラムが使っていれば、--port か {variable} で別の番号にしてください。"
        ) from error
    return listener


def handed_over(fd: int) -> socket.socket:
    """The listening socket that whoever started us holds open under this number.

    Raises:
        SettingsError: there is no such socket.
    """
    try:
        listener = socket.socket(fileno=fd)
        if not listener.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            raise OSError
    except OSError as error:
        raise SettingsError(
            f"番号 {fd} のソケットを受け取れません。systemd の faqbot.socket から起動しているかを確かめてください。"
        ) from error
    return listener


def address(listener: socket.socket) -> str:
    """Where a person on this machine reaches it, as the start of a URL."""
    host, port = listener.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
