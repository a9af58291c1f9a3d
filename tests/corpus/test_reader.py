from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from faqbot.corpus.collection import read_collection
from faqbot.corpus.reader import Reading, read_entries
from faqbot.corpus.writer import to_csv, to_jsonl
from faqbot.errors import CorpusError, FaqbotError
from faqbot.types import Kind, Status

HEADER = "ID,質問,よみ,言い換え,答え,分類,担当課,確認日,種類,状態,版\n"
ROW = "cap,ペットボトルのキャップ,きゃっぷ,ふた|フタ,プラです。,プラ,ごみ課,2024-04-01,,,2.0\n"


def read(path: Path, **options: object) -> Reading:
    return read_entries(path, "gomi", department="ごみ課", **options)  # type: ignore[arg-type]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_in_every_encoding_that_a_city_hall_has(tmp_path: Path, encoding: str, newline: str) -> None:
    reading = read(write(tmp_path / "a.csv", (HEADER + ROW).replace("\n", newline), encoding))
    (entry,) = reading.entries
    assert entry.id == "cap"
    assert entry.phrasings == ("ふた", "フタ")
    assert entry.checked_on == date(2024, 4, 1)
    assert dict(entry.fields) == {"版": "2.0"}
    assert reading.problems == ()


def test_excel(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["品目", "読み仮名", "分別区分", "備考", "更新日"])
    book.active.append(["傘", "かさ", "不燃ごみ", "はみ出てよい", date(2023, 11, 10)])
    book.active.append([None, None, None, None, None])
    book.active.append([1, None, "不燃ごみ", None, None])
    book.save(tmp_path / "a.xlsx")
    umbrella, number = read(tmp_path / "a.xlsx").entries
    assert (umbrella.question, umbrella.reading) == ("傘", "かさ")
    assert umbrella.answer == "「不燃ごみ」です。\nはみ出てよい"
    assert umbrella.checked_on == date(2023, 11, 10)
    assert number.question == "1"


def test_jsonl(tmp_path: Path) -> None:
    line = json.dumps({"question": "傘", "answer": "不燃", "phrasings": ["アンブレラ", "日傘"]})
    (entry,) = read(write(tmp_path / "a.jsonl", f"{line}\n\n")).entries
    assert entry.phrasings == ("アンブレラ", "日傘")


def test_a_bad_row_is_refused_with_its_line_and_the_others_go_on(tmp_path: Path) -> None:
    bad = [
        ",,,,答え,,,,,,\n",
        "a b,質問,,,答え,,,,,,\n",
        "cap,同じID,,,答え,,,,,,\n",
        "d,質問,,,,,,,,,\n",
        'e,"二行の\n質問",,,答え,,,2024-13-01,,,\n',
        "f,質問,,,答え,,,,なぞ,,\n",
        "g,質問,,,答え,,,,,みてい,\n",
        "h,\x07質問,,,答え,,,,,,\n",
        f"i,{'長' * 400},,,答え,,,,,,\n",
    ]
    reading = read(write(tmp_path / "a.csv", HEADER + ROW + "".join(bad) + "z,最後,,,答え,,,,,,\n"))
    assert [e.id for e in reading.entries] == ["cap", "z"]
    assert [p.line for p in reading.problems] == [3, 4, 5, 6, 7, 9, 10, 11, 12]
    reasons = " ".join(p.reason for p in reading.problems)
    for said in (
        "「質問」が空",
        "使えない文字",
        "2 行目と同じ",
        "「答え」も「分類」も",
        "2024-13-01",
        "なぞ",
        "みてい",
        "制御文字",
        "長すぎ",
    ):
        assert said in reasons


