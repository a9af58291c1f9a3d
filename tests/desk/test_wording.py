"""What the bot says: every sentence in each language, with the same places to fill in, and a deployment's own in their stead."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

from faqbot.app import open_desk
from faqbot.desk.wording import DEFAULT, EN, JA, Words, read
from faqbot.errors import InvalidInput
from faqbot.settings import Settings
from faqbot.types import Audience
from tests.conftest import GOMI, ROOT

NAMES = [field.name for field in fields(Words)]


def slots(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def written(folder: Path, text: str) -> Path:
    path = folder / "wording.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", DEFAULT)
@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_there_and_fills_in_the_same(language: str, name: str) -> None:
    sentence = getattr(DEFAULT[language], name)
    assert sentence.strip() == sentence != ""
    assert slots(sentence) == slots(getattr(JA, name))


@pytest.mark.parametrize("name", NAMES)
def test_english_is_english(name: str) -> None:
    assert not re.search(r"[ぁ-んァ-ヶ一-龠]", getattr(EN, name))


def test_a_file_changes_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    path = written(
        tmp_path, '[ja]\ngreeting = "まいど。"\nseveral = "{count}つです。"\n[en]\ngreeting = "Hi."\n'
    )
    made = read(path)
    assert (made["ja"].greeting, made["ja"].several, made["en"].greeting) == (
        "まいど。",
        "{count}つです。",
        "Hi.",
    )
    assert made["easy"] == DEFAULT["easy"]
    assert made["ja"].thanks == JA.thanks


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[ja]\ngreting = "x"', "「greting」"),
        ('[fr]\ngreeting = "x"', "[fr]"),
        ('greeting = "x"', "[greeting]"),
        ('[ja]\nseveral = "{number}つ"', "{count}"),
        ('[ja]\ngreeting = "{name}さん"', "なし"),
        ('[ja]\nseveral = "{count"', "{count}"),
        ("[ja]\ngreeting = 3", "「greeting」"),
        ("[ja", "読めません"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InvalidInput) as refused:
        read(path)
    assert told in str(refused.value)
    assert "wording.toml" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="読めません"):
        read(tmp_path / "none.toml")


def test_the_deployment_says_it_in_its_own_words(tmp_path: Path) -> None:
    path = written(tmp_path, '[ja]\ngreeting = "まいど。"\n')
    with open_desk(Settings(data=tmp_path / "data", wording=path)) as desk:
        desk.describe(GOMI)
        reply = desk.ask("gomi", "こんにちは", audience=Audience.PUBLIC, channel="test")
    assert reply.message == "まいど。"


def test_the_list_is_that_of_the_program() -> None:
    listed = re.findall(
        r"^\| `(\w+)` \| (.*) \|$", (ROOT / "docs" / "wording.md").read_text("utf-8"), re.MULTILINE
    )
    assert dict(listed) == {name: getattr(JA, name) for name in NAMES}
