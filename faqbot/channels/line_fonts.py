"""Where this machine keeps a font that can write Japanese. Nothing is downloaded, and no font is part of this project."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from faqbot.errors import MenuError

PLACES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",
    "C:/Windows/Fonts/BIZ-UDGothicB.ttc",
    "C:/Windows/Fonts/meiryob.ttc",
)
"""Where Debian, Arch, Fedora, macOS and Windows put a bold Japanese one. In each the first face is the Japanese one."""


@cache
def japanese_font() -> Path:
    """A bold font with Japanese letters.

    Raises:
        MenuError: there is none.
    """
    for place in map(Path, PLACES):
        if place.is_file():
            return place
    if found := _by_fontconfig():
        return found
    raise MenuError(
        "日本語を書けるフォントが見つからないので、メニューの絵を作れません。"
        "Noto Sans CJK を入れてください（Debian・Ubuntu では apt-get install fonts-noto-cjk）。"
    )


def _by_fontconfig() -> Path | None:
    """What fontconfig offers for Japanese; it offers something else where there is nothing, so its languages are asked."""
    if shutil.which("fc-list") is None:
        return None
    asked = ["fc-list", ":lang=ja:weight=200", "file"]
    said = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False).stdout
    files = sorted(line.split(":")[0].strip() for line in said.splitlines() if line.strip())
    return Path(files[0]) if files else None
