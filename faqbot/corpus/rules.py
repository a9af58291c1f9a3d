"""What may stand in an entry? The same for a row of a file and for a form on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from faqbot.corpus.columns import COLUMNS
from faqbot.types import Entry

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONGEST = {"question": 300, "answer": 8_000, "phrasings": 8_000}
_LONGEST_OTHER = 1_000
_LONGEST_EXTRA = 4_000


def text_flaw(field: str, text: str) -> str:
    """What is wrong with the text of a field; empty if nothing is."""
    return _flaw(COLUMNS[field], text, _LONGEST.get(field, _LONGEST_OTHER))


def extra_flaw(column: str, text: str) -> str:
    """What is wrong with the text of a further column; empty if nothing is."""
    return _flaw(column, text, _LONGEST_EXTRA)


def id_flaw(text: str) -> str:
    """What is wrong with an id that is not empty; empty if nothing is."""
    if text and not _ID.match(text):
        return f"ID「{text}」に使えない文字があります（英数字と . _ - だけ、100 文字まで）"
    return ""


def url_flaw(text: str) -> str:
    """What is wrong with an address that is not empty; empty if nothing is."""
    if text and not text.startswith(("https://", "http://")):
        return "「出典URL」が http:// でも https:// でも始まっていません"
    return ""


def flaws(entry: Entry) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry: the name of the field, and why, for a person; nothing if it can be kept."""
    texts = {name: value for name in COLUMNS if isinstance(value := getattr(entry, name), str)}
    for name, text in texts.items() | {"phrasings": "|".join(entry.phrasings)}.items():
        if why := text_flaw(name, text):
            yield name, why
    for column, text in entry.fields.items():
        if why := extra_flaw(column, text):
            yield "fields", why
    for name in ("question", "answer", "department"):
        if not texts[name].strip():
            yield name, f"「{COLUMNS[name]}」が空です"
    if why := id_flaw(entry.id):
        yield "id", why
    if why := url_flaw(entry.source_url):
        yield "source_url", why
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        yield "valid_until", "「公開終了日」が「公開開始日」より前です"


def _flaw(name: str, text: str, longest: int) -> str:
    if len(text) > longest:
        return f"「{name}」が長すぎます（{len(text)} 文字。{longest} 文字まで）"
    return f"「{name}」に使えない制御文字があります" if _CONTROL.search(text) else ""
