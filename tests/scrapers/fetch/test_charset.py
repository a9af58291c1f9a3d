from __future__ import annotations

import codecs
import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.fetch.charset import charset_of, decode
from tests.conftest import CORPUS

SENTENCE = "粗大ごみは電話で申し込んでください。燃やすごみは①月曜と②木曜です。"
CODECS = ["utf-8", "cp932", "euc_jis_2004", "iso2022_jp_ext"]
LABELS = {"utf-8": "UTF-8", "cp932": "Shift_JIS", "euc_jis_2004": "EUC-JP", "iso2022_jp_ext": "ISO-2022-JP"}


def has(codec: str, text: str) -> bool:
    """Whether the encoding has all the characters, and gives them back."""
    try:
        return text.encode(codec).decode(codec) == text
    except UnicodeError:
        return False


def everywhere(character: str) -> bool:
    return all(has(codec, character) for codec in CODECS)


KANA = "".join(map(chr, range(0x3041, 0x3094))) + "".join(map(chr, range(0x30A1, 0x30F7)))
KANJI = "".join(filter(everywhere, map(chr, range(0x4E00, 0x9FA0))))
TEXT = st.text(st.sampled_from(KANA + KANJI + "、。・ー「」abc019 \n<>"), min_size=1)


@given(TEXT, st.sampled_from(CODECS))
def test_a_declared_text_is_read_as_it_was_written(text: str, codec: str) -> None:
    body = text.encode(codec)
    assert decode(body, f"text/html; charset={LABELS[codec]}") == text
    page = f'<meta charset="{LABELS[codec]}">'.encode() + body
    assert decode(page, "text/html").endswith(text)


@given(
    st.lists(
        st.sampled_from("ごみの出し方は 収集日 粗大ごみ でください まちの案内 カレンダー 資源 を".split()),
        min_size=4,
    ),
    st.sampled_from(CODECS),
)
def test_an_undeclared_text_is_recognised(words: list[str], codec: str) -> None:
    assert decode("".join(words).encode(codec)) == "".join(words)


def test_every_text_of_the_corpora_is_recognised() -> None:
    rows = [
        row
        for file in sorted(CORPUS.glob("*/entries.csv"))
        for row in csv.DictReader(file.open(encoding="utf-8-sig"))
    ]
    texts = {row[column] for row in rows for column in ("質問", "答え")}
    cases = [
        (text, codec)
        for text in sorted(texts)
        if len(text) > 3 and not text.isascii()
        for codec in CODECS
        if has(codec, text)
    ]
    assert len(cases) > 4000
    assert [case for case in cases if decode(case[0].encode(case[1])) != case[0]] == []


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_can_be_read(body: bytes, content_type: str) -> None:
    assert isinstance(decode(body, content_type), str)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (codecs.BOM_UTF8 + SENTENCE.encode(), "text/csv; charset=Shift_JIS"),
        (codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"), ""),
        (SENTENCE.encode("cp932"), "text/html; charset=x-sjis"),
        (SENTENCE.encode("cp932"), "text/html; charset=UTF-8"),
        (SENTENCE.encode("cp932"), "text/html; charset=ISO-8859-1"),
        (b"<meta charset=Shift_JIS>".replace(b"<meta", b"<!-- --><META") + SENTENCE.encode("cp932"), "text/html; charset=iso-8859-1"),
        (b'<?xml version="1.0" encoding="EUC-JP"?>' + SENTENCE.encode("euc_jis_2004"), ""),
        (SENTENCE.encode("euc_jis_2004"), "text/html; charset=no-such"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=euc-jp">' + SENTENCE.encode("euc_jis_2004"), "text/html"),
        (SENTENCE.encode(), 'text/html; charset="utf-8"'),
    ],
)  # fmt: skip
def test_bom_header_meta_and_detection_in_this_order(body: bytes, content_type: str) -> None:
    assert decode(body, content_type).endswith(SENTENCE)


def test_the_header_speaks_before_the_meta() -> None:
    assert charset_of(b'<meta charset="Shift_JIS"> abc', "text/html; charset=EUC-JP") == "euc_jis_2004"


def test_one_broken_byte_does_not_change_the_encoding() -> None:
    body = SENTENCE.encode() * 10 + b"\xe3\x81"
    assert decode(body, "text/html; charset=utf-8").startswith(SENTENCE)
