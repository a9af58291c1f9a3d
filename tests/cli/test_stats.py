"""`faqbot stats`: the funnel of a real store, as JSON and as tables; dates that are none are told in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from faqbot.app import open_desk
from faqbot.cli.stats import stats
from faqbot.errors import InvalidInput
from faqbot.settings import Settings
from faqbot.types import Audience
from tests.conftest import GOMI, ITEMS


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stats")
    with open_desk(Settings(data=folder)) as desk:
        desk.describe(GOMI)
        desk.take_in("gomi", ITEMS)
        for text in ("こんにちは", "フライパン", "住民票の取り方"):
            reply = desk.ask("gomi", text, audience=Audience.PUBLIC, channel="web")
            if reply.answer:
                desk.feedback(reply.turn_id, solved=True, audience=Audience.PUBLIC)
    return folder


def run(data: Path, *arguments: str) -> str:
    done = CliRunner().invoke(stats, ["--data", str(data), *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_funnel_as_json(data: Path) -> None:
    found = json.loads(run(data, "--json"))
    assert (found["funnel"]["received"], found["funnel"]["shown"], found["funnel"]["solved"]) == (2, 1, 1)
    assert [group["key"] for group in found["channel"]] == ["web"]
    assert [each["entry_id"] for each in found["viewed"]] == ["pan"]
    assert [each["text"] for each in found["missed"]] == ["住民票の取り方"]


def test_the_funnel_as_tables(data: Path) -> None:
    shown = run(data)
    for word in ("解決した", "50%", "█", "gomi", "住民票の取り方"):
        assert word in shown
    assert "質問はありません" in run(data, "--collection", "nowhere")


def test_everything_is_counted_again(data: Path) -> None:
    before = json.loads(run(data, "--json"))
    done = CliRunner().invoke(stats, ["--data", str(data), "--json", "--rebuild"], catch_exceptions=False)
    assert json.loads(done.stdout) == before
    assert done.stderr == "1 日分を数えなおしました。\n"


@pytest.mark.parametrize("dates", [("--since", "きのう"), ("--since", "2026-11-20", "--until", "2026-11-01")])
def test_days_that_are_none_are_refused(data: Path, dates: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput):
        run(data, *dates)
