"""`scenario.toml`: read to any depth, refused with the place of what is wrong, written back; what is shipped leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from faqbot.corpus.collection import read_collection
from faqbot.corpus.reader import read_entries
from faqbot.corpus.scenario import FILE, read_scenario, scenario_to_toml
from faqbot.errors import CorpusError
from faqbot.types import Topic
from tests.conftest import CORPUS

TEXT = """
[[topics]]
id = "find"
title = "さがす"
text = "どんなもの\\nですか？"

[[topics.topics]]
id = "kitchen"
title = "台所 \\"いろいろ\\""

[[topics.topics.topics]]
id = "pots"
title = "鍋"
entries = ["pot", "pan"]

[[topics]]
id = "burn"
title = "燃やす"
category = "可燃ごみ"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / FILE
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path) -> tuple[Topic, ...]:
    return read_scenario(path, ["可燃ごみ"], ["pot", "pan"])


def test_topics_are_read_to_any_depth_and_written_back(tmp_path: Path) -> None:
    topics = read(written(tmp_path, TEXT))
    pots = Topic(id="pots", title="鍋", entries=("pot", "pan"))
    kitchen = Topic(id="kitchen", title='台所 "いろいろ"', topics=(pots,))
    assert topics == (
        Topic(id="find", title="さがす", text="どんなもの\nですか？", topics=(kitchen,)),
        Topic(id="burn", title="燃やす", category="可燃ごみ"),
    )
    assert read(written(tmp_path, scenario_to_toml(topics))) == topics


def test_without_a_file_there_is_no_scenario(tmp_path: Path) -> None:
    assert read(tmp_path / FILE) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TEXT.replace('"pan"', '"pam"'), '「さがす › 台所 "いろいろ" › 鍋」の項目「pam」'),
        (TEXT.replace("可燃ごみ", "可燃"), "「燃やす」の分類「可燃」"),
        (TEXT.replace('"burn"', '"find"'), "「燃やす」の id「find」"),
        (TEXT.replace('"burn"', '"=a"'), "id「=a」"),
        (TEXT.replace('"burn"', '"a/b"'), "id「a/b」"),
        (TEXT.replace('category = "可燃ごみ"', ""), "「燃やす」の中が空"),
        (TEXT.replace("category", "categories"), "「categories」という項目は使えません"),
        (TEXT.replace('title = "燃やす"', ""), "title がない"),
        (TEXT.replace('id = "burn"', "id = 3"), "燃やす の id"),
        ("[[topics]", "読めません"),
    ],
)
def test_what_leads_nowhere_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(CorpusError) as refused:
        read(path)
    assert told in str(refused.value)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["garbage", "chat", "counter", "kiosk", "terminal"])
def test_what_is_shipped_leads_to_entries(name: str) -> None:
    topics = read_collection(CORPUS / name).topics
    reached = {entry for topic in every(topics) for entry in topic.entries}
    known = {e.id for e in read_entries(CORPUS / name / "entries.csv", name, department="").entries}
    assert topics
    assert reached <= known


def test_the_shipped_scenario_is_deep() -> None:
    assert depth(read_collection(CORPUS / "garbage").topics) >= 3


def test_a_page_of_the_shipped_scenario_fits_a_message() -> None:
    for topic in every(read_collection(CORPUS / "garbage").topics):
        assert len(topic.topics) + len(topic.entries) <= 10, topic.title


def every(topics: tuple[Topic, ...]) -> Iterator[Topic]:
    for topic in topics:
        yield topic
        yield from every(topic.topics)


def depth(topics: tuple[Topic, ...]) -> int:
    return max((1 + depth(topic.topics) for topic in topics), default=0)
