"""The Chromium of this machine: nothing is downloaded."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-quic", "--disable-background-networking"]
MISSING = "there is no `chromium` on the PATH (Debian: apt-get install chromium)"


def find() -> str | None:
    return shutil.which("chromium")


def launch(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
