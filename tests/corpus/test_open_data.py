"""Other makers' files come in whole, and go out so that their own programs read them."""

from __future__ import annotations

import csv
import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from faqbot.corpus import formats, gomi5374, gomidata
from faqbot.corpus.reader import Reading
from faqbot.errors import CorpusError
from faqbot.schedule.days import parse
from faqbot.types import Area, Audience, Category, Collection, Entry, Kind, Status
from tests.conftest import SHARED

TARGET = """label,name,notice,furigana
燃やすごみ,割りばし,ひもで束ねる\t,わ　
燃やさないごみ,包丁,"厚紙で包み、""キケン""と書く",ほ
燃やさないごみ,まくら,金具のあるもの,ま
燃やすごみ,まくら,,ま
燃やすごみ,まくら,,ま
"""
DESCRIPTION = "label,sublabel,description,styles,bgcolor\n燃やすごみ,,<b>週2回</b>,a.svg,#ea3b13\n燃やさないごみ,,,b.svg,#733b96\n"
AREA_DAYS = "地名,センター,燃やすごみ,燃やさないごみ\n東町,北工場,月 木,水2\n西町,,火 金,管路\n"
CENTER = "名称,休止開始日,休止終了日\n北工場,2026/12/31,2027/1/3\n"
MIHON = Collection(name="c", title="c", audience=Audience.PUBLIC, owner="環境課")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "target.csv").write_bytes(TARGET.encode("cp932"))
    (tmp_path / "description.csv").write_text(DESCRIPTION, "utf-8-sig")
    (tmp_path / "area_days.csv").write_text(AREA_DAYS, "utf-8")
    (tmp_path / "center.csv").write_text(CENTER, "utf-8")
    return tmp_path


def read(path: Path, form: str = "") -> Reading:
    return formats.read(path, "c", department="環境課", form=form)


def test_a_5374_folder_comes_in_whole(folder: Path) -> None:
    reading = read(folder)
    items = [(e.question, e.condition, e.category, e.answer) for e in reading.entries]
    assert items == [
        ("割りばし", "", "燃やすごみ", "「燃やすごみ」です。\nひもで束ねる"),
        ("包丁", "", "燃やさないごみ", '「燃やさないごみ」です。\n厚紙で包み、"キケン"と書く'),
        ("まくら", "燃やさないごみ", "燃やさないごみ", "「燃やさないごみ」です。\n金具のあるもの"),
        ("まくら", "燃やすごみ", "燃やすごみ", "「燃やすごみ」です。"),
    ]
    assert reading.categories == (
        Category(name="燃やすごみ", description="週2回", colour="#ea3b13"),
        Category(name="燃やさないごみ", colour="#733b96"),
    )
    pause = "（2026/12/31〜2027/1/3は休み）"
    assert [(area.name, dict(area.days)) for area in reading.areas] == [
        ("東町", {"燃やすごみ": f"月 木{pause}", "燃やさないごみ": f"水2{pause}"}),
        ("西町", {"燃やすごみ": "火 金"}),
    ]
    assert parse(reading.areas[0].days["燃やすごみ"]).describe().startswith("毎週 月曜・木曜（12月31日")
    reasons = [(p.line, p.reason) for p in reading.problems]
    assert (6, "「まくら」が 5 行目と同じです") in reasons
    assert any("「管路」を収集日として読めません" in reason for _, reason in reasons)
    assert read(folder / "target.csv") == reading


def test_what_goes_out_to_5374_comes_back(folder: Path, tmp_path: Path) -> None:
    first = read(folder)
    described = replace(MIHON, categories=first.categories, areas=first.areas)
    out = tmp_path / "out"
    out.mkdir()
    for name, text in gomi5374.write(first.entries, described).items():
        (out / name).write_text(text, "utf-8")
    assert [len(line.split(",")) for line in (out / "target.csv").read_text("utf-8").splitlines()] == [4] * 5
    assert (out / "area_days.csv").read_text("utf-8").splitlines()[1:] == ["東町,,月 木,水2", "西町,,火 金,"]
    again = read(out)
    assert again.categories == first.categories
    assert [e.category for e in again.entries] == [e.category for e in first.entries]
    assert "まくら（燃やすごみ）" in [e.question for e in again.entries]


@pytest.mark.parametrize(
    ("notation", "cell"),
    [
        ("毎週月・木", "月 木"),
        ("第2・4水", "水2 水4"),
        ("隔週火（2015-01-13から）", "隔火20150113"),
        ("2020-04-18、2020-05-16", "20200418 20200516"),
        ("火2 金4:4 6 8", "火2 金4:4 6 8"),
        ("4週に1回 金（2026-11-20から）", ""),
    ],
)
def test_days_in_the_notation_of_the_app(notation: str, cell: str) -> None:
    area = Area(name="東町", days={"可燃": notation})
    assert (
        gomi5374.write([], replace(MIHON, areas=(area,)))["area_days.csv"].splitlines()[1] == f"東町,,{cell}"
    )


@pytest.mark.parametrize(
    ("cell", "said"),
    [("隔火20150113", "2週間に1回の 火曜"), ("2土 4土", "第2 土曜、第4 土曜"), ("月　木", "毎週 月曜・木曜")],
)
def test_what_only_the_app_writes_is_read(folder: Path, cell: str, said: str) -> None:
    (folder / "area_days.csv").write_text(f"地名,センター,燃やすごみ\n東町,,{cell}\n", "utf-8")
    (area,) = read(folder).areas
    assert parse(area.days["燃やすごみ"]).describe() == said


