"""Whom to phone, as of now: a department with its hours read against the clock."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from faqbot.desk.wording import Words
from faqbot.errors import InvalidInput
from faqbot.schedule.hours import Hours
from faqbot.schedule.words import clock_words, opening_words
from faqbot.types import Collection, Contact, Handoff


def handoff(collection: Collection, department: str, words: Words, now: datetime) -> Handoff:
    """The contact of a department of a collection (or its default), at `now` (an aware time)."""
    contact = collection.contact(department)
    is_open, opening = _state(contact, words, now)
    return Handoff(
        department=contact.department,
        phone=contact.phone,
        hours=contact.hours,
        note=contact.note,
        open=is_open,
        opening=opening,
    )


def _state(contact: Contact, words: Words, now: datetime) -> tuple[bool | None, str]:
    hours = _hours(contact.hours)
    if hours is None:
        return None, words.hours_unknown
    if hours.is_open(now):
        closes = hours.closes_at(now)
        return True, words.is_open.format(closes=clock_words(closes.time())) if closes else ""
    opening = hours.next_opening(now)
    return False, words.is_closed.format(opening=opening_words(opening, now) if opening else "").strip()


def reception(collection: Collection) -> Hours | None:
    """The reception hours of a collection, those of its default contact; None where they are not known (C3)."""
    return _hours(collection.contact("").hours)


@lru_cache(maxsize=256)
def _hours(text: str) -> Hours | None:
    """None where they are not given, or (edited past the check of a file) cannot be read."""
    try:
        return Hours.parse(text) if text else None
    except InvalidInput:
        return None
