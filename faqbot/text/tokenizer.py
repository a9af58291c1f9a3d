"""Sudachi (Takaoka et al., LREC 2018), one tokenizer per thread: a shared one fails most calls made at the same time."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from faqbot.errors import DictionaryMissing

# Sudachi refuses more than 49,149 bytes at once; a code point takes at most four.
_CHUNK = 8_000
_BREAK = re.compile(r"[。！？!?\n ]")


@dataclass(frozen=True, slots=True)
class Token:
    """A morpheme (split mode A). `begin` and `end` are offsets into the text that was tokenised.

    `senses` are the numbers of the groups of Sudachi's synonym dictionary that it belongs to (チャリ and 自転車 share one).
    """

    surface: str
    normal: str
    reading: str
    part: tuple[str, ...]
    begin: int
    end: int
    senses: tuple[int, ...] = ()


class SudachiTokenizer:
    """Splits normalised Japanese text into morphemes. Safe to share between threads."""

    def __init__(self) -> None:
        self._local = threading.local()

    @property
    def fingerprint(self) -> str:
        """Names the program and the dictionary: another one gives other terms."""
        return _versions()

    def tokenize(self, text: str) -> tuple[Token, ...]:
        """Tokens in order; characters Sudachi drops are in none of them.

        Raises:
            DictionaryMissing: sudachidict-core is not installed.
        """
        tokenizer = self._tokenizer()
        return tuple(
            Token(
                surface=m.surface(),
                normal=m.normalized_form(),
                reading=m.reading_form(),
                part=tuple(m.part_of_speech()),
                begin=start + m.begin(),
                end=start + m.end(),
                senses=tuple(m.synonym_group_ids()),
            )
            for start, piece in _chunks(text)
            for m in tokenizer.tokenize(piece)
        )

    def _tokenizer(self) -> Any:
        tokenizer = getattr(self._local, "tokenizer", None)
        if tokenizer is None:
            from sudachipy import SplitMode

            tokenizer = _dictionary().tokenizer(mode=SplitMode.A)
            self._local.tokenizer = tokenizer
        return tokenizer


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces short enough for Sudachi, cut at a sentence's end where there is one."""
    begin = 0
    while len(text) - begin > _CHUNK:
        ends = [m.end() for m in _BREAK.finditer(text, begin + _CHUNK // 2, begin + _CHUNK)]
        end = ends[-1] if ends else begin + _CHUNK
        yield begin, text[begin:end]
        begin = end
    yield begin, text[begin:]


@cache
def _dictionary() -> Any:
    try:
        from sudachipy import Dictionary

        return Dictionary()
    except Exception as error:  # sudachipy raises its own untyped errors
        raise DictionaryMissing(
            "日本語辞書（sudachidict-core）が見つかりません。make run をもう一度実行してください。"
        ) from error


@cache
def _versions() -> str:
    from importlib.metadata import version

    return f"sudachipy {version('sudachipy')} core {version('sudachidict-core')} A"
