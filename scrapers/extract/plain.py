"""Text from pages is data: no control characters, no markup, one kind of space."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u3000]+")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_EMPTY = frozenset(["", "-", "－", "−", "ー", "―", "—", "‐", "・", "なし", "/", "／"])


def clean(text: str) -> str:
    """One line of text: invisible characters dropped, every run of spaces one space."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def clean_lines(text: str) -> str:
    """Several lines of text, each cleaned, without empty ones."""
    lines = (clean(line) for line in re.split(r"\r\n|[\n\r\v\f\u2028\u2029]", text))
    return "\n".join(line for line in lines if line)


def joined(text: str) -> str:
    """The lines of a wrapped cell as one line; between Japanese letters there was no space."""
    out = ""
    for line in clean_lines(text).split("\n"):
        wide = bool(out and line and _CJK.match(out[-1]) and _CJK.match(line[0]))
        out += line if wide or not out else f" {line}"
    return out


def fold(text: str) -> str:
    """The key by which words are compared: width, case and spaces do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower())


def is_blank(cell: str) -> bool:
    """Whether a cell says nothing; tables fill such cells with a dash."""
    return clean(cell) in _EMPTY
