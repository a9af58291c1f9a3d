"""Names as pages write them: several in a cell, with readings in parentheses, with the page's words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from faqbot.text.kana import sound
from scrapers.extract.plain import clean

_BULLET = re.compile(r"^[\s・･●○◯◎■□◆◇▪•*＊\-–]+(?=\S)")
_REMARK = re.compile(r"^[※(（＊*]|^注[)）:：]")
_PARENTHESES = re.compile(r"[(（\[［【「『]")
_CLOSING = re.compile(r"[)）\]］】」』]")
_AND_SO_ON = re.compile(r"\s*(?:など|等|ほか|他|…+|\.{2,}|・・+)+[。.]?$")
_KANA_PART = re.compile(r"^(?P<name>.+?)\s*[(（［\[]\s*(?P<kana>[ぁ-んァ-ヺー・\s]+)\s*[)）］\]]$")
_KANA_ONLY = re.compile(r"[ぁ-んァ-ヺー・\s()（）]+")
_READING_WORD = re.compile(r"よみ|読み|ふりがな|フリガナ|かな")
_AROUND_NAME = re.compile(r"^【[^】]*(?:情報|詳細|検索|辞典|品目)[^】]*】\s*|^(?:品目|品名)[:：]\s*")
_AFTER_NAME = re.compile(
    r"(?:の(?:分別(?:区分|方法)?|出し方|捨て方|処分(?:方法)?|ごみ出し)(?:・?と?(?:分別|出し方))?(?:について)?)$"
)
_SITE = re.compile(r"\s*(?:[|｜]|\s[-–―—]\s|／|/|：：|»|«|<|＜|:\s).*$")


def names_in(text: str) -> tuple[str, ...]:
    """The things that a cell or a line lists: parted by lines and 、 but not inside parentheses; remarks (※ …) left out."""
    parts: list[str] = []
    for line in text.split("\n"):
        line = clean(line)
        if line and not _REMARK.match(line):
            parts += _split(_BULLET.sub("", line))
    names = (clean(_AND_SO_ON.sub("", _BULLET.sub("", part).rstrip("。"))) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name and not _REMARK.match(name)))


def _split(line: str) -> list[str]:
    depth, parts = 0, [""]
    for char in line:
        depth += bool(_PARENTHESES.match(char)) - bool(_CLOSING.match(char))
        if depth <= 0 and char in "、，,;；":
            parts.append("")
        else:
            parts[-1] += char
    return parts


def split_reading(name: str) -> tuple[str, str]:
    """「傘（かさ）」 as name and reading; kana after kana is a remark, unless it says the same (「アイロン（あいろん）」)."""
    found = _KANA_PART.match(name)
    if not found:
        return name, ""
    bare, kana = clean(found["name"]), clean(found["kana"])
    if _KANA_ONLY.fullmatch(bare) and sound(bare) != sound(kana):
        return name, ""
    return bare, kana


def has_readings(header: str, names: Sequence[str]) -> bool:
    """Whether kana in parentheses are readings: the header says so, or most names have them."""
    if _READING_WORD.search(header):
        return True
    return len(names) > 4 and sum(bool(split_reading(name)[1]) for name in names) > 0.6 * len(names)


def part_name(title: str) -> str:
    """The thing that a page is about, out of its title: 「【ごみ詳細情報】傘の出し方 | みほん市」 → 「傘」."""
    return clean(_AFTER_NAME.sub("", _AROUND_NAME.sub("", _SITE.sub("", title))))
