"""Has anybody changed what was recorded? Each link of a history carries a digest over itself and the digest before it.

A hash chain as in Haber and Stornetta, "How to time-stamp a digital document", Journal of Cryptology 3 (1991). Whoever changes a
link, takes one out or puts one in must recompute every later digest; a digest that was printed or exported before tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime

from faqbot.staff.inquiries import Change, Inquiry

START = ""
"""What stands before the first link."""


def record(inquiry: Inquiry) -> Mapping[str, object]:
    """An inquiry as a link keeps it: JSON values, moments in UTC."""
    return {field.name: _plain(getattr(inquiry, field.name)) for field in fields(inquiry)}


def digest(change: Change, previous: str) -> str:
    """The digest of a link after the one with the digest `previous`: SHA-256 in hexadecimal."""
    bound = (
        change.inquiry_id,
        change.version,
        _plain(change.at),
        change.by,
        change.act.value,
        dict(change.record),
    )
    return linked(previous, bound)


def linked(previous: str, bound: Sequence[object]) -> str:
    """The digest that binds JSON values to the digest before them: SHA-256 in hexadecimal."""
    text = json.dumps([previous, *bound], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_whole(changes: Sequence[Change], inquiry: Inquiry) -> bool:
    """Whether a history is unbroken, and ends in the inquiry as it stands."""
    previous = START
    for version, change in enumerate(changes, start=1):
        if change.version != version or change.digest != digest(change, previous):
            return False
        previous = change.digest
    return bool(changes) and dict(changes[-1].record) == record(inquiry)


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
