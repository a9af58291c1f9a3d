"""Numbers that identify a person are masked before anything is stored or logged (requirement A12).

My Number (個人番号) is told by its check digit: 行政手続における特定の個人を識別するための番号の利用等に関する法律施行令
with 総務省令 (平成26年総務省令第85号) 第5条; payment cards by the Luhn check digit (ISO/IEC 7812-1).
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = "0-9０-９"
_DASH = "\\-‐‑‒–—―−ー－ｰ・.．　 "
_MAIL = re.compile(r"[\w.+%＋．\-]+\s?[@＠]\s?[\w\-]+(?:[.．][\w\-]+)+")
_RUN = re.compile(
    rf"(?<![{_DIGITS}])[+＋]?[(（]?[{_DIGITS}](?:[{_DASH}()（）]{{0,2}}[{_DIGITS}]){{8,22}}(?![{_DIGITS}])"
)
_PHONE = re.compile(r"(?:\+?81|0)\d{9,10}\Z|0\d{9,10}\Z|(?:0120|0800|0570|0990)\d{6,7}\Z")

MY_NUMBER = "［個人番号］"
CARD = "［カード番号］"
PHONE = "［電話番号］"
MAIL = "［メールアドレス］"


def mask(text: str) -> str:
    """The text with My Numbers, card numbers, phone numbers and mail addresses replaced by what they were."""
    return _RUN.sub(_mask_run, _MAIL.sub(MAIL, text))


def _mask_run(match: re.Match[str]) -> str:
    run = match.group()
    digits = "".join(str(unicodedata.digit(c)) for c in run if unicodedata.digit(c, None) is not None)
    if len(digits) == 12 and is_my_number(digits):
        return MY_NUMBER
    if 14 <= len(digits) <= 19 and is_card(digits):
        return CARD
    if _PHONE.match(digits):
        return PHONE
    return run


def is_my_number(digits: str) -> bool:
    """The check digit of a 12-digit 個人番号: 11 − (Σ Pₙ·Qₙ mod 11), or 0 where the remainder is at most 1."""
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    remainder = sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11
    return int(digits[-1]) == (0 if remainder <= 1 else 11 - remainder)


def is_card(digits: str) -> bool:
    """The Luhn check (ISO/IEC 7812-1 annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
