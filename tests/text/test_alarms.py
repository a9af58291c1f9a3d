"""Emergencies are recognised, and a question about rubbish is hardly ever taken for one.

All sets are fitted by now: docs/evaluation.md has what fresh batches gave at their first look. `python -m pytest -s` prints
what is missed, and what is set off by mistake.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.corpus.reader import read_entries
from faqbot.text.alarms import Alarms
from faqbot.text.analyzer import Analyzer
from faqbot.text.families import FAMILIES
from faqbot.text.tokenizer import SudachiTokenizer
from faqbot.types import Status
from tests.conftest import CORPUS, ROOT, entry

SETS = ROOT / "eval" / "alarms"
ENTRIES = read_entries(CORPUS / "emergency" / "entries.csv", "emergency", department="").entries
READ = Analyzer(SudachiTokenizer()).tokens
ALARMS = Alarms(ENTRIES, READ)
RECALL = 0.97
FALSE_ALARMS = 0.005
REAL = {"刃物を持った人がいる", "ボタン電池を子どもが飲み込んだ", "乾燥剤を食べてしまった"} | {
    "ボタン電池を子どもが飲んだかもしれない",
    "後ろから煙出てる",
    "発券機から煙っぽいにおい",
    "本体から焦げ臭いにおい",
}
"""Questions of the sets of `eval/` that are emergencies indeed."""


def texts(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text("utf-8").splitlines():
        query = json.loads(line)
        yield query["text"], query["metadata"].get("expect", "")


def found(text: str) -> str:
    alarm = ALARMS.find(text)
    return alarm.id if alarm else ""


@pytest.mark.parametrize("name", ["alarms", "held_out"])
def test_emergencies_are_recognised(name: str) -> None:
    asked = list(texts(SETS / f"{name}.jsonl"))
    heard = [text for text, _ in asked if found(text)]
    right = [text for text, kind in asked if found(text).split("-")[0] == kind]
    print(f"{name}: {len(heard)} of {len(asked)} heard, {len(right)} of them as what they are")
    assert len(heard) >= RECALL * len(asked)
    assert len(right) >= 0.95 * len(asked)


def test_other_questions_set_nothing_off() -> None:
    hard = [text for text, _ in texts(SETS / "hard.jsonl")]
    everyday = [
        text
        for path in sorted((ROOT / "eval" / "sets").glob("*/queries.jsonl"))
        for text, _ in texts(path)
        if text not in REAL
    ]
    assert len(hard) >= 300
    for asked in (hard, everyday):
        false = [(text, found(text)) for text in asked if found(text)]
        print(f"{len(false)} of {len(asked)}: {false}")
        assert len(false) <= FALSE_ALARMS * len(asked)


def test_the_wordings_of_other_collections_set_nothing_off() -> None:
    """Thousands of wordings that the triggers were not tuned to."""
    questions = [
        text
        for path in sorted(CORPUS.glob("*/entries.csv"))
        if path.parent.name != "emergency"
        for each in read_entries(path, path.parent.name, department="").entries
        for text in (each.question, *each.phrasings)
    ]
    assert len(questions) > 5_000
    false = [(text, found(text)) for text in questions if found(text)]
    print(f"{len(false)} of {len(questions)}: {false}")
    assert len(false) <= FALSE_ALARMS * len(questions)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("電池から煙が出てる、どう捨てる?", "battery-smoke"),
        ("火事で焼けた家具の捨て方", ""),
        ("煙感知器の電池が切れた", ""),
        ("煙感知器が鳴って煙が出てる", "fire"),
        ("しにたぃ", "suicide"),
        ("ｼﾆﾀｲ", "suicide"),
        ("きゅうきゅしゃ", "ambulance"),
        ("死んだ猫の引き取り", ""),
        ("ゴキブリを殺すスプレー", ""),
        ("丈夫な箱を叩いて小さくする", ""),
        ("DVDの捨て方", ""),
        ("", ""),
    ],
)
def test_one_by_one(text: str, kind: str) -> None:
    assert found(text) == kind


@given(st.text(max_size=200))
def test_any_text_may_be_given(text: str) -> None:
    ALARMS.find(text)


def test_what_the_columns_mean() -> None:
    fire = entry(
        "fire", "火事", fields={"合図": "煙 出て/でて | きんきゅうじたい", "除外": "煙草|煙 たき火/@処分"}
    )
    draft = entry("draft", "下書き", fields={"合図": "煙"}, status=Status.DRAFT)
    alarms = Alarms([draft, entry("silent", "合図なし"), fire], READ)
    heard = {
        text: alarms.find(text) is fire
        for text in ("煙が でてる", "煙", "煙草の灰が出てる", "煙草から煙が出て")
    }
    assert heard == {"煙が でてる": True, "煙": False, "煙草の灰が出てる": False, "煙草から煙が出て": True}
    assert alarms.find("たき火の煙が出てる") is None
    assert alarms.find("煙が出て捨てたい") is None


def test_a_verb_is_heard_in_every_form_and_a_family_in_every_word() -> None:
    alarms = Alarms([entry("a", "a", fields={"合図": "ごみ箱 燃える !@処分|@子ども 蹴る"})], READ)
    heard = ("ごみ箱が燃えとる", "ごみ箱、燃えました", "娘が蹴られてる", "孫を蹴った")
    silent = ("ごみ箱は燃やす", "ごみ箱が燃えたので捨てたい", "缶を蹴る", "娘がつまずいた")
    assert [text for text in (*heard, *silent) if alarms.find(text)] == list(heard)


def test_every_family_that_a_trigger_names_is_known() -> None:
    named = {
        name
        for each in ENTRIES
        for column in ("合図", "除外")
        for name in re.findall(r"@[^ /|]+", each.fields[column])
    }
    assert named <= FAMILIES.keys()
    assert all(FAMILIES.values())


@pytest.mark.parametrize(
    "slip", ["きんきゆじたい", "きんきゅうしたい", "きんきゅううじたい", "きんきゅじうたい", "んきゅうじたい"]
)
def test_a_long_word_may_have_one_slip(slip: str) -> None:
    assert Alarms([entry("a", "a", fields={"合図": "きんきゅうじたい"})], READ).find(f"これは{slip}です")


def test_two_slips_are_another_word() -> None:
    assert (
        Alarms([entry("a", "a", fields={"合図": "きんきゅうじたい"})], READ).find("きんぎゅうしたい") is None
    )


def test_every_answer_says_at_once_what_to_do() -> None:
    for each in ENTRIES:
        assert len(each.answer.splitlines()[0]) <= 60, each.id
        assert each.source_url.startswith("https://"), each.id
        assert each.checked_on, each.id
        assert Alarms([each], READ).find(each.question), each.id
