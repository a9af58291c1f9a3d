"""When something happened, as it is said in Japan."""

from __future__ import annotations

from datetime import datetime

from faqbot.schedule.hours import JST


def moment(at: datetime) -> str:
    """2026年11月21日 10:05."""
    return at.astimezone(JST).strftime("%Y年%-m月%-d日 %H:%M")
