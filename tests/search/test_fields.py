from __future__ import annotations

from faqbot.search.document import read
from faqbot.search.fields import key, passages
from faqbot.text.analyzer import Analyzer
from tests.conftest import entry

ANSWER = (
    "■転入届を出してください。＜改＞【関連するＦＡＱ】。・印鑑登録について知りたい。"
    "【お問い合わせ】。市民課。電話０６－１２３４－５６７８。"
)


def test_an_answer_falls_into_passages() -> None:
    found = list(passages(ANSWER))
    assert [(p.key, p.contact) for p in found] == [
        ("転入届を出してください", False),
        ("印鑑登録について知りたい", False),
        ("市民課", True),
    ]


def test_fields_follow_the_titles(analyzer: Analyzer) -> None:
    document = read(entry("move", "引っ越しました", ANSWER), analyzer)
    linked = document.fields({key("印鑑登録について知りたい？"), document.title})
    assert "印鑑" in linked["links"]
    assert "印鑑" not in linked["body"]
    assert "市民" in linked["contact"]
    assert "印鑑" in document.fields(())["body"]


def test_a_sentence_that_is_its_own_title_is_no_link(analyzer: Analyzer) -> None:
    document = read(entry("seal", "印鑑登録", "印鑑登録。"), analyzer)
    assert not document.fields({document.title})["links"]
