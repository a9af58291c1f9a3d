"""How long something has waited, as it is said; and by which way it came."""

from __future__ import annotations

from datetime import timedelta

CHANNELS = {
    "web": "ページ",
    "line": "LINE",
    "rocketchat": "Rocket.Chat",
    "desk": "電話・窓口",
    "cli": "コマンド",
}


def waited(span: timedelta) -> str:
    """「3日」, 「5時間」, 「1時間以内」."""
    if span.days:
        return f"{span.days}日"
    hours = span.seconds // 3600
    return f"{hours}時間" if hours else "1時間以内"


def channel(name: str) -> str:
    """A channel as curators call it."""
    return CHANNELS.get(name, name)
