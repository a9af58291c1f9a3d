"""One spelling for what is one character string to a reader, with a way back to the text as it was typed.

Steps, each a small function: NFKC (Unicode Standard Annex #15), lower case, controls and odd spaces to one space,
dashes after kana to the prolonged-sound mark (ダンボ－ル → ダンボール), kana iteration marks written out (すゞめ → すずめ).
They are repeated until nothing changes, so that normalising twice is normalising once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_KANA = "ぁ-ゖァ-ヺー"
_DASHES = "‐‑‒–—―−─━﹣－ｰ\\-~～〜〰"
_DASH_AFTER_KANA = re.compile(rf"(?<=[{_KANA}])[{_DASHES}](?=[{_KANA}]|[^0-9a-z{_DASHES}]|$)")
_PLAIN = re.compile(r"[ -@\[-~　-〜ぁ-ゖァ-ヺー一-鿿々！？（）]*\Z")
_MARKS = {"ゝ": False, "ゞ": True, "ヽ": False, "ヾ": True}
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normalised text; `offsets[i]` is where its character i came from, `offsets[-1]` the original's length."""

    text: str
    offsets: tuple[int, ...] | range

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The piece of the original text that became `text[begin:end]`."""
        return self.offsets[begin], self.offsets[end]


def normalize(text: str) -> str:
    """The normalised text alone. Idempotent; never raises, whatever the string holds."""
    return align(text).text


_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text as typed, but for what no database or JSON text can hold (NUL, lone surrogates): those become �."""
    return _UNSTORABLE.sub("\ufffd", text)


def align(text: str) -> Normalized:
    """Normalise and remember where each character came from."""
    current = Normalized(text, range(len(text) + 1))
    for _ in range(_ROUNDS):
        following = _round(current)
        if following.text == current.text:
            break
        current = following
    return current


def _round(value: Normalized) -> Normalized:
    if not _is_plain(value.text):
        value = _rewrite(value, _pieces(value.text), _fold)
    return _strip(_rewrite_kana(value))


def _is_plain(text: str) -> bool:
    """True of the everyday text that NFKC and lower-casing leave alone but for full-width signs and spaces."""
    return bool(_PLAIN.match(text)) and unicodedata.is_normalized("NFKC", text) and "  " not in text


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Spans that may be normalised on their own: a character with the marks that combine with it."""
    begin = 0
    for here in range(1, len(text)):
        if not _combines(text[here]):
            yield begin, here
            begin = here
    if text:
        yield begin, len(text)


def _combines(char: str) -> bool:
    return (
        unicodedata.combining(char) > 0
        or char in "ﾞﾟ゛゜"
        or unicodedata.category(char) in ("Mn", "Mc", "Me")
        or "\u1160" <= char <= "\u11ff"
    )


def _fold(piece: str) -> str:
    if len(piece) > 1:
        piece = piece.replace("゛", "\u3099").replace("゜", "\u309a")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", piece).lower())
    return "".join(map(_visible, folded))


def _visible(char: str) -> str:
    match unicodedata.category(char):
        case "Cc" | "Zs" | "Zl" | "Zp" | "Cs":
            return " "
        case "Cf":
            return ""
        case _:
            return "" if "\ufe00" <= char <= "\ufe0f" else char


def _rewrite(
    value: Normalized, pieces: Iterator[tuple[int, int]], change: Callable[[str], str]
) -> Normalized:
    out: list[str] = []
    offsets: list[int] = []
    for begin, end in pieces:
        changed = change(value.text[begin:end])
        out.append(changed)
        offsets.extend([value.offsets[begin]] * len(changed))
    offsets.append(value.offsets[-1])
    return Normalized("".join(out), tuple(offsets))


def _rewrite_kana(value: Normalized) -> Normalized:
    """Character-for-character changes, which leave the offsets alone."""
    text = _DASH_AFTER_KANA.sub("ー", value.text)
    if any(mark in text for mark in _MARKS):
        text = _write_out_iterations(text)
    return value if text == value.text else Normalized(text, value.offsets)


def _write_out_iterations(text: str) -> str:
    out: list[str] = []
    for char in text:
        voiced = _MARKS.get(char)
        if voiced is None or not out or not "ぁ" <= out[-1] <= "ヺ":
            out.append(char)
        else:
            out.append(_repeat(out[-1], voiced=voiced))
    return "".join(out)


def _repeat(char: str, *, voiced: bool) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    marked = unicodedata.normalize("NFC", base + "\u3099") if voiced else base
    return marked if len(marked) == 1 else base


def _strip(value: Normalized) -> Normalized:
    """Runs of spaces to one, none at the ends."""
    text = value.text
    if "  " not in text and text == text.strip(" "):
        return value
    kept = [
        i
        for i, char in enumerate(text)
        if char != " " or (i > 0 and text[i - 1] != " " and text[i:].strip(" "))
    ]
    offsets = tuple(value.offsets[i] for i in kept)
    return Normalized("".join(text[i] for i in kept), (*offsets, value.offsets[-1]))
