from __future__ import annotations

import numpy as np
import pytest

from faqbot.search.base import Query
from faqbot.search.fusion import View, fuse
from faqbot.search.mix import HEARD, READ, mix_for
from faqbot.text.analyzer import Analyzer


@pytest.mark.parametrize("text", ["もうふ", "モウフってなにごみ？", "ﾓｳﾌ", "だんぼーる 3まい"])
def test_kana_alone_is_heard(analyzer: Analyzer, text: str) -> None:
    assert mix_for(Query(analyzer.analyze(text))) is HEARD


@pytest.mark.parametrize("text", ["毛布", "引っ越しの手続き", "PCが動かない"])
def test_what_is_written_is_read(analyzer: Analyzer, text: str) -> None:
    assert mix_for(Query(analyzer.analyze(text))) is READ


def test_a_prior_counts_only_where_something_was_found() -> None:
    views = {"a": View(1.0, 1.0), "p": View(1.0, 1.0, prior=True)}
    scores = {"a": np.array([0.0, 1.0], np.float32), "p": np.array([1.0, 0.5], np.float32)}
    assert fuse(views, scores).tolist() == [0.0, 1.5]


def test_an_untrained_view_is_left_out_and_a_weak_one_not_blown_up() -> None:
    views = {"a": View(1.0, 0.5, power=2), "missing": View(9.0, 1.0)}
    assert fuse(views, {"a": np.array([0.25, 0.0], np.float32)}).tolist() == [0.25, 0.0]
