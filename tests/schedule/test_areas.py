"""Areas by what residents type."""

from __future__ import annotations

import pytest

from faqbot.schedule.areas import find_areas
from faqbot.types import Area

AREAS = (
    Area(
        name="北地区",
        reading="きたちく",
        towns=(("見本町1丁目", "みほんちょういっちょうめ"), ("本町", "ほんまち")),
    ),
    Area(
        name="南地区",
        reading="みなみちく",
        towns=(("見本町2丁目", "みほんちょうにちょうめ"), ("例示台", "れいじだい")),
    ),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("北地区", ["北地区"]),
        ("きたちく", ["北地区"]),
        ("ミナミ地区に住んでます", []),
        ("南地区に住んでます", ["南地区"]),
        ("例示台", ["南地区"]),
        ("レイジダイ", ["南地区"]),
        ("れいじ", ["南地区"]),
        ("見本町２丁目です", ["南地区"]),
        ("見本町二丁目", ["南地区"]),
        ("見本町", ["北地区", "南地区"]),
        ("本町", ["北地区"]),
        ("地区", ["北地区", "南地区"]),
        ("町", []),
        ("", []),
        ("フライパン", []),
    ],
)
def test_what_a_resident_may_mean(text: str, names: list[str]) -> None:
    assert [area.name for area in find_areas(text, AREAS)] == names
