"""What identifies a person is masked before anything is stored or logged (requirement A12).

My Number (個人番号) is told by its check digit: 行政手続における特定の個人を識別するための番号の利用等に関する法律施行令
with 総務省令 (平成26年総務省令第85号) 第5条; payment cards by the Luhn check digit (ISO/IEC 7812-1); phone numbers
by the digits and groups of 電気通信番号計画 (令和元年総務省告示第6号). Of an address goes what is finer than the
丁目, which a collection day needs. How much of each is found, and how much is masked that should not be:
`python -m eval.personal`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_DIGITS = "0-9０-９"
_DASH = "\\-‐‑‒–—―−ー－ｰ・.．　 "
_D = f"[{_DIGITS}]"
_HYPHEN = "[-‐‑‒–—―−ー－ｰの]"
_MAIL = re.compile(
    r"[\w.+%＋．\-]+\s?(?:[@＠]|[(（\[［](?:at|アット)[)）\]］])\s?[\w\-]+(?:[.．][\w\-]+)+", re.IGNORECASE
)
_RUN = re.compile(rf"(?<!{_D})[+＋]?[(（]?{_D}(?:[{_DASH}の()（）]{{0,2}}{_D}){{8,22}}(?!{_D})")
_GROUP = re.compile(rf"{_D}+")
_PHONE = re.compile(r"(?:\+?81|0)\d{9,10}\Z")
_SERVICE = re.compile(r"(?:0120|0570|0990)\d{6}\Z|0800\d{7}\Z")
"""Free and shared-cost numbers: an organisation's, never a person's."""
_SAID_PHONE = re.compile(
    rf"((?:電話|でんわ|TEL|tel|Tel|携帯|けいたい|ケータイ|連絡先)[^{_DIGITS}\n]{{0,6}}){_D}{{2,4}}{_HYPHEN}{_D}{{4}}(?![{_DIGITS}\-])"
)
_SAID_NUMBER = re.compile(
    rf"((?:マイナンバー|個人番号|まいなんばー)[^{_DIGITS}\n]{{0,8}}){_D}(?:[{_DASH}の]{{0,2}}{_D}){{11}}(?!{_D})"
)
_POSTAL = re.compile(
    rf"〒\s?{_D}{{3}}{_HYPHEN}?{_D}{{4}}(?!{_D})"
    rf"|(?:郵便番号[はが:：\s]*){_D}{{3}}{_HYPHEN}?{_D}{{4}}(?!{_D})"
    rf"|(?<![{_DIGITS}A-Za-z\-－.]){_D}{{3}}[-－−‐]{_D}{{4}}(?![{_DIGITS}\-－]|\s?(?:円|個|枚|本|台|件|kg|g|ml|mm|cm|号))"
)
_ROOM = rf"(?:\s?{_D}{{1,4}}号室)?"
_ADDRESS = re.compile(
    # 3丁目1番1号, 3丁目1-1, 3丁目1の1
    rf"(?<=丁目)\s?{_D}{{1,4}}(?:番地?(?:の?{_D}{{1,4}}号?)?|{_HYPHEN}{_D}{{1,4}}(?:{_HYPHEN}{_D}{{1,4}})?号?){_ROOM}"
    # 123番地, 1番2号
    rf"|(?<=[ぁ-んァ-ヶ一-龠々]){_D}{{1,5}}番地(?:の?{_D}{{1,4}})?{_ROOM}|{_D}{{1,4}}番{_D}{{1,4}}号{_ROOM}"
    # 本町3-1-1
    rf"|(?<=[ぁ-んァ-ヶ一-龠々])(?<![単第約])({_D}{{1,2}}){_HYPHEN}{_D}{{1,4}}{_HYPHEN}{_D}{{1,4}}(?:{_HYPHEN}{_D}{{1,4}})?(?![{_DIGITS}年月日]){_ROOM}"
    # 見本市本町1-2
    rf"|(?<=[市区町村])(?P<town>[一-龠々ァ-ヶぁ-ん]{{0,8}}{_D}{{1,2}}){_HYPHEN}{_D}{{1,4}}(?!{_HYPHEN}?{_D}|[年月日個枚本袋円時回]){_ROOM}"
    rf"|{_D}{{1,4}}号室"
)

MY_NUMBER = "［個人番号］"
CARD = "［カード番号］"
PHONE = "［電話番号］"
MAIL = "［メールアドレス］"
POSTAL = "［郵便番号］"
ADDRESS = "［住所］"


def mask(text: str, ours: Container[str] = ()) -> str:
    """The text with what identifies a person replaced by what it was.

    `ours` are phone numbers, as digits alone, that people are told to call: they stay.
    """
    text = _SAID_NUMBER.sub(rf"\1{MY_NUMBER}", _MAIL.sub(MAIL, text))
    text = _RUN.sub(lambda match: _run(match.group(), ours), text)
    text = _POSTAL.sub(POSTAL, _SAID_PHONE.sub(rf"\1{PHONE}", text))
    return _ADDRESS.sub(_place, text)


def digits_of(number: str) -> str:
    """The digits of a number as people write it, in ASCII."""
    return "".join(str(unicodedata.digit(c)) for c in number if unicodedata.digit(c, None) is not None)


def _run(run: str, ours: Container[str]) -> str:
    digits = digits_of(run)
    abroad = run.startswith(("+", "＋"))
    if len(digits) == 12 and not abroad and is_my_number(digits):
        return MY_NUMBER
    if 14 <= len(digits) <= 19 and is_card(digits):
        return CARD
    groups = _GROUP.findall(run)
    # 0.5 1.5 2.5 … are sizes: the last group of a phone number is the subscriber's.
    phone = _PHONE.match(digits) and len(groups) <= 4 and len(groups[-1]) >= 3
    return PHONE if phone and not _SERVICE.match(digits) and digits not in ours else run


def _place(match: re.Match[str]) -> str:
    return (match.group("town") or match.group(1) or "") + ADDRESS


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
