"""How long is what kept? Kinds of data that name or may name somebody, and the days after which they go."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from faqbot.errors import SettingsError


class Kept(StrEnum):
    """A kind of data; docs/data_map.ja.md says where each lies."""

    QUESTIONS = "questions"
    """The words of a question and whose session it was. What became of it stays, for the figures."""
    TICKETS = "tickets"
    """The words of closed tickets, counted from when they were last asked."""
    VISITORS = "visitors"
    """The part of the city that a visitor let us remember."""
    ARRIVALS = "arrivals"
    """That a message came by LINE, and what became of it; its words are gone with the answer."""
    DELIVERIES = "deliveries"
    """What was answered in Rocket.Chat."""
    DRAFTS = "drafts"
    """Records of calls that were begun and never finished."""
    INQUIRIES = "inquiries"
    """Records of calls, with their history."""
    SESSIONS = "sessions"
    """Sign-ins of staff that have ended by themselves: where from and with what."""


DAYS: Mapping[Kept, int] = {
    Kept.QUESTIONS: 365,
    Kept.TICKETS: 365,
    Kept.VISITORS: 365,
    Kept.ARRIVALS: 30,
    Kept.DELIVERIES: 14,
    Kept.DRAFTS: 30,
    Kept.INQUIRIES: 1827,
    Kept.SESSIONS: 7,
}
"""Unless the city says otherwise: a year compares with the last, five years are an ordinary term for records of work."""


def days_of(given: str) -> dict[Kept, int]:
    """The days of every kind, with those of a text like `questions=180 inquiries=1096` in place of ours.

    Raises:
        SettingsError: another kind, or no number of days.
    """
    days = dict(DAYS)
    for pair in given.split():
        name, _, number = pair.partition("=")
        if name not in set(Kept) or not number.isdecimal() or int(number) < 1:
            raise SettingsError(
                f"FAQBOT_KEEP_DAYS は「種類=日数」を空白で区切って並べてください（いまは「{pair}」）。"
                f"種類は {'、'.join(Kept)} です。"
            )
        days[Kept(name)] = int(number)
    return days
