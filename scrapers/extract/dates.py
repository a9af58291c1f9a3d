"""When a page was last changed: every form in which cities write a date, and which of several dates it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988, "s": 1925}
_DATE = re.compile(
    r"""(?:
        (?P<era>令和|平成|昭和|(?<![a-z])[rhs])\s*(?P<nth>元|\d{1,2})\s*(?:[(（]\s*\d{4}\s*年?\s*[)）])?
      | (?<!\d)(?P<year>\d{4})(?:\s*\((?:令和|平成|昭和|[rhs])\s*(?:元|\d{1,2})\s*年?\))?
    )
    \s*(?:年|[./\-])\s*(?:[(（](?:令和|平成|[rh])\s*(?:元|\d{1,2})\s*年?\s*[)）]\s*(?:年)?)?
    \s*(?P<month>\d{1,2})\s*(?:月|[./\-])\s*(?P<day>\d{1,2})(?!\d)\s*日?""",
    re.VERBOSE,
)
# 更新日 > 公開日 > 掲載日, as the labels mean; 作成日 and 発行日 say nothing about changes and come last.
_LABELS = (
    r"更新(?:年月)?日?(?:付|時)?|改訂日?|最新版",
    r"公開日?|公表日?",
    r"掲載日?|登録日?",
    r"作成日?|発行日?|現在",
)
_BEFORE = tuple(re.compile(rf"(?:{label})\s*[:：】\])）は]*\s*$") for label in _LABELS)
_AFTER = tuple(re.compile(rf"^\s*(?:に)?[\[(（【]?\s*(?:{label})") for label in _LABELS)
_UNLABELLED = len(_LABELS)
_LONE = re.compile(r"^[\s\[\](（)）【】]*$")


def read_date(text: str) -> date | None:
    """The first date in a text: 2024年4月1日, 2024/4/1, 2016.02.15, 令和6年4月1日, R6.4.1, 令和元年, 平成30(2018)年."""
    return next((found for found, _, _ in _dates(_plain(text))), None)


def updated_on(lines: tuple[str, ...]) -> date | None:
    """The date on which a page says that it was changed; None if it says nothing of the kind.

    A date without a label counts only if it stands alone on its line: others are part of what the page tells.
    """
    ranked = [(rank, -order, found) for order, line in enumerate(lines) for rank, found in _ranked(line)]
    if not ranked:
        return None
    best = min(rank for rank, _, _ in ranked)
    same = [(order, found) for rank, order, found in ranked if rank == best]
    return max(same)[1]


def _ranked(line: str) -> Iterator[tuple[int, date]]:
    text = _plain(line)
    for found, begin, end in _dates(text):
        before, after = text[max(0, begin - 12) : begin], text[end : end + 8]
        rank = next((i for i, label in enumerate(_BEFORE) if label.search(before)), None)
        if rank is None:
            rank = next((i for i, label in enumerate(_AFTER) if label.search(after)), None)
        if rank is not None:
            yield rank, found
        elif _LONE.match(text[:begin]) and _LONE.match(text[end:]):
            yield _UNLABELLED, found


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _dates(text: str) -> Iterator[tuple[date, int, int]]:
    for match in _DATE.finditer(text):
        era, nth = match["era"], match["nth"]
        year = int(match["year"]) if not era else _ERAS[era] + (1 if nth == "元" else int(nth))
        try:
            yield date(year, int(match["month"]), int(match["day"])), match.start(), match.end()
        except ValueError:  # 2024年13月40日 is no date
            continue
