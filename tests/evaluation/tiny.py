"""A project of five entries and seven questions, with everything that the gate looks at."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from faqbot.corpus.reader import read_entries
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analyzer

SETS: Mapping[str, str] = {"items": "garbage"}
ENTRIES = """ID,質問,よみ,答え,分類,種類
blanket,毛布,もうふ,可燃ごみの日に出してください。,可燃ごみ,
pan,フライパン,ふらいぱん,不燃ごみの日に出してください。,不燃ごみ,
umbrella,傘,かさ,不燃ごみの日に出してください。,不燃ごみ,
box,ダンボール,だんぼーる,紙・布の日に出してください。,紙・布,
tyre,タイヤ,たいや,出し方を確認できていません。,,不明
"""
COLLECTION = """title = "ごみ"
audience = "public"
owner = "ごみ課"

[[categories]]
name = "可燃ごみ"
short = "可燃"
"""
QUESTIONS = {
    "q1": ("毛布", {"blanket": 2}),
    "q2": ("ふらいぱん", {"pan": 2}),
    "q3": ("傘の捨て方", {"umbrella": 2}),
    "q4": ("ダンボール", {"box": 2}),
    "q5": ("タイヤ", {"tyre": 2}),
    "q6": ("住民票がほしい", {}),
    "q7": ("傘が折れた", {"umbrella": 2}),
}


def project(root: Path) -> Path:
    """Write it into a folder."""
    corpus, judged = root / "corpus" / "garbage", root / "eval" / "sets" / "items"
    corpus.mkdir(parents=True)
    judged.mkdir(parents=True)
    (corpus / "entries.csv").write_text(ENTRIES, encoding="utf-8")
    (corpus / "collection.toml").write_text(COLLECTION, encoding="utf-8")
    write_questions(judged, QUESTIONS)
    return root


def write_questions(folder: Path, questions: Mapping[str, tuple[str, Mapping[str, int]]]) -> None:
    lines = [json.dumps({"_id": i, "text": text}, ensure_ascii=False) for i, (text, _) in questions.items()]
    judged = [
        f"{i}\t{entry}\t{grade}" for i, (_, grades) in questions.items() for entry, grade in grades.items()
    ]
    (folder / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "qrels.tsv").write_text("\n".join(["query-id\tcorpus-id\tscore", *judged]), encoding="utf-8")


def searchers(root: Path, analyzer: Analyzer, kind: type[Searcher] = Searcher) -> Callable[[str], Searcher]:
    """The searcher of each collection under the folder."""
    made = {
        path.name: kind(
            Index.build(read_entries(path / "entries.csv", path.name, department="").entries, analyzer)
        )
        for path in (root / "corpus").iterdir()
    }
    return made.__getitem__
