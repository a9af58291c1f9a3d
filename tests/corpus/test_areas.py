"""`areas.csv`: read, checked row by row, written back; the shipped one is a sample and says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from faqbot.corpus.areas import areas_to_csv, read_areas
from faqbot.corpus.collection import read_collection
from faqbot.errors import CorpusError
from faqbot.schedule.days import parse, upcoming
from tests.conftest import CORPUS

CATEGORIES = ["可燃ごみ", "ビン"]


def written(path: Path, text: str) -> Path:
    file = path / "areas.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_areas_are_read_and_written_back(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "地区,よみ,町名,町名のよみ,休止,見本,可燃ごみ,ビン\n"
        "北,きた,本町|東町,ほんまち|ひがしまち,12/29〜1/3は休み,はい,毎週月・木,\n"
        "南,,,,,,毎週火,第2・4水\n",
    )
    north, south = read_areas(file, CATEGORIES)
    assert north.towns == (("本町", "ほんまち"), ("東町", "ひがしまち"))
    assert north.days == {"可燃ごみ": "毎週月・木（12/29〜1/3は休み）"}
    assert (north.sample, south.sample) == (True, False)
    file.write_text(areas_to_csv((north, south), CATEGORIES), encoding="utf-8")
    assert read_areas(file, CATEGORIES) == (north, south)


def test_no_file_is_no_areas(tmp_path: Path) -> None:
    assert read_areas(tmp_path / "areas.csv", CATEGORIES) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("地区,可燃ごみ\n北,ときどき\n", "2 行目「可燃ごみ」: 収集日「ときどき」を読めません"),
        ("地区,可燃ごみ\n,毎週月\n", "2 行目の「地区」が空です"),
        ("地区,可燃ごみ\n北,毎週月\n北,毎週火\n", "3 行目の「北」が 2 行目と同じです"),
        ("地区,燃えるやつ\n北,毎週月\n", "列「燃えるやつ」がわかりません"),
        ("地区,町名,町名のよみ\n北,本町|東町,ほんまち\n", "数がちがいます"),
    ],
)
def test_a_bad_row_refuses_the_file(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CorpusError, match=told):
        read_areas(written(tmp_path, text), CATEGORIES)


def test_the_shipped_areas_are_samples_with_the_known_intervals() -> None:
    garbage = read_collection(CORPUS / "garbage")
    assert "見本" in garbage.areas_note
    assert garbage.areas
    known = {
        "可燃ごみ": 16,
        "プラスチック製容器包装": 8,
        "不燃ごみ": 2,
        "ペットボトル": 2,
        "空き缶・危険ごみ": 4,
        "ビン": 4,
    }
    for area in garbage.areas:
        assert area.sample
        assert "見本" in area.name
        for category, times in known.items():
            eight_weeks = upcoming(parse(area.days[category]), date(2027, 2, 1), 20)
            assert sum(day < date(2027, 3, 29) for day in eight_weeks) == times, (area.name, category)
