from __future__ import annotations

import pytest

from faqbot.text.analyzer import Analyzer
from faqbot.text.splitting import MOST, parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("フライパンと傘と電池", ("フライパン", "傘", "電池")),
        ("フライパン、傘，電池", ("フライパン", "傘", "電池")),
        ("傘\n毛布", ("傘", "毛布")),
        ("ｶｻ･ﾓｳﾌ", ("ｶｻ", "ﾓｳﾌ")),
        ("傘。毛布。", ("傘", "毛布")),
        ("新聞とか雑誌とか", ("新聞", "雑誌")),
        ("電池や電球", ("電池", "電球")),
        ("かさ立てとかばん", ("かさ立て", "かばん")),
        ("洗濯機と、あと冷蔵庫", ("洗濯機", "冷蔵庫")),
        ("毛布とまくらの捨て方", ("毛布", "まくらの捨て方")),
        ("とうふの容器", ()),
        ("毛布", ()),
        ("毛布、", ()),
        ("", ()),
    ],
)
def test_a_message_comes_apart_at_its_joints(analyzer: Analyzer, text: str, found: tuple[str, ...]) -> None:
    assert parts(text, analyzer.analyze(text).tokens) == found


def test_who_lists_many_things_gets_the_first(analyzer: Analyzer) -> None:
    text = "、".join(["毛布"] * 9)
    assert len(parts(text, analyzer.analyze(text).tokens)) == MOST
