from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.errors import CorpusError
from faqbot.text.analyzer import Analyzer
from faqbot.text.synonyms import WEIGHT, Rule, Thesaurus
from faqbot.text.tokenizer import SudachiTokenizer
from faqbot.text.wordlists import read_synonyms, sudachi_rules
from tests.conftest import CORPUS

BOTH = Rule(("引っ越し", "転居"), ("引っ越し", "転居"))
ONE_WAY = Rule(("もうふ",), ("毛布 寝具",))


def test_spellings_are_read_as_the_first_of_them() -> None:
    thesaurus = Thesaurus([Rule(("子供", "こども", "子ども"), ("子供",), same=True)])
    assert thesaurus.canonical(("こども", "公園", "子ども")) == ("子供", "公園", "子供")


def test_a_word_that_the_tokenizer_knows_in_part_is_no_spelling() -> None:
    printer = Rule(("プリンター", "プリンタ", "ぷりんたー"), ("プリンター",), same=True)
    analyzer = Analyzer(SudachiTokenizer(), [printer])
    assert analyzer.terms("プリンの容器") == ("プリン", "容器")


def test_both_ways_and_one_way() -> None:
    thesaurus = Thesaurus([BOTH, ONE_WAY])
    assert dict(thesaurus.expand("転居", ("転居",))) == {"引っ越し": WEIGHT}
    assert dict(thesaurus.expand("引っ越し", ("引っ越し",))) == {"転居": WEIGHT}
    assert dict(thesaurus.expand("もうふ", ("もうふ",))) == pytest.approx(
        {"毛布": WEIGHT / 2**0.5, "寝具": WEIGHT / 2**0.5}
    )
    assert thesaurus.expand("毛布", ("毛布",)) == ()


def test_a_rule_fires_inside_the_text_or_when_all_its_terms_are_there() -> None:
    thesaurus = Thesaurus([Rule(("亡くな",), ("死亡",)), Rule(("本人 以外",), ("代理",), inside=False)])
    assert dict(thesaurus.expand("父が亡くなりました", ("父",))) == {"死亡": WEIGHT}
    assert dict(thesaurus.expand("", ("以外", "窓口", "本人"))) == {"代理": WEIGHT}
    assert thesaurus.expand("", ("本人",)) == ()


def test_a_source_inside_a_longer_one_keeps_still() -> None:
    thesaurus = Thesaurus([Rule(("ペット",), ("犬",)), Rule(("ペットボトル",), ("資源",))])
    assert dict(thesaurus.expand("ペットボトル", ("ペット", "ボトル"))) == {"資源": WEIGHT}
    assert dict(thesaurus.expand("ペット", ("ペット",))) == {"犬": WEIGHT}


@given(st.lists(st.sampled_from(["引っ越し", "転居", "もうふ", "毛布", "ほか"]), max_size=6))
def test_only_new_terms_are_added_each_once_below_full_weight(terms: list[str]) -> None:
    added = Thesaurus([BOTH, ONE_WAY]).expand(" ".join(terms), terms)
    assert len({term for term, _ in added}) == len(added)
    assert not {term for term, _ in added} & set(terms)
    assert all(0 < weight <= WEIGHT for _, weight in added)


def test_a_collection_chooses_among_the_groups(tmp_path: Path) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    for name, words in (("garbage", "毛布,ブランケット"), ("office", "印刷,プリントアウト")):
        (lists / f"{name}.csv").write_text(f"種類,言葉,言い換え\n両方,{words}\n", encoding="utf-8")
    own = tmp_path / "own.csv"
    own.write_text("種類,言葉,言い換え\n両方,傘,アンブレラ\n", encoding="utf-8")
    every = Analyzer(SudachiTokenizer(), read_synonyms([lists, own]))
    one = every.narrowed(["garbage"])

    def adds(analyzer: Analyzer, text: str) -> bool:
        return bool(analyzer.expand(analyzer.analyze(text)))

    assert [adds(every, text) for text in ("毛布", "印刷", "傘")] == [True, True, True]
    assert [adds(one, text) for text in ("毛布", "印刷", "傘")] == [True, False, True]
    assert every.narrowed(None) is every
    assert every.narrowed(("garbage",)) is one


def test_the_fingerprint_names_spellings_and_nothing_else() -> None:
    plain, both, same = (
        Analyzer(SudachiTokenizer(), rules)
        for rules in ((), (BOTH,), (Rule(("鍵", "錠"), ("鍵",), same=True),))
    )
    assert plain.fingerprint == both.fingerprint != same.fingerprint
    assert len({plain.synonyms, both.synonyms, same.synonyms}) == 3


def test_the_shipped_lists_can_be_read_and_expand_a_question() -> None:
    analyzer = Analyzer(SudachiTokenizer(), read_synonyms([CORPUS / "synonyms"]))
    assert "転入" in dict(analyzer.expand(analyzer.analyze("引っ越しの手続き")))
    assert analyzer.terms("ゴミ") == analyzer.terms("ごみ")


def test_a_line_that_is_no_rule_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("種類,言葉,言い換え,備考\n同じ,鍵,カギ,\nどちらか,鍵,,\n", encoding="utf-8-sig")
    with pytest.raises(CorpusError, match="3 行目"):
        read_synonyms([path])
    with pytest.raises(CorpusError):
        read_synonyms([tmp_path / "missing.csv"])


SUDACHI = """000127,1,0,1,0,0,0,(医療),インフルエンザ,,
000127,1,0,1,0,2,0,(医療),インフル,,
000127,1,1,1,0,0,0,(医療),流行性感冒,,
000127,1,2,1,0,0,0,(医療),やめた語,,
000127,1,0,1,4,0,0,(医療),インフレエンザ,,

000008,1,0,1,0,0,0,(),支払い,,
000008,1,0,1,0,0,3,(),仕払い,,
"""


def test_sudachi_flags_say_what_wakes_a_rule_and_what_it_adds(tmp_path: Path) -> None:
    path = tmp_path / "synonyms.txt"
    path.write_text(SUDACHI, encoding="utf-8")
    first, second = read_synonyms([path])
    assert first.sources == ("インフルエンザ", "インフル", "インフレエンザ")
    assert first.targets == ("インフルエンザ", "インフル", "流行性感冒")
    assert second.sources == ("支払い", "仕払い")
    assert second.targets == ("支払い",)
    assert not first.inside


def test_sudachi_lines_may_leave_everything_out() -> None:
    rows = (line.split(",") for line in ("1,,,,,,,,甲,,", "1,,,,,,,,乙,,", "2,,,,,,,,丙,,"))
    assert [rule.sources for rule in sudachi_rules(rows)] == [("甲", "乙"), ("丙",)]
