from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.text.analyzer import Analyzer
from faqbot.text.filters import strip_request
from faqbot.text.tokenizer import SudachiTokenizer


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("毛布はどうやって捨てたらいいですか", "毛布"),
        ("もうふはなにごみ？", "もうふ"),
        ("フライパンほかしたいんやけどどないしたらええの", "フライパン"),
        ("傘のだしかた", "傘"),
        ("でんちのすてかたおしえて", "でんち"),
        ("捨てたい毛布が袋に入らない", "毛布が袋に入らない"),
        ("やかん", "やかん"),
        ("お魚の骨", "お魚の骨"),
        ("捨て方を教えて", "捨て方を教えて"),
        ("何ごみ", "何ごみ"),
        ("毛布ってどこにほかしたらええのん", "毛布"),
        ("傘捨てたいねんけど", "傘"),
        ("バケツほってもかまへん?", "バケツ"),
        ("スマホってどないすんの", "スマホ"),
        ("古い包丁あるんやけど", "古い包丁"),
        ("炊飯器いらんようになった", "炊飯器"),
        ("毛布がいらなくなったので", "毛布"),
        ("卵のパックってどれに入れるんやろか", "卵のパック"),
    ],
)
def test_the_request_is_taken_away_and_the_subject_stays(question: str, core: str) -> None:
    assert strip_request(question) == core


@pytest.mark.parametrize("typed", ["蛍光管", "けいこうかん", "ケイコウカン", "ｹｲｺｳｶﾝ"])
def test_an_item_sounds_the_same_however_it_is_typed(analyzer: Analyzer, typed: str) -> None:
    assert analyzer.analyze(typed).sound == "けいこうかん"


@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_string_is_read_without_an_error(analyzer: Analyzer, text: str) -> None:
    analysis = analyzer.analyze(text)
    for token in analysis.tokens:
        assert 0 <= token.begin <= token.end <= len(text)


@given(st.text(alphabet="ｶﾞﾊﾟ毛布ダンボ－ルa１\u3099 ", max_size=30))
def test_tokens_are_pieces_of_what_was_typed_in_order(analyzer: Analyzer, text: str) -> None:
    tokens = analyzer.analyze(text).tokens
    assert all(a.end <= b.begin or a.begin <= b.begin for a, b in itertools.pairwise(tokens))


@pytest.mark.parametrize("text", ["あ" * 60_000, "😀" * 20_000, "毛布。" * 20_000, "\ud800" * 1000])
def test_longer_than_sudachi_takes_at_once(analyzer: Analyzer, text: str) -> None:
    analyzer.analyze(text)


def test_one_tokenizer_serves_many_threads() -> None:
    tokenizer = SudachiTokenizer()
    texts = ["ペットボトルのキャップ", "充電式掃除機", "毛布と傘"] * 60
    expected = [tokenizer.tokenize(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tokenizer.tokenize, texts)) == expected


def test_the_fingerprint_names_the_dictionary(analyzer: Analyzer) -> None:
    assert "core" in analyzer.fingerprint
    assert analyzer.fingerprint == Analyzer(SudachiTokenizer()).fingerprint


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("電卓 小さい 乾電池のやつ", "電卓 小さい"),
        ("プリンター コンセント式", "プリンター"),
        ("スプーン コンビニの", "スプーン"),
        ("乾電池のやつ", "乾電池のやつ"),
        ("コンビニのスプーン", "コンビニのスプーン"),
        ("粗大ごみの料金", "粗大ごみの料金"),
    ],
)
def test_what_is_said_of_a_thing_after_it_was_named_is_an_aside(
    question: str, named: str, analyzer: Analyzer
) -> None:
    assert analyzer.analyze(question).named == named
    assert analyzer.analyze(question).core == question


def test_what_time_sounds_as_people_say_it(analyzer: Analyzer) -> None:
    assert analyzer.analyze("何時まで").sound == analyzer.analyze("なんじまで").sound
    assert analyzer.analyze("何時から").sound == analyzer.analyze("なんじから").sound
