"""Whom a page says to ask: the block お問い合わせ, as department and telephone number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from scrapers.extract.found import Contact
from scrapers.extract.plain import clean

_HEAD = re.compile(r"お?問い?合わ?せ(?:先|窓口)?|お?申し?込み先|担当(?:課|部署|窓口)|所管課|作成(?:課|担当)")
_WORD = r"[^\s、。:：/／>＞（(]{1,15}"
_OFFICE = "部|課|室|係|局|担当|グループ|チーム|班|センター|事務所|事業所|支所|出張所|工場|公社|組合|プラザ"
_DEPARTMENT = re.compile(
    rf"(?:{_WORD}[\s/／・　>＞]+){{0,5}}{_WORD}(?:{_OFFICE})(?=$|[\s、。:：/／（()<＜>＞【\[電TtFf☎〒])"
)
_PHONE = re.compile(
    r"(?:\(0\d{1,4}\)\s*|0\d{1,4}\s*[-(ー・]\s*)?\d{2,4}\s*[-)ー・]\s*\d{4}(?!\d)|(?<!\d)0\d{9,10}(?!\d)"
)
_PHONE_WORD = re.compile(r"電話|tel|☎|℡|直通|代表", re.IGNORECASE)
_FAX_WORD = re.compile(r"fax|ファクス|ファックス|ファクシミリ|〒|郵便", re.IGNORECASE)
_FAR = 12


def contact_of(lines: Sequence[str]) -> Contact | None:
    """The last block of lines below 「お問い合わせ」 that names a department; None if there is none."""
    for i in range(len(lines) - 1, -1, -1):
        if len(lines[i]) <= 200 and (head := _HEAD.search(lines[i])) and head.start() <= 16:
            block = [lines[i][head.end() :].lstrip("】]>＞〉》:： 　"), *lines[i + 1 : i + 1 + _FAR]]
            if department := _department(block):
                return Contact(department, _phone(block))
    return _signed(lines)


def _signed(lines: Sequence[str]) -> Contact | None:
    """A line that has both, as the foot of old pages does: 「清掃課　電話(0000)55-6666」."""
    for line in reversed(lines):
        if (
            len(line) <= 80
            and _PHONE_WORD.search(line)
            and (department := _department([line]))
            and (phone := _phone([line]))
        ):
            return Contact(department, phone)
    return None


def _department(block: Sequence[str]) -> str:
    for line in block:
        text = re.sub(r"^[<＜【\[]|[>＞】\]]$", "", line)
        if found := _DEPARTMENT.match(text.strip()):
            return re.sub(r"\s*[/／>＞]\s*", " ", clean(found[0]))
    return ""


def _phone(block: Sequence[str]) -> str:
    """A number that is said to be a telephone's goes before one of which nothing is said; a fax number is none."""
    candidates: list[tuple[int, str]] = []
    before = ""
    for line in block:
        text = unicodedata.normalize("NFKC", line)
        end = 0
        for number in _PHONE.finditer(text):
            words = text[end : number.start()]
            if not end and number.start() < 4 and not _PHONE_WORD.search(words):
                words = before + words  # 「電話番号：」 may stand on a line of its own
            if not _FAX_WORD.search(words):
                candidates.append((0 if _PHONE_WORD.search(words) else 1, number[0]))
            end = number.end()
        before = text
    return _hyphened(min(candidates, key=lambda each: each[0])[1]) if candidates else ""


def _hyphened(number: str) -> str:
    return "-".join(re.findall(r"\d+", number))
