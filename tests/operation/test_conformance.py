"""The report on what was asked is complete, names tests that exist, and says what is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from faqbot.operation.conformance import html, markdown, requirements
from tests.conftest import ROOT, SHARED

ASKED = requirements()


def test_every_requirement_names_what_shows_it() -> None:
    ours = [each for each in ASKED if not each.out_of_scope]
    assert all(each.feature and each.tests for each in ours)
    assert [test for each in ours for test in each.tests if not (ROOT / test).is_file()] == []
    assert len({each.id for each in ASKED}) == len(ASKED)


def test_a_test_that_is_gone_is_said(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    assert "tests/gone.py" in replace(ASKED[0], tests=("tests/gone.py",)).lacking(tmp_path)
    assert replace(ASKED[0], tests=()).lacking() == "テストがありません"


def test_the_report_has_a_row_for_each() -> None:
    table = markdown(ASKED).splitlines()[2:]
    assert len(table) == len(ASKED) + 2
    assert {row.count(" | ") for row in table} == {5}
    assert html(ASKED).count("<tr>") == len(ASKED) + 1


@pytest.mark.shared
def test_nothing_that_was_asked_is_left_out() -> None:
    text = (SHARED / "requirements.md").read_text("utf-8")
    assert re.findall(r"^\| ([A-D]\d+)\b", text, re.MULTILINE) == sorted(
        (each.id for each in ASKED), key=lambda name: (name[0], int(name[1:]))
    )
