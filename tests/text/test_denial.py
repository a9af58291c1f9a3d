from __future__ import annotations

import pytest

from faqbot.text.analyzer import Analyzer


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("汚れが落ちる", set()),
        ("汚れが落ちない", {"落ちる"}),
        ("汚れが落ちませんでした", {"落ちる"}),
        ("汚れが落ちへん", {"落ちる"}),
        ("袋に入らん", {"入る"}),
        ("相手が見えひん", {"見える"}),
        ("割れてないお皿", {"割れる"}),
        ("電池なし", {"電池"}),
        ("革ではないかばん", {"革"}),
        ("割れた皿はない", {"皿"}),
        ("ない", set()),
    ],
)
def test_what_is_denied(analyzer: Analyzer, text: str, denied: set[str]) -> None:
    assert analyzer.analyze(text).denied == denied


def test_claims_tell_a_denied_term_from_the_same_one_affirmed(analyzer: Analyzer) -> None:
    assert analyzer.analyze("汚れが落ちない").claims == {"汚れ", "¬落ちる"}