def test_columns_can_be_mapped_by_hand(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "ものの名前,捨てる区分\n傘,不燃\n")
    with pytest.raises(CorpusError, match="--mapping"):
        read(path)
    (entry,) = read(path, mapping={"ものの名前": "質問", "捨てる区分": "category"}).entries
    assert (entry.question, entry.category) == ("傘", "不燃")
    with pytest.raises(CorpusError, match="ありません"):
        read(path, mapping={"ない列": "質問"})
    with pytest.raises(CorpusError, match="という項目はありません"):
        read(path, mapping={"ものの名前": "なぞ"})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"\x85\xff\x81", "文字コード"),
        ("a.csv", 'ID,質問\n1,"閉じない'.encode(), "引用符"),
        ("a.csv", b"", "列の名前"),
        ("a.csv", "質問,質問\n".encode(), "同じ名前の列"),
        ("a.xlsx", b"PK not a zip", "Excel"),
        ("a.jsonl", b"{", "JSON"),
        ("a.jsonl", b"[1]", "オブジェクト"),
        ("a.pdf", b"%PDF", "取り込めません"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CorpusError, match=said):
        read(tmp_path / name)


def test_statuses_and_kinds(tmp_path: Path) -> None:
    rows = "a,q1,,,x,,,,不明,下書き,\nb,q2,,,x,,,,回答,廃止,\nc,q3,,,x,,,,,公開,\n"
    a, b, c = read(write(tmp_path / "a.csv", HEADER + rows)).entries
    assert (a.kind, a.status) == (Kind.UNKNOWN, Status.DRAFT)
    assert (b.kind, b.status) == (Kind.ANSWER, Status.ARCHIVED)
    assert (c.kind, c.status) == (Kind.ANSWER, Status.PUBLISHED)


TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="|｜"), min_size=1, max_size=20
).filter(lambda t: t.strip() == t and t)


@given(st.lists(st.tuples(TEXT, TEXT, st.lists(TEXT, max_size=3)), min_size=1, max_size=5))
def test_what_is_written_reads_back_the_same(tmp_path: Path, rows: list[tuple[str, str, list[str]]]) -> None:
    lines = [
        json.dumps({"ID": f"n{i}", "質問": q, "答え": a, "言い換え": p, "メモ欄": a})
        for i, (q, a, p) in enumerate(rows)
    ]
    first = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    for name, text in (("b.csv", to_csv(first.entries)), ("b.jsonl", to_jsonl(first.entries))):
        assert read(write(tmp_path / name, text)).entries == first.entries


@given(st.binary(max_size=200), st.sampled_from([".csv", ".tsv", ".xlsx", ".jsonl"]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    with suppress(FaqbotError):
        assert isinstance(read(path), Reading)


@pytest.mark.parametrize(
    ("line", "lists"),
    [("", None), ("synonyms = []", ()), ('synonyms = ["spellings", "garbage"]', ("spellings", "garbage"))],
)
def test_a_collection_names_its_lists_of_synonyms(
    tmp_path: Path, line: str, lists: tuple[str, ...] | None
) -> None:
    write(tmp_path / "collection.toml", f'title = "ごみ"\naudience = "public"\nowner = "ごみ課"\n{line}\n')
    assert read_collection(tmp_path).synonyms == lists


@pytest.mark.parametrize("value", ['"garbage"', "[1]"])
def test_lists_of_synonyms_that_are_no_list_are_told(tmp_path: Path, value: str) -> None:
    text = f'title = "ごみ"\naudience = "public"\nowner = "ごみ課"\nsynonyms = {value}\n'
    write(tmp_path / "collection.toml", text)
    with pytest.raises(CorpusError, match="synonyms"):
        read_collection(tmp_path)


def test_the_days_on_which_an_entry_is_said(tmp_path: Path) -> None:
    rows = "a,質問,答え,2026/12/1,2027年3月31日\nb,別の質問,答え,2026-12-02,2026-12-01\n"
    reading = read(write(tmp_path / "a.csv", f"ID,質問,答え,公開開始日,公開終了日\n{rows}"))
    (entry,) = reading.entries
    assert (entry.valid_from, entry.valid_until) == (date(2026, 12, 1), date(2027, 3, 31))
    assert [p.reason for p in reading.problems] == ["「公開終了日」が「公開開始日」より前です"]
    again = read(write(tmp_path / "b.csv", to_csv([entry])))
    assert again.entries == (entry,)
