"""Where does somebody go who has signed in? To the desk, or to the panel, whose address the settings know: never elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fastapi import Request

HOME = "/desk/"
PANEL = "panel"
"""What `next` may say. It is a name, not an address: nobody can be led elsewhere by it."""


def known(wanted: str) -> str:
    """What `next` says, if it is a name that we know; else nothing."""
    return wanted if wanted == PANEL else ""


@dataclass(frozen=True, slots=True)
class Landing:
    """The panel's port on this host or, behind one proxy, its folder (without slashes around it)."""

    panel_port: int = 8501
    panel_path: str = ""

    def after(self, request: Request, wanted: str) -> str:
        """The address to go to; `wanted` is what `next` said."""
        return self._panel(request) if wanted == PANEL else HOME

    def form_action(self, request: Request) -> str:
        """Where a form of ours may lead (CSP Level 3 §6.4.1: browsers hold redirects after a form to it as well)."""
        panel = self._panel(request)
        return f"'self' {panel.rstrip('/')}" if "://" in panel else "'self'"

    def _panel(self, request: Request) -> str:
        if self.panel_path:
            return f"/{self.panel_path}/"
        host = request.url.hostname or ""
        if not re.fullmatch(r"[A-Za-z0-9.:-]+", host):
            return HOME
        name = f"[{host}]" if ":" in host else host
        return f"{request.url.scheme}://{name}:{self.panel_port}/"


BESIDE = Landing()
"""As it is without any setting."""