def test_what_the_public_may_not_see_stays_here() -> None:
    given = {"collection": "c", "department": "環境課", "category": "金属", "answer": "「金属」です。"}
    entries = [
        Entry(id="a", question="やかん", **given),
        Entry(id="b", question="下書き", status=Status.DRAFT, **given),
        Entry(id="c", question="不明", kind=Kind.UNKNOWN, **given),
    ]
    assert gomi5374.write(entries, MIHON)["target.csv"].splitlines()[1:] == ["金属,やかん,,"]
    assert [
        a["name"]
        for a in json.loads(gomidata.write(entries, MIHON, code="000000", name="みほん市"))["articles"]
    ] == ["やかん"]


def test_gomidata_goes_out_and_comes_back(tmp_path: Path) -> None:
    given = {
        "municipalityId": "000000", "municipalityName": "みほん市", "datasourceUrl": "https://city.example.jp/", "updatedAt": "2026-04-01",
        "categoryDefinitions": {"category-1": {"name": "金属", "note": "月2回"}, "category-2": {"name": "可燃"}},
        "articles": [
            {"name": "やかん", "nameKana": "やかん", "categoryId": "category-1", "note": "水を切る"},
            {"name": "毛布", "categoryId": "category-2"},
        ],
    }  # fmt: skip
    file = tmp_path / "mihon.json"
    file.write_text(json.dumps(given), "utf-8")
    reading = read(file)
    assert reading.entries[0].checked_on is not None
    described = Collection(
        name="c", title="c", audience=Audience.PUBLIC, owner="環境課", categories=reading.categories
    )
    assert json.loads(gomidata.write(reading.entries, described, code="000000", name="みほん市")) == given
    given["articles"] += [{"name": "なべ", "categoryId": "none"}, {"categoryId": "category-1"}]  # type: ignore[operator]
    file.write_text(json.dumps(given), "utf-8")
    assert [problem.line for problem in read(file).problems] == [3, 4]


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"articles": [1], "categoryDefinitions": {}}', "{", '{"articles": {}}']
)
def test_what_is_no_gomidata_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(CorpusError):
        read(tmp_path / "x.json")
    with pytest.raises(CorpusError, match=r"target\.csv"):
        read(tmp_path)


def test_similar_words_and_several_remarks(tmp_path: Path) -> None:
    file = tmp_path / "dictionary.csv"
    file.write_text(
        "ID,頭文字,品目名,読み,類似語,出し方（一覧）,出し方（詳細）,出し方のポイント,URL1\n"
        "7,さ,皿,さら,小皿、大皿／取り皿,普通ごみ,割れたものは紙で包む。,少量ずつ。,https://city.example.jp/7\n",
        "utf-8",
    )
    (entry,) = read(file).entries
    assert (entry.id, entry.reading, entry.phrasings) == ("7", "さら", ("小皿", "大皿", "取り皿"))
    assert entry.answer == "「普通ごみ」です。\n割れたものは紙で包む。\n少量ずつ。"
    assert (entry.source_url, dict(entry.fields)) == ("https://city.example.jp/7", {"頭文字": "さ"})


@pytest.mark.parametrize("before", ["", "ごみの分別方法_"])
def test_the_standard_data_set_of_municipalities(tmp_path: Path, before: str) -> None:
    names = [
        "全国地方公共団体コード",
        "ID",
        "品目" if before else "ゴミの品目",
        "分別区分",
        "注意点",
        "料金種別",
        "料金",
        "料金備考",
        "備考",
    ]
    file = tmp_path / "standard.csv"
    file.write_text(
        ",".join(before + name for name in names)
        + "\n000000,S1,たんす,粗大ごみ,申込制,有料,800円,,2人で運べるもの\n",
        "utf-8-sig",
    )
    (entry,) = read(file).entries
    assert (entry.id, entry.question, entry.category) == ("S1", "たんす", "粗大ごみ")
    assert entry.answer == "「粗大ごみ」です。\n申込制\n2人で運べるもの"
    assert entry.fields[f"{before}料金"] == "800円"


@pytest.mark.shared
@pytest.mark.parametrize("name", ["original.csv", "tsu_gomi.ja.utf8.csv"])
def test_a_whole_real_dictionary_comes_in(name: str) -> None:
    file = SHARED / "data" / "tsu_gomi" / name
    reading = read(file)
    assert reading.problems == ()
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    column = 4 if name == "original.csv" else 3
    assert len(reading.entries) == len(rows)
    assert [e.category for e in reading.entries] == [row[column] for row in rows]
    assert len({e.id for e in reading.entries}) == len(rows)


@pytest.mark.shared
def test_its_counts_are_those_of_cut_sort_uniq(tmp_path: Path) -> None:
    """As a person would check on the command line; cells with line breaks are no lines, so they are joined first."""
    file = SHARED / "data" / "tsu_gomi" / "tsu_gomi.ja.utf8.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        plain = ["\t".join(" ".join(cell.split()) for cell in row) for row in csv.reader(lines)]
    (tmp_path / "plain.tsv").write_text("\n".join(plain[1:]) + "\n", "utf-8")
    counted = subprocess.run(
        "cut -f4 plain.tsv | sort | uniq -c",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    expected = {
        name: int(count) for count, name in (line.split(maxsplit=1) for line in counted.stdout.splitlines())
    }
    ours: dict[str, int] = {}
    for entry in read(file).entries:
        ours[entry.category] = ours.get(entry.category, 0) + 1
    assert ours == expected
